import type { Transaction } from 'kysely';

import { wantsRerun } from './errors.ts';
import { BUSY_MS } from './sqlite.ts';
import type { Connections } from './connections.ts';
import type { Tables } from './schema.ts';
import { announceTouched } from './touched.ts';

export type Database = Transaction<Tables>;
/** Runs `work` in one write transaction; what it throws undoes all of it. */
export type Write = <T>(work: (database: Database) => Promise<T>) => Promise<T>;

const MAX_RUNS = 4;
/** Writes that may wait in this process; SQLite makes them one after the other. More are turned away. */
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
  const inTurn = connections.patience ? queue(connections.patience) : undefined;
  return async (work) => {
    if (load.waiting >= MAX_WAITING) throw new CrowdedError(`${load.waiting} writes are waiting`);
    load.waiting++;
    const run = () =>
      connections.write.transaction().execute(async (database) => {
        const result = await work(database);
        return { result, threadKeys: await announceTouched(database, connections.kind) };
      });
    try {
      const { result, threadKeys } = await (inTurn ? inTurn(run) : rerun(run));
      for (const key of threadKeys) onCommit(key);
      return result;
    } finally {
      load.waiting--;
    }
  };
}

/**
 * SQLite writes one at a time. Each is patient from when it was asked for, not from when its turn comes: otherwise a
 * locked file would refuse the tenth in line after ten times the patience.
 */
function queue(patience: { until: number }): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const until = performance.now() + BUSY_MS;
    const turn = last.then(() => {
      patience.until = until;
      return run();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function rerun<T>(run: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await run();
    } catch (error) {
      if (count === MAX_RUNS || !wantsRerun(error)) throw error;
    }
  }
}
