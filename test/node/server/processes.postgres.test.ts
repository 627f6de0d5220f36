import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import pg from 'pg';

import { openStore } from '../../../src/server/index.ts';
import { POLICIES } from '../../../src/server/rules/limits.ts';
import { forgetBuckets, takeToken } from '../../../src/server/store/buckets.ts';
import { findPostgres, startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { startCommand, type Running } from './command.ts';
import { follow } from './follow.ts';
import { callsTo, START, startServer } from './support.ts';

const found = findPostgres();

/** Ends the connections that listen. */
async function breakListening(url: string): Promise<number> {
  const admin = new pg.Client(url);
  await admin.connect();
  const { rowCount } = await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()",
  );
  await admin.end();
  return rowCount ?? 0;
}

describe('several processes on one PostgreSQL', { skip: 'missing' in found ? found.missing : false }, () => {
  let postgres: TestPostgres;
  let url: string;
  let processes: Running[];
  before(async () => {
    postgres = await startPostgres('folder' in found ? found.folder : '');
    url = postgres.createDatabase();
    const env = { FURNITURE_DATABASE: url, FURNITURE_LIMITS: 'off' };
    // All at once, on an empty database.
    processes = await Promise.all(Array.from({ length: 8 }, () => startCommand(env)));
  });
  after(async () => {
    for (const one of processes) one.process.kill('SIGTERM');
    await Promise.all(processes.map((one) => one.ended));
    postgres.stop();
  });
  const at = (index: number) => callsTo(processes[index]!.url);

  it('start together and serve one thread', async () => {
    for (let index = 0; index < 8; index++) await at(index).write('together', `from ${index}`);
    for (let index = 0; index < 8; index++) assert.equal((await at(index).list('together')).thread.count, 8);
  });

  it('share live events', async () => {
    const stream = await follow(processes[0]!.url, 'shared');
    await stream.begun();
    await at(1).write('shared', 'from the other');
    const event = await stream.next();
    assert.equal(event!.changes.comments[0]!.body.text, 'from the other');
    stream.stop();
  });

  it('lose nothing when the connection that listens is killed', async () => {
    const stream = await follow(processes[2]!.url, 'killed');
    await stream.begun();
    const seen: string[] = [];
    for (let round = 0; round < 3; round++) {
      await at(3).write('killed', `before ${round}`);
      while (!seen.includes(`before ${round}`))
        seen.push(...(await stream.next())!.changes.comments.map(({ body }) => body.text));
      assert.ok((await breakListening(url)) >= 1, 'nobody listened');
      await at(3).write('killed', `meanwhile ${round}`);
      while (!seen.includes(`meanwhile ${round}`))
        seen.push(...(await stream.next())!.changes.comments.map(({ body }) => body.text));
    }
    assert.equal(new Set(seen).size, seen.length, 'a comment came twice');
    stream.stop();
  });

  it('go on where a stopped one ended', async () => {
    const stopped = processes[4]!;
    const stream = await follow(stopped.url, 'stopped');
    await stream.begun();
    await at(5).write('stopped', 'one');
    assert.equal((await stream.next())!.changes.comments.length, 1);
    stopped.process.kill('SIGKILL');
    await stopped.ended;
    assert.equal(await stream.next(), undefined);
    await at(5).write('stopped', 'two');
    processes[4] = await startCommand({ FURNITURE_DATABASE: url, FURNITURE_LIMITS: 'off' });
    const resumed = await follow(processes[4].url, 'stopped', { lastEventId: String(stream.lastId()) });
    const event = await resumed.next();
    assert.deepEqual(
      event!.changes.comments.map(({ body }) => body.text),
      ['two'],
    );
    resumed.stop();
  });

  it('make one comment of one key that comes to all at once', async () => {
    const body = { body: 'once', author: { name: 'Ann' } };
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) => at(index).post('once', body, { 'idempotency-key': 'same' })),
    );
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([201]));
    assert.equal(new Set(replies.map(({ text }) => text)).size, 1);
    assert.equal((await at(0).list('once')).thread.count, 1);
  });

  it('share limits, and answer 503 when these cannot be asked', async () => {
    const shared = postgres.createDatabase();
    const limits = { posts: { burst: 5, perMinute: 1 } };
    const [one, other] = [
      await startServer({ database: shared, limits }),
      await startServer({ database: shared, limits }),
    ];
    const statuses: number[] = [];
    for (let index = 0; index < 8; index++) {
      const server = index % 2 === 0 ? one : other;
      statuses.push((await server.post('t', { body: `number ${index}`, author: { name: 'Ann' } })).status);
    }
    assert.deepEqual(statuses, [201, 201, 201, 201, 201, 429, 429, 429]);
    one.clock.now += 60_000;
    assert.equal((await one.post('t', { body: 'a minute later', author: { name: 'Ann' } })).status, 201);
    // The other's clock is a minute behind: that gives nothing back and takes nothing away.
    assert.equal((await other.post('t', { body: 'behind', author: { name: 'Ann' } })).status, 429);
    const { connections } = await one.furniture.ready;
    const keys = await connections.read.selectFrom('buckets').select('key').execute();
    assert.ok(keys.length > 0 && keys.every(({ key }) => /^[\w-]{43}$/.test(key)), 'a bucket tells whose it is');
    const admin = new pg.Client(shared);
    await admin.connect();
    await admin.query('begin; lock table buckets in access exclusive mode');
    assert.equal((await one.post('t', { body: 'away', author: { name: 'Ann' } })).status, 503);
    await admin.query('rollback');
    await admin.end();
    await one.close();
    await other.close();
  });

  it('take at most what a bucket holds, however many ask at once', async () => {
    const store = await openStore(postgres.createDatabase());
    const take = () => takeToken(store.connections, 'k', { burst: 10, perMinute: 1 }, 1_000_000);
    const verdicts = await Promise.all(Array.from({ length: 40 }, take));
    assert.equal(verdicts.filter(({ isAllowed }) => isAllowed).length, 10);
    await store.close();
  });

  it('forget a bucket when it is full again, whoever starts next, and none before', async () => {
    const shared = postgres.createDatabase();
    // Fills more slowly than any other.
    const policy = { burst: 100, perMinute: 1 };
    const policies = { ...POLICIES, posts: policy };
    const fullAt = START + 100 * 60_000;
    const store = await openStore(shared);
    const keys = async () => {
      const rows = await store.connections.read.selectFrom('buckets').select('key').orderBy('key').execute();
      return rows.map(({ key }) => key);
    };
    await takeToken(store.connections, 'first', policy, START);
    await takeToken(store.connections, 'later', policy, START + 1);
    await forgetBuckets(store.write, policies, fullAt);
    assert.deepEqual(await keys(), ['first', 'later']);
    const server = await startServer({ database: shared, limits: { posts: policy }, clock: () => fullAt + 1 });
    while ((await keys()).length > 1) await new Promise((done) => setTimeout(done, 5));
    assert.deepEqual(await keys(), ['later']);
    // As good as one that was kept.
    assert.equal((await takeToken(store.connections, 'first', policy, fullAt + 1)).remaining, 99);
    await server.close();
    await store.close();
  });
});
