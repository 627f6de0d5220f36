/**
 * What the server takes and gives: `npm run bench -- server`. One process on SQLite with 100,000 comments beside a bare
 * Hono route that sends the same bytes from memory, in turns; and posting beside SQLite's own commits on the same disk.
 *
 * `ROUNDS` (default 5) and `SECONDS` (default 3) for each measurement.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import autocannon from 'autocannon';
import BetterSqlite from 'better-sqlite3';

import { openStore, type Store } from '../../src/server/index.ts';
import { listComments } from '../../src/server/store/list.ts';
import { readThread } from '../../src/server/store/threads.ts';
import { fillDatabase } from './fill.ts';
import { median } from './figures.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 3);
const LENGTHS = [100, 10_000, 100_000] as const;
const LONGEST = 100_000;

interface Child {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts a program that says where it listens. */
async function start(file: string, words: readonly string[], env: Record<string, string> = {}): Promise<Child> {
  const path = new URL(file, import.meta.url).pathname;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((done, fail) => {
    lines.on('line', (line) => {
      const found = /listens on (http:[^\s"]+)/.exec(line)?.[1];
      if (found) done(found);
    });
    child.on('exit', (status) => fail(new Error(`${file} ended with ${status}`)));
  });
  return { url, process: child };
}

const startServer = (database: string): Promise<Child> =>
  start('../../src/server/cli.ts', ['serve', '--port', '0'], {
    ...{ FURNITURE_DATABASE: database, FURNITURE_LIMITS: 'off', FURNITURE_LOG: 'text' },
  });

interface Load {
  readonly requests: number;
  readonly p99: number;
}

/** Asks for one address as fast as it is answered. @throws If anything but `status` is the answer. */
async function load(options: autocannon.Options, status = 200): Promise<Load> {
  const result = await autocannon({ duration: SECONDS, connections: 20, ...options });
  const codes = Object.keys(result.statusCodeStats ?? {});
  if (result.errors > 0 || codes.some((code) => Number(code) !== status))
    throw new Error(`${options.url}: ${result.errors} errors, answers ${codes.join(' ')}`);
  return { requests: result.requests.average, p99: result.latency.p99 };
}

/** Runs each measurement once a round, in turns, and gives the median of each. */
async function inTurns<K extends string>(
  measurements: Readonly<Record<K, () => Promise<number>>>,
): Promise<Record<K, number>> {
  const names = Object.keys(measurements) as K[];
  const rows = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) rows.get(name)!.push(await measurements[name]());
  return Object.fromEntries(names.map((name) => [name, median(rows.get(name)!)])) as Record<K, number>;
}

const say = (what: string, figures: string): void => console.log(`  ${what.padEnd(52)}${figures}`);
const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
const ratioOf = (part: number, whole: number): string => (part / whole).toFixed(2);

export async function measureServer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'furniture-bench-'));
  try {
    console.log(`server, SQLite, one process, ${ROUNDS} interleaved rounds of ${SECONDS} s, medians`);
    await measureReading(folder);
    await measureLengths(folder);
    await measurePosting(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureReading(folder: string): Promise<void> {
  const database = join(folder, 'long.sqlite');
  await fillDatabase(database, [LONGEST]);
  const server = await startServer(database);
  const page = `${server.url}/v1/threads/thread-${LONGEST}/comments`;
  const answer = await fetch(page);
  const etag = answer.headers.get('etag')!;
  const bytes = await answer.text();
  const file = join(folder, 'page.json');
  writeFileSync(file, bytes);
  const bare = await start('./bare.ts', [file]);
  const bareEtag = '"the same bytes"';
  try {
    const figures = await inTurns({
      bare: async () => (await load({ url: `${bare.url}/page` })).requests,
      page: async () => (await load({ url: page })).requests,
      bare304: async () =>
        (await load({ url: `${bare.url}/page`, headers: { 'if-none-match': bareEtag } }, 304)).requests,
      page304: async () => (await load({ url: page, headers: { 'if-none-match': etag } }, 304)).requests,
      p99: async () => (await load({ url: page, connections: 200 })).p99,
      p99bare: async () => (await load({ url: `${bare.url}/page`, connections: 200 })).p99,
    });
    const size = `${(bytes.length / 1000).toFixed(1)} kB`;
    say(
      `page of 25, ${size}, against bare Hono`,
      `${perSecond(figures.page)} of ${perSecond(figures.bare)}: ${ratioOf(figures.page, figures.bare)} (at least 0.5)`,
    );
    say(
      '304, against bare Hono',
      `${perSecond(figures.page304)} of ${perSecond(figures.bare304)}: ${ratioOf(figures.page304, figures.bare304)} (at least 0.8)`,
    );
    say('p99 with 200 readers at once', `${figures.p99} ms (under 50); bare Hono ${figures.p99bare} ms`);
  } finally {
    server.process.kill();
    bare.process.kill();
  }
}

/** Pages that nobody asked for before: each with a cursor of its own, so that nothing is kept of them. */
async function measureLengths(folder: string): Promise<void> {
  const files = new Map(LENGTHS.map((length) => [length, join(folder, `alone-${length}.sqlite`)]));
  for (const [length, file] of files) await fillDatabase(file, [length]);
  const stores = new Map<number, Store>();
  for (const [length, file] of files) stores.set(length, await openStore(file));
  const together = join(folder, 'together.sqlite');
  await fillDatabase(together, LENGTHS);
  const all = await openStore(together);
  const read = (store: Store, length: number) => () => timePages(store, `thread-${length}`, length);
  const alone = await inTurns(Object.fromEntries(LENGTHS.map((length) => [length, read(stores.get(length)!, length)])));
  const shared = await inTurns(Object.fromEntries(LENGTHS.map((length) => [length, read(all, length)])));
  const show = (figures: Record<string, number>): string =>
    LENGTHS.map((length) => `${length.toLocaleString('en')}: ${figures[length]!.toFixed(0)} µs`).join(', ');
  say('a page that is not kept, by length of its database', show(alone));
  say('a page that is not kept, by length of its thread', show(shared));
  await all.close();
  for (const store of stores.values()) await store.close();
}

/** Microseconds for a page at a random place. */
async function timePages(store: Store, key: string, length: number): Promise<number> {
  const pages = 300;
  const thread = await readThread(store.connections, key);
  const started = performance.now();
  for (let count = 0; count < pages; count++) {
    const createdAt = 1_700_000_000_000 + Math.floor(Math.random() * (length - 60));
    const cursor = { sort: 'oldest', isPinned: false, rank: 0, createdAt, id: '' } as const;
    const query = {
      sort: 'oldest',
      limit: 25,
      cursor,
      parent: undefined,
      around: undefined,
      isAnchored: false,
    } as const;
    const { comments } = await listComments(store.connections, thread, query, false);
    if (comments.length < 25) throw new Error('a page is too short to count');
  }
  return ((performance.now() - started) * 1000) / pages;
}

async function measurePosting(folder: string): Promise<void> {
  const server = await startServer(join(folder, 'posts.sqlite'));
  let count = 0;
  const post = async (connections: number): Promise<number> => {
    const request: autocannon.Request = {
      method: 'POST',
      path: '/v1/threads/posts/comments',
      headers: { 'content-type': 'application/json' },
      setupRequest: (one) => ({
        ...one,
        body: JSON.stringify({ body: `Comment number ${++count}`, author: { name: 'Ann' } }),
      }),
    };
    return (await load({ url: server.url, connections, requests: [request] }, 201)).requests;
  };
  try {
    const figures = await inTurns({
      limit: async () => commitsPerSecond(join(folder, 'commits.sqlite')),
      one: () => post(1),
      many: () => post(50),
    });
    say("SQLite's own commits with synchronous=FULL, same disk", perSecond(figures.limit));
    say(
      'durable posts, one writer at a time',
      `${perSecond(figures.one)}: ${ratioOf(figures.one, figures.limit)} of that`,
    );
    say('durable posts, 50 writers', `${perSecond(figures.many)}: ${ratioOf(figures.many, figures.limit)} of that`);
  } finally {
    server.process.kill();
  }
}

/** How many transactions of one row SQLite makes durable here in a second, one after the other. */
function commitsPerSecond(file: string): number {
  const database = new BetterSqlite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table if not exists rows (id integer primary key, text text not null) strict');
  const insert = database.prepare('insert into rows (text) values (?)');
  const started = performance.now();
  let commits = 0;
  for (; performance.now() - started < SECONDS * 1000; commits++) insert.run(`Comment number ${commits}`);
  const seconds = (performance.now() - started) / 1000;
  database.close();
  return commits / seconds;
}
