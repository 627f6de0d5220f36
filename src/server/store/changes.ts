import type { Kysely } from 'kysely';

import type { ThreadChanges } from '../../contracts/comments.ts';
import type { Connections } from './connections.ts';
import type { Tables } from './schema.ts';
import type { CommentRow } from './states.ts';
import { toThread, type ThreadRow } from './threads.ts';
import { toChange } from './view.ts';

/** Comments in one answer. */
export const MAX_CHANGES = 100;

/**
 * What readers see differently in a thread since a version, oldest change first. Costs what changed, however long the
 * thread is.
 *
 * @param thread - As read before: every change up to its version is in the answer, or announced by `more`.
 * @param after - A version; `undefined`, or one that the thread has not reached, starts at the present.
 */
export async function changesAfter(
  connections: Connections,
  thread: ThreadRow,
  after: number | undefined,
  holdsAll: boolean,
): Promise<ThreadChanges> {
  const answer = { thread: toThread(thread, holdsAll), comments: [], next: thread.version };
  if (after === undefined || after >= thread.version) return answer;
  const database = connections.read;
  const found = await changedRows(database, thread.id, after, MAX_CHANGES + 1);
  const { rows, more } = await cut(database, thread.id, found);
  const unseen = thread.held > 0 ? await unreachable(database, rows) : new Set();
  return {
    ...answer,
    comments: rows.filter((row) => !unseen.has(row.id)).map(toChange),
    // A write between the two queries is in the rows already.
    next: more ? lastVersion(rows) : Math.max(thread.version, lastVersion(rows)),
    ...(more && { more }),
  };
}

/** What was held from the start has no version, and so is in no answer. */
const changedRows = (database: Kysely<Tables>, threadId: number, after: number, limit: number) =>
  database
    .selectFrom('comments')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('version', '>', after)
    .orderBy('version')
    .limit(limit)
    .execute();

const lastVersion = (rows: readonly CommentRow[]): number => rows[rows.length - 1]?.version ?? 0;

/** Ends between two versions: one change can reach several comments, and half of it would be lost. */
async function cut(
  database: Kysely<Tables>,
  threadId: number,
  found: readonly CommentRow[],
): Promise<{ rows: readonly CommentRow[]; more: boolean }> {
  if (found.length <= MAX_CHANGES) return { rows: found, more: false };
  const next = lastVersion(found);
  const whole = found.filter((row) => row.version < next);
  if (whole.length > 0) return { rows: whole, more: true };
  const rows = database.selectFrom('comments').selectAll().where('thread_id', '=', threadId);
  return { rows: await rows.where('version', '=', next).execute(), more: true };
}

/** Replies below a comment that is held: readers see neither, nor hear that there is something. */
async function unreachable(database: Kysely<Tables>, rows: readonly CommentRow[]): Promise<Set<string>> {
  const above = new Map<string, { readonly parentId: string | null; readonly isShown: boolean }>();
  let wanted = parentsOf(rows);
  while (wanted.length > 0) {
    const found = await database
      .selectFrom('comments')
      .select(['id', 'parent_id', 'shown'])
      .where('id', 'in', wanted)
      .execute();
    for (const row of found) above.set(row.id, { parentId: row.parent_id, isShown: row.shown === 1 });
    wanted = parentsOf(found).filter((id) => !above.has(id));
  }
  const isHidden = (id: string | null): boolean => {
    for (let place = id === null ? undefined : above.get(id); place; place = above.get(place.parentId ?? ''))
      if (!place.isShown) return true;
    return false;
  };
  return new Set(rows.filter((row) => isHidden(row.parent_id)).map((row) => row.id));
}

const parentsOf = (rows: readonly { readonly parent_id: string | null }[]): string[] => [
  ...new Set(rows.flatMap((row) => row.parent_id ?? [])),
];
