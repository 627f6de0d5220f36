import { CompiledQuery } from 'kysely';
import type { Kysely } from 'kysely';

import { isBusy } from './errors.ts';
import type { Tables } from './schema.ts';
import { takeTouched } from './touched.ts';
import type { Database } from './transactions.ts';

/** How long a write waits for another program's write, in milliseconds. */
export const BUSY_MS = 5000;
/** Writes of one group, so that readers get their turn in between. */
const MAX_GROUP = 50;

const SAVEPOINT = CompiledQuery.raw('savepoint one_write');
const RELEASE = CompiledQuery.raw('release one_write');
const UNDO = CompiledQuery.raw('rollback to one_write');

/** What came of a write: its result, and the threads that it has changed, by their keys. */
export interface Written<T> {
  readonly result: T;
  readonly threadKeys: ReadonlySet<string>;
}

interface Job {
  /** By `performance.now()`. */
  readonly until: number;
  /** Writes, and answers with what there is to say once everything is on the disk. */
  run(database: Database): Promise<() => void>;
  fail(error: unknown): void;
}

/**
 * The writes of one process into SQLite, which takes one transaction at a time. Those that wait make one together: the
 * disk is waited for once, and each is told afterwards. One that fails is undone alone.
 *
 * @param patience - Until when the next transaction may wait for its lock. Each write is patient from when it was asked
 *   for: otherwise a locked file would refuse the tenth in line after ten times the patience.
 */
export class WriteGroups {
  readonly #connection: Kysely<Tables>;
  readonly #patience: { until: number };
  #waiting: Job[] = [];
  #isRunning = false;

  constructor(connection: Kysely<Tables>, patience: { until: number }) {
    this.#connection = connection;
    this.#patience = patience;
  }

  write<T>(work: (database: Database) => Promise<T>): Promise<Written<T>> {
    return new Promise((done, fail) => {
      const run = async (database: Database) => {
        const result = await work(database);
        const threadKeys = takeTouched(database);
        return () => done({ result, threadKeys });
      };
      this.#waiting.push({ until: performance.now() + BUSY_MS, run, fail });
      if (!this.#isRunning) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      // Whatever else has arrived has its turn: other writes, which join the group, and readers.
      await new Promise(setImmediate);
      await this.#runGroup(this.#waiting.splice(0, MAX_GROUP));
    }
    this.#isRunning = false;
  }

  async #runGroup(group: readonly Job[]): Promise<void> {
    this.#patience.until = group[0]!.until;
    try {
      const ends = await this.#connection.transaction().execute(async (database) => {
        const made: (() => void)[] = [];
        for (const job of group) made.push(await runAlone(database, job));
        return made;
      });
      for (const end of ends) end();
    } catch (error) {
      const isOver = ({ until }: Job): boolean => !isBusy(error) || until <= performance.now();
      for (const job of group.filter(isOver)) job.fail(error);
      this.#waiting.unshift(...group.filter((job) => !isOver(job)));
    }
  }
}

/** Runs one write of a group. @throws If not only this one is undone. */
async function runAlone(database: Database, job: Job): Promise<() => void> {
  await database.executeQuery(SAVEPOINT);
  try {
    const end = await job.run(database);
    await database.executeQuery(RELEASE);
    return end;
  } catch (error) {
    takeTouched(database);
    // On a full or broken disk SQLite may have undone the whole group by itself.
    await database.executeQuery(UNDO).catch(() => {
      throw error;
    });
    await database.executeQuery(RELEASE);
    return () => job.fail(error);
  }
}
