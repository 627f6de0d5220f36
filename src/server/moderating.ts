import { existsSync } from 'node:fs';

import { MAX_REASON_LENGTH, type ModerationAction } from '../contracts/moderation.ts';
import { cleanLine } from '../contracts/text.ts';
import { ProblemError } from './problem.ts';
import { changeComment } from './store/comments.ts';
import { StartError } from './store/errors.ts';
import { COMMAND_LINE } from './store/log.ts';
import { moderate } from './store/moderate.ts';
import { changeThread, type ThreadRow } from './store/threads.ts';
import type { Write } from './store/transactions.ts';

/** What the command line needs to moderate: everything that opens a database, loaded only when it is used. */
export { readLog } from './store/log.ts';
export { readQueue } from './store/queue.ts';
export { openStore } from './store/store.ts';

const lineOf = (reason: string | undefined): string => cleanLine(reason ?? '', MAX_REASON_LENGTH);

/** A mistyped name must not make a new, empty database. @throws {StartError} If there is no such file. */
export async function requireDatabase(database: string): Promise<void> {
  if (!/^postgres(?:ql)?:\/\//.test(database) && !existsSync(database))
    throw new StartError(`There is no database file ${database}; see --database.`);
}

/** @returns Why it could not be done, `undefined` when it was. */
export async function moderateOne(
  write: Write,
  id: string,
  action: ModerationAction,
  reason: string | undefined,
  now: number,
): Promise<string | undefined> {
  try {
    const act = { actor: COMMAND_LINE, action, reason: lineOf(reason), at: now };
    const changed = await changeComment(write, id, (comment) => moderate(comment, act));
    return changed ? undefined : 'There is no such comment.';
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}

/** Opens or closes a thread, or changes who waits in it; one that nobody has written in yet as well. */
export async function changeThreadByHand(
  write: Write,
  key: string,
  change: { readonly open?: boolean; readonly premoderated?: boolean },
  reason: string | undefined,
  now: number,
): Promise<ThreadRow> {
  return changeThread(write, key, change, { actor: COMMAND_LINE, reason: lineOf(reason), at: now });
}
