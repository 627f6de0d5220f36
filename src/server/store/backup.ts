import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import BetterSqlite from 'better-sqlite3';

import { StartError } from './errors.ts';
import { SCHEMA_VERSION } from './migrations.ts';

/** What is in a database, for the operator to compare. */
export interface Contents {
  readonly threads: number;
  readonly comments: number;
  readonly campaigns: number;
}

const POSTGRES = /^postgres(?:ql)?:\/\//;

/** @throws {StartError} For anything but the path of an SQLite file. */
function refuseServers(database: string, instead: string): void {
  if (POSTGRES.test(database)) throw new StartError(`This is for SQLite. For PostgreSQL use ${instead}.`);
}

/**
 * Copies a database as it is at one moment, also while a server writes to it. The copy appears under its name only
 * when it is whole, checked and on the disk.
 *
 * @throws {StartError} If there is nothing to copy, or a file of that name already.
 */
export function backUp(database: string, target: string): Contents {
  refuseServers(database, 'pg_dump');
  const [from, to] = [resolve(database), resolve(target)];
  refuseMissing(from);
  if (existsSync(to)) throw new StartError(`${to} exists already; a backup replaces nothing.`);
  const unfinished = `${to}.unfinished-${process.pid}`;
  try {
    copy(from, unfinished);
    const contents = examine(unfinished);
    // Unlike a rename, a link never takes the place of a file that appeared meanwhile.
    linkSync(unfinished, to);
    flush(dirname(to));
    return contents;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * Puts a backup in the place of a database, whose file is kept beside it.
 *
 * @returns What is in it now, and where the old file went, if there was one.
 * @throws {StartError} If the backup is damaged or of a newer version, or a server has the database open.
 */
export function restore(
  database: string,
  backup: string,
  now: number,
): { readonly contents: Contents; readonly aside: string | undefined } {
  refuseServers(database, 'pg_restore or psql');
  const [to, from] = [resolve(database), resolve(backup)];
  refuseMissing(from);
  if (existsSync(to) && statSync(to).ino === statSync(from).ino)
    throw new StartError('The backup and the database are the same file.');
  const unfinished = `${to}.unfinished-${process.pid}`;
  const aside = `${to}.before-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  try {
    copy(from, unfinished);
    const contents = examine(unfinished);
    const hadOne = existsSync(to);
    const release = hadOne ? claim(to) : () => {};
    try {
      if (hadOne) linkSync(to, aside);
      // What is left of the old one's log would be read into the new one.
      for (const rest of ['-wal', '-shm']) if (existsSync(to + rest)) renameSync(to + rest, aside + rest);
      renameSync(unfinished, to);
      flush(dirname(to));
    } finally {
      release();
    }
    return { contents, aside: hadOne ? aside : undefined };
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function refuseMissing(file: string): void {
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`);
  if (!statSync(file).isFile()) throw new StartError(`${file} is no file.`);
}

function copy(from: string, to: string): void {
  try {
    const source = new BetterSqlite(from, { fileMustExist: true });
    try {
      source.prepare('vacuum into ?').run(to);
    } finally {
      source.close();
    }
    flush(to);
  } catch (error) {
    throw new StartError(`${from} cannot be copied (${codeOf(error)}): is it a whole SQLite database?`, error);
  }
}

/** @throws {StartError} If it is damaged, none of ours, or newer than this program. */
function examine(file: string): Contents {
  const database = new BetterSqlite(file, { readonly: true });
  try {
    if (database.pragma('integrity_check', { simple: true }) !== 'ok') throw new StartError('The copy is damaged.');
    if ((database.pragma('foreign_key_check') as unknown[]).length > 0)
      throw new StartError('The copy is damaged: comments in it belong to nothing.');
    const one = (text: string): number => Number(database.prepare(text).pluck().get());
    const isOurs = one("select count(*) from sqlite_schema where name in ('meta', 'threads', 'comments')") === 3;
    if (!isOurs) throw new StartError('This is no database of page-furniture.');
    const version = one("select value from meta where key = 'schema'");
    if (!(version <= SCHEMA_VERSION))
      throw new StartError(`It was written by a newer page-furniture (schema ${version}); install that first.`);
    const count = (table: string): number => one(`select count(*) from ${table}`);
    return { threads: count('threads'), comments: count('comments'), campaigns: count('campaigns') };
  } finally {
    database.close();
  }
}

/**
 * Makes sure that nobody has a database open, and that all of it is in its file; nobody can write to it until the
 * function that this answers with is called. Leaving WAL needs just that.
 *
 * @throws {StartError} If a server has it open.
 */
function claim(file: string): () => void {
  let database: BetterSqlite.Database | undefined;
  try {
    database = new BetterSqlite(file, { timeout: 1000 });
    database.pragma('journal_mode = DELETE');
    database.exec('begin exclusive');
    const claimed = database;
    return () => claimed.close();
  } catch (error) {
    database?.close();
    // A damaged one is what a backup is for.
    if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(error))) return () => {};
    throw new StartError(`${file} is in use (${codeOf(error)}): stop the server first.`, error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Waits until a file, or a folder's list of files, is on the disk. */
function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
