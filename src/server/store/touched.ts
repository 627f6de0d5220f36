import type { Database } from './transactions.ts';

/** What each transaction under way has changed: keys of threads. */
const touched = new WeakMap<Database, Set<string>>();

/** Notes that a transaction changes a thread; who follows it is told after the commit. */
export function noteTouched(database: Database, threadKey: string): void {
  touched.set(database, (touched.get(database) ?? new Set()).add(threadKey));
}

/** The threads that a transaction has changed since this was last asked. */
export function takeTouched(database: Database): ReadonlySet<string> {
  const keys = touched.get(database) ?? new Set<string>();
  touched.delete(database);
  return keys;
}
