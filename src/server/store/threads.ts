import type { Selectable } from 'kysely';

import type { Thread } from '../../contracts/comments.ts';
import { safeLink } from '../../contracts/links.ts';
import type { LoggedAction } from '../../contracts/moderation.ts';
import type { Connections } from './connections.ts';
import { logAct, type Act } from './log.ts';
import type { ThreadTable } from './schema.ts';
import { noteTouched } from './touched.ts';
import type { Database, Write } from './transactions.ts';

export type ThreadRow = Selectable<ThreadTable>;

/** A thread that nobody has written in yet. */
function emptyThread(key: string): ThreadRow {
  const numbers = { version: 0, published: 0, held: 0, hidden: 0, last_at: 0 };
  return { id: 0, key, is_open: 1, is_premoderated: 0, ...numbers };
}

/** A thread as it travels. */
export function toThread(row: ThreadRow, holdsAll: boolean): Thread {
  const url = safeLink(row.key, 'comment');
  return {
    id: row.key,
    ...(url?.startsWith('http') && { url }),
    count: row.published,
    open: row.is_open === 1,
    premoderated: holdsAll || row.is_premoderated === 1,
    version: row.version,
  };
}

export async function readThread(connections: Connections, key: string): Promise<ThreadRow> {
  const row = await connections.read.selectFrom('threads').selectAll().where('key', '=', key).executeTakeFirst();
  return row ?? emptyThread(key);
}

/**
 * The thread's row, made if there is none, and locked: other writers of this thread wait until the transaction ends.
 * Its version has grown by one.
 */
export async function lockThread(database: Database, key: string): Promise<ThreadRow> {
  const { id: _id, ...values } = emptyThread(key);
  const thread = await database
    .insertInto('threads')
    .values({ ...values, version: 1 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((current) => ({ version: current('threads.version', '+', 1) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  noteTouched(database, thread.key);
  return thread;
}

/** The id of a thread's row, made if there is none; readers see nothing new. */
export async function ensureThread(database: Database, key: string): Promise<number> {
  const { id: _id, ...values } = emptyThread(key);
  await database
    .insertInto('threads')
    .values(values)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await database.selectFrom('threads').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id;
}

/** Marks a thread as changed, locks its row and reads it. */
export async function touchThread(database: Database, id: number): Promise<ThreadRow> {
  const thread = await database
    .updateTable('threads')
    .set((values) => ({ version: values('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  noteTouched(database, thread.key);
  return thread;
}

/** Locks a thread as {@link touchThread} does, without making it new: readers see nothing of what is done. */
export async function lockUnchanged(database: Database, id: number): Promise<void> {
  await database
    .updateTable('threads')
    .set((values) => ({ version: values.ref('version') }))
    .where('id', '=', id)
    .execute();
}

/** Opens or closes a thread, or changes who waits in it; what changed is written in the log. */
export async function changeThread(
  write: Write,
  key: string,
  change: { readonly open?: boolean | undefined; readonly premoderated?: boolean | undefined },
  by: Omit<Act, 'action'>,
): Promise<ThreadRow> {
  return write(async (database) => {
    const thread = await lockThread(database, key);
    const isOpen = change.open ?? thread.is_open === 1;
    const isPremoderated = change.premoderated ?? thread.is_premoderated === 1;
    const flags = { is_open: isOpen ? 1 : 0, is_premoderated: isPremoderated ? 1 : 0 } as const;
    await database.updateTable('threads').set(flags).where('id', '=', thread.id).execute();
    const acts: LoggedAction[] = [];
    if (flags.is_open !== thread.is_open) acts.push(isOpen ? 'open' : 'close');
    if (flags.is_premoderated !== thread.is_premoderated) acts.push(isPremoderated ? 'premoderate' : 'unpremoderate');
    for (const action of acts) await logAct(database, { ...by, action }, { threadId: thread.id });
    return { ...thread, ...flags };
  });
}

/** Published comments of each thread; 0 for one that does not exist. */
export async function countThreads(connections: Connections, keys: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map(keys.map((key) => [key, 0]));
  const rows = await connections.read
    .selectFrom('threads')
    .select(['key', 'published'])
    .where('key', 'in', keys)
    .execute();
  for (const row of rows) counts.set(row.key, row.published);
  return counts;
}
