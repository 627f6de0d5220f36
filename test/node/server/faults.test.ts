import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import BetterSqlite from 'better-sqlite3';
import { sql } from 'kysely';

import { Problem } from '../../../src/contracts/problem.ts';
import { openStore, StartError } from '../../../src/server/index.ts';
import { startServer, temporaryFolder, type Reply, type TestServer } from './support.ts';

const COMMENT = { body: 'x', author: { name: 'Ann' } };

describe('a database in trouble', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'trouble.sqlite');
  let server: TestServer;
  let other: BetterSqlite.Database;
  before(async () => {
    server = await startServer({ database: file });
    other = new BetterSqlite(file);
    await server.write('t', 'before');
  });
  after(async () => {
    other.close();
    await server.close();
    folder.remove();
  });
  const refused = (reply: Reply) => {
    assert.deepEqual([reply.status, reply.headers.get('retry-after')], [503, '5']);
    assert.match(Problem.parse(reply.json).detail!, /try again/);
    assert.doesNotMatch(reply.text, /SQLITE|sqlite/);
  };
  const pragma = async (text: string) => {
    const { connections } = await server.furniture.ready;
    await sql.raw(`pragma ${text}`).execute(connections.write);
  };

  it('waits for another program that writes for a moment', async () => {
    other.exec('BEGIN IMMEDIATE');
    const posted = server.post('t', { ...COMMENT, body: 'patient' });
    setTimeout(() => other.exec('COMMIT'), 300);
    assert.equal((await posted).status, 201);
  });

  it('answers 503 to every writer in time when the lock stays, goes on reading, and recovers', async () => {
    other.exec('BEGIN IMMEDIATE');
    const started = performance.now();
    const posts = Array.from({ length: 5 }, () => server.post('t', COMMENT, { 'idempotency-key': 'locked' }));
    const vote = server.call('PUT', '/v1/comments/nobody/vote', { value: 1 });
    let isRefused = false;
    void Promise.race([...posts, vote]).then(() => (isRefused = true));
    assert.equal((await server.list('t')).thread.count, 2);
    assert.equal(isRefused, false, 'reading waited for the lock');
    const health = server.call('GET', '/healthz');
    for (const reply of await Promise.all([...posts, vote, health])) refused(reply);
    // One after the other they would wait for five seconds each.
    assert.ok(performance.now() - started < 20_000, 'writers waited in line for their refusal');
    other.exec('ROLLBACK');
    assert.equal((await server.post('t', COMMENT, { 'idempotency-key': 'locked' })).status, 201);
    assert.equal((await server.list('t')).thread.count, 3);
  });

  it('turns away what would be more than a thousand waiting writes, and does what it has taken', async () => {
    const store = await server.furniture.ready;
    let open = (): void => undefined;
    const gate = new Promise<void>((done) => (open = done));
    const order: number[] = [];
    const taken = Array.from({ length: 1000 }, (_, index) =>
      store.write(async (database) => {
        await gate;
        await database.updateTable('meta').set({ value: '' }).where('key', '=', '').execute();
        order.push(index);
      }),
    );
    refused(await server.post('t', { ...COMMENT, body: 'one more' }));
    refused(await server.call('GET', '/healthz'));
    assert.equal((await server.list('t')).thread.count, 3);
    assert.match((await server.call('GET', '/metrics')).text, /^furniture_writes_waiting 1000$/m);
    open();
    await Promise.all(taken);
    assert.deepEqual(order, [...taken.keys()]);
    assert.equal(store.load.waiting, 0);
    assert.equal((await server.call('GET', '/healthz')).status, 200);
  });

  it('answers 503 while the database is read-only, and recovers', async () => {
    await pragma('query_only = on');
    refused(await server.post('t', { ...COMMENT, body: 'read-only' }));
    refused(await server.call('GET', '/healthz'));
    assert.equal((await server.list('t')).thread.count, 3);
    await pragma('query_only = off');
    assert.equal((await server.post('t', { ...COMMENT, body: 'read-only' })).status, 201);
    assert.equal((await server.call('GET', '/healthz')).status, 200);
  });

  it('loses nothing when the disk is full, and recovers', async () => {
    await pragma('max_page_count = 40');
    const body = 'y'.repeat(9000);
    let accepted = 4;
    for (let reply = await server.post('t', { ...COMMENT, body }); reply.status === 201; accepted++)
      reply = await server.post('t', { ...COMMENT, body: `${accepted}${body}` });
    refused(await server.post('t', { ...COMMENT, body: `last ${body}` }));
    assert.equal((await server.list('t', { limit: '100' })).comments.length, accepted);
    await pragma('max_page_count = 1000000');
    assert.equal((await server.post('t', { ...COMMENT, body: 'room again' })).status, 201);
    assert.equal(other.pragma('integrity_check', { simple: true }), 'ok');
  });

  it('can be backed up while it is written', async () => {
    const copy = join(folder.path, 'copy.sqlite');
    const before = (await server.list('t')).thread.count;
    const writing = Promise.all(Array.from({ length: 20 }, (_, index) => server.write('t', `during ${index}`)));
    other.exec(`VACUUM INTO '${copy}'`);
    await writing;
    const backup = new BetterSqlite(copy, { readonly: true });
    assert.equal(backup.pragma('integrity_check', { simple: true }), 'ok');
    assert.ok(Number(backup.prepare('select published from threads').pluck().get()) >= before);
    backup.close();
  });

  it('is opened with every promise that an acknowledged comment needs', async () => {
    const { connections } = await server.furniture.ready;
    const read = async (name: string) =>
      Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(connections.write)).rows[0]!)[0];
    assert.deepEqual(
      [await read('journal_mode'), await read('synchronous'), await read('foreign_keys'), await read('busy_timeout')],
      ['wal', 2, 1, 5000],
    );
    const strict = other
      .prepare("select name from pragma_table_list where schema = 'main' and strict = 0")
      .pluck()
      .all();
    assert.deepEqual(
      strict.filter((name) => !String(name).startsWith('sqlite_')),
      [],
    );
  });
});

