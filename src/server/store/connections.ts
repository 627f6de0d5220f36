import type { Kysely } from 'kysely';

import type { Tables } from './schema.ts';

/** An open database: where to write, where to read, and how to let go. */
export interface Connections {
  readonly kind: 'sqlite' | 'postgres';
  readonly write: Kysely<Tables>;
  readonly read: Kysely<Tables>;
  /** Until when the next write may wait for its lock, by `performance.now()`. SQLite only. */
  readonly patience?: { until: number };
  /** The version of a thread, read at once; `undefined` if there is none. Where that can be: SQLite files. */
  readonly versionOf?: (threadKey: string) => number | undefined;
  /** Hears of what other processes write, until the function that it answers with is called. */
  watch(watcher: Watcher): () => void;
  close(): Promise<void>;
}

export interface Watcher {
  /** A thread has changed, by its key; without one, any may have. */
  onChange(threadKey?: string): void;
  /** Something stands in the way; it is tried again. */
  onProblem(message: string): void;
}
