import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import BetterSqlite from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, SqliteDatabase } from 'kysely';

import { isBusy, StartError } from './errors.ts';
import { BUSY_MS } from './groups.ts';
import type { Connections, Watcher } from './connections.ts';
import type { Tables } from './schema.ts';

const MAX_STATEMENTS = 500;
/** How often other processes' writes are looked for while somebody follows a thread, in milliseconds. */
const LOOK_MS = 1000;

/**
 * Opens an SQLite file with the promises the server makes: WAL, `synchronous=FULL` (an acknowledged write survives power
 * loss), foreign keys, and writes that take the lock first.
 *
 * Two connections: readers are never behind a write that waits for its lock. `:memory:` has one.
 *
 * @throws {StartError} If it cannot be used that way.
 */
export function openSqlite(path: string): Connections {
  const file = path === ':memory:' ? path : resolve(path);
  const patience = { until: Number.POSITIVE_INFINITY };
  const writer = connect(file);
  const write = kysely(writer, patience);
  if (file === ':memory:')
    return { kind: 'sqlite', write, read: write, patience, watch: () => () => {}, close: () => write.destroy() };
  const reader = connect(file);
  reader.pragma('query_only = ON');
  const read = kysely(reader, undefined);
  const close = async () => {
    await read.destroy();
    await write.destroy();
    // One that was never used is not closed by that; the last to close moves the log into the file.
    reader.close();
    writer.close();
  };
  const watch = ({ onChange }: Watcher) => lookForChanges(writer, onChange);
  return { kind: 'sqlite', write, read, patience, versionOf: versionReader(reader), watch, close };
}

/**
 * Kept apart from the query builder, which takes ten times as long as the query.
 *
 * Looks once for all that ask in one turn of the event loop: their requests had all arrived before the first of them
 * was read.
 */
function versionReader(reader: BetterSqlite.Database): (threadKey: string) => number | undefined {
  let statement: BetterSqlite.Statement | undefined;
  const seen = new Map<string, number | undefined>();
  return (threadKey) => {
    if (seen.has(threadKey)) return seen.get(threadKey);
    statement ??= reader.prepare('select version from threads where key = ?').pluck();
    const version = statement.get(threadKey) as number | undefined;
    if (seen.size === 0) setImmediate(() => seen.clear());
    seen.set(threadKey, version);
    return version;
  };
}

/**
 * SQLite tells nobody what other processes write, only that they did: looked for on the connection that writes, whose
 * own writes do not count.
 */
function lookForChanges(writer: BetterSqlite.Database, onChange: () => void): () => void {
  const version = (): unknown => writer.pragma('data_version', { simple: true });
  let before = version();
  const timer = setInterval(() => {
    // A broken file is the next request's problem.
    const now = attempt(version) ?? before;
    if (now === before) return;
    before = now;
    onChange();
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function connect(file: string): BetterSqlite.Database {
  const folder = dirname(file);
  if (file !== ':memory:' && !existsSync(folder)) throw new StartError(`The folder ${folder} does not exist.`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new StartError(`${file} is a folder, not a database file.`);
  try {
    const database = new BetterSqlite(file, { timeout: BUSY_MS });
    prepareDatabase(database, file);
    return database;
  } catch (error) {
    throw error instanceof StartError ? error : startError(file, error);
  }
}

function prepareDatabase(database: BetterSqlite.Database, file: string): void {
  const mode = database.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal' && file !== ':memory:')
    throw new StartError(
      `${file} cannot be switched to WAL (it stayed in "${String(mode)}"): is it on a network disk?`,
    );
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma(`busy_timeout = ${BUSY_MS}`);
  if (database.pragma('synchronous', { simple: true }) !== 2)
    throw new StartError('SQLite refused synchronous=FULL, so comments could be lost in a power failure.');
  if (database.pragma('foreign_keys', { simple: true }) !== 1) throw new StartError('SQLite refused foreign keys.');
}

/** What SQLite's code means for the operator. */
export function startError(file: string, error: unknown): StartError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = code.startsWith('SQLITE_READONLY')
    ? 'is read-only: give the server the right to write the file and its folder'
    : code === 'SQLITE_NOTADB'
      ? 'is not an SQLite database'
      : code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
        ? 'is locked by another program'
        : code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE'
          ? 'has no room: its disk is full'
          : code.startsWith('SQLITE_CANTOPEN')
            ? 'cannot be opened: check that the server may read and write the file and its folder'
            : `cannot be used (${code || String(error)})`;
  return new StartError(`The database ${file} ${reason}.`, error);
}

type Patience = NonNullable<Connections['patience']>;

function kysely(database: BetterSqlite.Database, patience: Patience | undefined): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new Dialect(database, withStatementCache(database), patience) });
}

/** Keeps compiled statements: the same few are used for every request. */
function withStatementCache(database: BetterSqlite.Database): SqliteDatabase {
  const statements = new Map<string, BetterSqlite.Statement>();
  return {
    close: () => database.close(),
    prepare(text: string) {
      const known = statements.get(text);
      if (known) return known;
      const statement = database.prepare(text);
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      statements.set(text, statement);
      return statement;
    },
  };
}

class Dialect extends SqliteDialect {
  readonly #database: BetterSqlite.Database;
  readonly #cached: SqliteDatabase;
  readonly #patience: Patience | undefined;

  constructor(database: BetterSqlite.Database, cached: SqliteDatabase, patience: Patience | undefined) {
    super({ database: cached });
    this.#database = database;
    this.#cached = cached;
    this.#patience = patience;
  }

  override createDriver(): SqliteDriver {
    return this.#patience
      ? new WritingDriver(this.#database, this.#cached, this.#patience)
      : new SqliteDriver({ database: this.#cached });
  }
}

/**
 * Takes the write lock when a transaction begins. A deferred transaction that reads and then writes fails at once, and
 * whatever the timeout, when another program wrote in between.
 *
 * It waits for the lock without blocking the thread, which SQLite's own timeout would, so that reads go on.
 */
class WritingDriver extends SqliteDriver {
  readonly #database: BetterSqlite.Database;
  readonly #patience: Patience;

  constructor(database: BetterSqlite.Database, cached: SqliteDatabase, patience: Patience) {
    super({ database: cached });
    this.#database = database;
    this.#patience = patience;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const deadline = Math.min(this.#patience.until, performance.now() + BUSY_MS);
    this.#database.pragma('busy_timeout = 0');
    try {
      for (let delayMs = 2; ; delayMs = Math.min(50, delayMs * 2)) {
        try {
          await connection.executeQuery(CompiledQuery.raw('begin immediate'));
          return;
        } catch (error) {
          if (!isBusy(error) || performance.now() > deadline) throw error;
        }
        await new Promise((done) => setTimeout(done, delayMs));
      }
    } finally {
      this.#database.pragma(`busy_timeout = ${BUSY_MS}`);
    }
  }

  /** On a full disk or a broken one SQLite has rolled back by itself, and a second time would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
