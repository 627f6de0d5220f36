import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { sql } from 'kysely';
import pg from 'pg';

import { findPostgres, startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { startServer, type TestServer } from './support.ts';

const found = findPostgres();
const COMMENT = { body: 'x', author: { name: 'Ann' } };

describe('PostgreSQL in trouble', { skip: 'missing' in found ? found.missing : false }, () => {
  let postgres: TestPostgres;
  let server: TestServer;
  let url: string;
  before(async () => {
    postgres = await startPostgres('folder' in found ? found.folder : '');
    url = postgres.createDatabase();
    server = await startServer({ database: url });
    await server.write('t', 'before');
  });
  after(async () => {
    await server.close();
    postgres.stop();
  });

  it('runs a transaction again when the database asks for it', async () => {
    const store = await server.furniture.ready;
    let runs = 0;
    const answer = await store.write(async (database) => {
      if (++runs < 3) await sql.raw(`do $$ begin raise exception using errcode = '40001'; end $$`).execute(database);
      return runs;
    });
    assert.equal(answer, 3);
  });

  it('answers 503 when every connection waits, in time, and recovers', async () => {
    const other = new pg.Client(url);
    await other.connect();
    await other.query('begin; lock table threads in access exclusive mode');
    const started = performance.now();
    const replies = await Promise.all(
      Array.from({ length: 15 }, (_, index) => server.post('t', { ...COMMENT, body: `waits ${index}` })),
    );
    assert.deepEqual(new Set(replies.map((reply) => reply.status)), new Set([503]));
    // One after the other they would wait for more than two seconds each.
    assert.ok(performance.now() - started < 20_000, 'writers waited in line for their refusal');
    await other.query('rollback');
    await other.end();
    assert.equal((await server.post('t', COMMENT)).status, 201);
    assert.equal((await server.list('t')).thread.count, 2);
  });

  it('answers 503 while it is read-only', async () => {
    const admin = new pg.Client(url);
    await admin.connect();
    await admin.query('alter system set default_transaction_read_only = on');
    await admin.query('select pg_reload_conf()');
    let status = 0;
    for (let attempt = 0; attempt < 50 && status !== 503; attempt++)
      status = (await server.post('read-only', { ...COMMENT, body: `read-only ${attempt}` })).status;
    assert.equal(status, 503);
    assert.equal((await server.list('t')).thread.count, 2);
    await admin.query('set default_transaction_read_only = off');
    await admin.query('alter system reset default_transaction_read_only');
    await admin.query('select pg_reload_conf()');
    await admin.end();
    let recovered = 0;
    for (let attempt = 0; attempt < 200 && recovered !== 201; attempt++)
      recovered = (await server.post('read-only', COMMENT, { 'idempotency-key': 'x' })).status;
    assert.equal(recovered, 201);
  });

  it('keeps what it acknowledged when the database server dies, once each', async () => {
    const acknowledged: string[] = [];
    let isOver = false;
    const write = async (): Promise<void> => {
      while (!isOver) {
        const text = randomUUID();
        const body = { ...COMMENT, body: text };
        while (!isOver) {
          const { status } = await server.post('crash', body, { 'idempotency-key': text });
          assert.ok(status === 201 || status === 503, `answered ${status}`);
          if (status === 201) acknowledged.push(text);
          if (status === 201) break;
        }
      }
    };
    // A writer that fails ends the waiting, and then the test.
    const writers = Array.from({ length: 8 }, () => write().finally(() => (isOver = true)));
    const writing = () => !isOver;
    for (const target of [40, 80]) {
      while (acknowledged.length < target && writing()) await new Promise((done) => setTimeout(done, 5));
      postgres.crash();
    }
    while (acknowledged.length < 120 && writing()) await new Promise((done) => setTimeout(done, 5));
    isOver = true;
    await Promise.all(writers);
    const { connections } = await server.furniture.ready;
    const rows = await connections.read.selectFrom('comments').select('body_text').execute();
    const stored = rows.map((row) => row.body_text);
    assert.equal(new Set(stored).size, stored.filter((text) => text !== 'x').length + 1);
    for (const text of acknowledged) assert.ok(stored.includes(text), 'an acknowledged comment is gone');
  });
});
