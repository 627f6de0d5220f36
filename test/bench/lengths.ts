/**
 * What a page costs by how much there is: threads of 100 to 100,000 comments, alone in a database and together in one.
 *
 * Pages at the same hundred places of each tell what length costs. Pages from anywhere in a long thread are in nobody's
 * cache: the processor waits for memory, whatever is asked.
 */
import { join } from 'node:path';

import BetterSqlite from 'better-sqlite3';

import { openStore, type Store } from '../../src/server/index.ts';
import { listComments } from '../../src/server/store/list.ts';
import { readThread } from '../../src/server/store/threads.ts';
import { fillDatabase } from './fill.ts';
import { inTurns, load, perSecond, say, startServer } from './load.ts';

const LENGTHS = [100, 10_000, 100_000] as const;
type Length = (typeof LENGTHS)[number];
const PAGES = 300;
/** Comments among which the places are that all lengths have. */
const SAME = 100;

export async function measureLengths(folder: string): Promise<void> {
  const files = new Map(LENGTHS.map((length) => [length, join(folder, `alone-${length}.sqlite`)]));
  for (const [length, file] of files) await fillDatabase(file, [length]);
  const together = join(folder, 'together.sqlite');
  await fillDatabase(together, LENGTHS);
  say('a page that is kept (304), by length of its thread', await kept(together));
  const alone = (length: Length): string => files.get(length)!;
  say('a page that is not kept, by length of its database', await made(alone, () => SAME));
  say(
    'a page that is not kept, by length of its thread',
    await made(
      () => together,
      () => SAME,
    ),
  );
  say(
    'the same from anywhere in the thread',
    await made(
      () => together,
      (length) => length,
    ),
  );
  const levels = LENGTHS.map((length) => `${length.toLocaleString('en')}: ${levelsOf(files.get(length)!)}`).join(', ');
  say('pages of its database that SQLite walks to a reply', levels);
}

/** Each length with its figure, and how the last compares with the first. */
function show(figures: Record<string, number>, write: (figure: number) => string): string {
  const each = LENGTHS.map((length) => `${length.toLocaleString('en')}: ${write(figures[length]!)}`).join(', ');
  const [first, last] = [figures[LENGTHS[0]]!, figures[LENGTHS[LENGTHS.length - 1]!]!];
  return `${each}; ratio ${(last / first).toFixed(2)}`;
}

async function kept(file: string): Promise<string> {
  const server = await startServer(file);
  const ask = (length: number) => async (): Promise<number> => {
    const url = `${server.url}/v1/threads/thread-${length}/comments`;
    const etag = (await fetch(url)).headers.get('etag')!;
    return (await load({ url, headers: { 'if-none-match': etag } }, 304)).requests;
  };
  try {
    return show(await inTurns(Object.fromEntries(LENGTHS.map((length) => [length, ask(length)]))), perSecond);
  } finally {
    server.process.kill();
  }
}

/** Pages that nobody asked for before: each with a cursor of its own, so that nothing is kept of them. */
async function made(fileOf: (length: Length) => string, within: (length: Length) => number): Promise<string> {
  const stores = new Map<number, Store>();
  for (const length of LENGTHS) stores.set(length, await openStore(fileOf(length)));
  const turns = LENGTHS.map((length) => [
    length,
    () => timePages(stores.get(length)!, `thread-${length}`, within(length)),
  ]);
  const figures = await inTurns(Object.fromEntries(turns) as Record<string, () => Promise<number>>);
  for (const store of stores.values()) await store.close();
  return show(figures, (micros) => `${micros.toFixed(0)} µs`);
}

/** Microseconds of processor time for a page at a random place among the first so many comments. */
async function timePages(store: Store, key: string, within: number): Promise<number> {
  const thread = await readThread(store.connections, key);
  const started = process.cpuUsage();
  for (let count = 0; count < PAGES; count++) {
    const createdAt = 1_700_000_000_000 + Math.floor(Math.random() * (within - 60));
    const cursor = { sort: 'oldest', isPinned: false, rank: 0, createdAt, id: '' } as const;
    const rest = { parent: undefined, around: undefined, isAnchored: false } as const;
    const query = { sort: 'oldest', limit: 25, cursor, ...rest } as const;
    const { comments } = await listComments(store.connections, thread, query, false);
    if (comments.length < 25) throw new Error('a page is too short to count');
  }
  const { user, system } = process.cpuUsage(started);
  return (user + system) / PAGES;
}

/** From the root of an index to an entry, and from the root of the table to its row. */
function levelsOf(file: string): number {
  const database = new BetterSqlite(file, { readonly: true });
  const levels = database
    .prepare(`select max(length(path) - length(replace(path, '/', ''))) from dbstat where name = ?`)
    .pluck();
  const sum = ['comments_replies', 'comments'].reduce((total, name) => total + (levels.get(name) as number), 0);
  database.close();
  return sum;
}
