import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';

import { wantsRerun } from './errors.ts';
import { WriteGroups, type Written } from './groups.ts';
import { CHANNEL } from './listen.ts';
import type { Connections } from './connections.ts';
import type { Tables } from './schema.ts';
import { takeTouched } from './touched.ts';

export type Database = Transaction<Tables>;
/**
 * Runs `work` in a write transaction; what it throws undoes all of it. Answers when it is on the disk.
 *
 * `work` waits for nothing but the database: others may wait for the same transaction.
 */
export type Write = <T>(work: (database: Database) => Promise<T>) => Promise<T>;

const MAX_RUNS = 4;
/** Writes that may wait in this process. More are turned away. */
const MAX_WAITING = 1000;

/** A write was turned away because too many wait already. */
export class CrowdedError extends Error {
  override readonly name = 'CrowdedError';
}

/**
 * The way into a database for everything that changes it.
 *
 * @param onCommit - Told of each thread that a committed write has changed, by its key.
 * @param load - Kept up to date for who looks.
 */
export function writer(
  connections: Connections,
  onCommit: (threadKey: string) => void = () => {},
  load: { waiting: number } = { waiting: 0 },
): Write {
  const { write, patience } = connections;
  const groups = patience && new WriteGroups(write, patience);
  return async (work) => {
    if (load.waiting >= MAX_WAITING) throw new CrowdedError(`${load.waiting} writes are waiting`);
    load.waiting++;
    try {
      const { result, threadKeys } = await (groups ? groups.write(work) : writeShared(write, work));
      for (const key of threadKeys) onCommit(key);
      return result;
    } finally {
      load.waiting--;
    }
  };
}

/** Writes into PostgreSQL, again where it asks for that. Other processes are told when the write commits. */
async function writeShared<T>(
  connection: Kysely<Tables>,
  work: (database: Database) => Promise<T>,
): Promise<Written<T>> {
  const run = async (database: Database) => {
    const result = await work(database);
    const threadKeys = takeTouched(database);
    for (const key of threadKeys) await sql`select pg_notify(${CHANNEL}, ${key})`.execute(database);
    return { result, threadKeys };
  };
  for (let count = 1; ; count++) {
    try {
      return await connection.transaction().execute(run);
    } catch (error) {
      if (count === MAX_RUNS || !wantsRerun(error)) throw error;
    }
  }
}
