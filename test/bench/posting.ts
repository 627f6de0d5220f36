/**
 * Posting, beside what limits it: SQLite's own commits on the same disk, and a bare Hono route that takes the same JSON.
 * One writer waits for each answer; of fifty, those that wait at the same time share a commit.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type autocannon from 'autocannon';
import BetterSqlite from 'better-sqlite3';

import { openStore } from '../../src/server/index.ts';
import { inTurns, load, perSecond, ratioOf, say, SECONDS, startBare, startServer } from './load.ts';

const WRITERS = 50;
const PATH = '/v1/threads/posts/comments';
const JSON_TYPE = { 'content-type': 'application/json' };
let count = 0;
const nextBody = (): string => JSON.stringify({ body: `Comment number ${++count}`, author: { name: 'Ann' } });

export async function measurePosting(folder: string): Promise<void> {
  const server = await startServer(join(folder, 'posts.sqlite'));
  const posted = await fetch(server.url + PATH, { method: 'POST', headers: JSON_TYPE, body: nextBody() });
  const file = join(folder, 'posted.json');
  writeFileSync(file, await posted.text());
  const bare = await startBare(file);
  const post = (url: string, path: string, connections: number) => async (): Promise<number> => {
    const request: autocannon.Request = {
      ...{ method: 'POST', path, headers: JSON_TYPE },
      setupRequest: (one) => ({ ...one, body: nextBody() }),
    };
    return (await load({ url, connections, requests: [request] }, 201)).requests;
  };
  const rows = join(folder, 'rows.sqlite');
  await prepareRows(rows);
  try {
    const figures = await inTurns({
      row: () => commitsPerSecond(join(folder, 'commits.sqlite'), insertLine),
      comment: () => commitsPerSecond(rows, insertComment),
      bareOne: post(bare.url, '/page', 1),
      one: post(server.url, PATH, 1),
      bareMany: post(bare.url, '/page', WRITERS),
      many: post(server.url, PATH, WRITERS),
    });
    const { row, comment, one, many } = figures;
    const beside = (posts: number, hono: number): string =>
      `${perSecond(posts)}: ${ratioOf(posts, comment)} of those commits, ${ratioOf(posts, hono)} of bare Hono's ${perSecond(hono)}`;
    say("SQLite's own commits of one short row, synchronous=FULL", perSecond(row));
    say("SQLite's own commits of a comment, with its indexes", perSecond(comment));
    say('durable posts, one writer', beside(one, figures.bareOne));
    say(`durable posts, ${WRITERS} writers`, beside(many, figures.bareMany));
  } finally {
    server.process.kill();
    bare.process.kill();
  }
}

/** A database of ours with one comment, to make others like it. */
async function prepareRows(file: string): Promise<void> {
  const store = await openStore(file);
  await store.importComments('t', [{ id: 'a', author: { name: 'Ann' }, body: 'Comment number 0', createdAt: 1 }]);
  await store.close();
}

type Insert = (database: BetterSqlite.Database) => (index: number) => unknown;

const insertLine: Insert = (database) => {
  database.exec('create table if not exists lines (id integer primary key, text text not null) strict');
  const insert = database.prepare('insert into lines (text) values (?)');
  return (index) => insert.run(`Comment number ${index}`);
};

/** What a post writes, and nothing else. */
const insertComment: Insert = (database) => {
  const like = database.prepare('select * from comments limit 1').get() as Record<string, unknown>;
  const names = Object.keys(like);
  const insert = database.prepare(
    `insert into comments (${names.join()}) values (${names.map((name) => `@${name}`).join()})`,
  );
  const thread = database.prepare('update threads set version = ?, last_at = ?, published = published + 1');
  let index = database.prepare('select count(*) from comments').pluck().get() as number;
  return database.transaction(() => {
    index++;
    const ids = { id: `a${String(index).padStart(25, '0')}`, author_key: 'k'.repeat(43), address_key: 'a'.repeat(43) };
    insert.run({ ...like, ...ids, root_id: ids.id, created_at: index, version: index });
    thread.run(index, index);
  }).immediate;
};

/** How many transactions SQLite makes durable here in a second, one after the other. */
function commitsPerSecond(file: string, prepare: Insert): number {
  const database = new BetterSqlite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const insert = prepare(database);
  const started = performance.now();
  let commits = 0;
  for (; performance.now() - started < SECONDS * 1000; commits++) insert(commits);
  const seconds = (performance.now() - started) / 1000;
  database.close();
  return commits / seconds;
}