describe('a database that cannot be used', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const refuses = (database: string, reason: RegExp) =>
    assert.rejects(openStore(database), (error: unknown) => {
      assert.ok(error instanceof StartError, String(error));
      assert.match(error.message, reason);
      return true;
    });

  it('was written by a newer version', async () => {
    const file = join(folder.path, 'newer.sqlite');
    const store = await openStore(file);
    await store.connections.write.updateTable('meta').set({ value: '99' }).where('key', '=', 'schema').execute();
    await store.close();
    await refuses(file, /newer page-furniture \(schema 99/);
  });

  it('is no database', async () => {
    const file = join(folder.path, 'notes.txt');
    writeFileSync(file, 'These are notes, and not a database at all.\n'.repeat(100));
    await refuses(file, /is not an SQLite database/);
  });

  it('is in a folder that does not exist', () => refuses(join(folder.path, 'nowhere', 'x.sqlite'), /does not exist/));
  it('is a folder', () => refuses(folder.path, /is a folder/));
  it('is of a kind nobody knows', () => refuses('mysql://localhost/x', /SQLite file, :memory:, or a postgres:/));
  it('is a PostgreSQL server that is not there', () => refuses('postgres://127.0.0.1:1/x', /cannot be used: /));

  it('says so when the file is damaged', async () => {
    const file = join(folder.path, 'damaged.sqlite');
    const store = await openStore(file);
    const comments = Array.from({ length: 200 }, (_, index) => ({
      ...{ id: `c${index}`, author: { name: 'A' }, body: 'x'.repeat(500), createdAt: index + 1 },
    }));
    await store.importComments('t', comments);
    await store.close();
    const bytes = readFileSync(file);
    // The first pages that hold comments, wherever a file of this schema has them.
    const page = 4096;
    const start = Math.floor(bytes.indexOf('x'.repeat(400)) / page) * page;
    bytes.fill(0x5a, start, start + 10 * page);
    writeFileSync(file, bytes);
    const server = await startServer({ database: file });
    const reply = await server.call('GET', '/v1/threads/t/comments?limit=100');
    await server.close();
    assert.equal(reply.status, 503);
  });

  it('opens again with what was there', async () => {
    const file = join(folder.path, 'again.sqlite');
    const first = await openStore(file);
    await first.importComments('t', [{ id: 'a', author: { name: 'A' }, body: 'x', createdAt: 1 }]);
    await first.close();
    const second = await openStore(file);
    assert.equal(second.secret, first.secret);
    assert.equal((await second.connections.read.selectFrom('comments').select('id').execute()).length, 1);
    await second.close();
  });
});
