import type { Kysely } from 'kysely';

import type { Tables } from './schema.ts';

/** An open database: where to write, where to read, and how to let go. */
export interface Connections {
  readonly kind: 'sqlite' | 'postgres';
  readonly write: Kysely<Tables>;
  readonly read: Kysely<Tables>;
  /** Until when the next write may wait for its lock, by `performance.now()`. SQLite only. */
  readonly patience?: { until: number };
  close(): Promise<void>;
}
