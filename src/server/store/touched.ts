import { sql } from 'kysely';

import { CHANNEL } from './listen.ts';
import type { Connections } from './connections.ts';
import type { Database } from './transactions.ts';

/** What each transaction under way has changed: keys of threads. */
const touched = new WeakMap<Database, Set<string>>();

/** Notes that a transaction changes a thread; who follows it is told after the commit. */
export function noteTouched(database: Database, threadKey: string): void {
  touched.set(database, (touched.get(database) ?? new Set()).add(threadKey));
}

/** The threads that a transaction has changed. On PostgreSQL, other processes are told of them when it commits. */
export async function announceTouched(database: Database, kind: Connections['kind']): Promise<ReadonlySet<string>> {
  const keys = touched.get(database) ?? new Set<string>();
  if (kind === 'postgres') for (const key of keys) await sql`select pg_notify(${CHANNEL}, ${key})`.execute(database);
  return keys;
}
