import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { Problem } from '../../../src/contracts/problem.ts';
import { openStore } from '../../../src/server/index.ts';
import { findPostgres, startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { startCommand, type Running } from './command.ts';
import { follow, type Following } from './follow.ts';
import { checkInvariants } from './invariants.ts';
import { callsTo } from './support.ts';
import { checkStored, startWriters } from './writers.ts';

const found = findPostgres();

describe('PostgreSQL stopped for a while', { skip: 'missing' in found ? found.missing : false }, () => {
  let postgres: TestPostgres;
  let url: string;
  let processes: Running[];
  before(async () => {
    postgres = await startPostgres('folder' in found ? found.folder : '');
    url = postgres.createDatabase();
    const env = { FURNITURE_DATABASE: url, FURNITURE_LIMITS: 'off' };
    processes = await Promise.all([startCommand(env), startCommand(env)]);
  });
  after(async () => {
    for (const one of processes) one.process.kill('SIGKILL');
    await Promise.all(processes.map((one) => one.ended));
    postgres.stop();
  });

  it('is answered with 503, recovered from, and costs nothing: comments once, live events once', async (test) => {
    const [one, other] = processes as [Running, Running];
    const reading = callsTo(one.url);
    const stream = await follow(one.url, 'one');
    await stream.begun();
    const writers = startWriters(test, 6, () => other.url);
    await writers.reached(60);

    postgres.halt();
    await writers.refusedTimes(writers.counts.refused + 30);
    // What was acknowledged just before has arrived by now.
    const stored = writers.acknowledged.size;
    for (const path of ['/v1/threads/one/comments', '/v1/counts?thread=one', '/healthz']) {
      const reply = await reading.call('GET', path);
      assert.deepEqual([path, reply.status, reply.headers.get('retry-after')], [path, 503, '5']);
      assert.match(Problem.parse(reply.json).detail!, /Nothing is lost/);
    }
    await writers.refusedTimes(writers.counts.refused + 30);
    assert.equal(writers.acknowledged.size, stored, 'acknowledged what nobody could store');

    postgres.resume();
    await writers.reached(stored + 120);
    await writers.finish();
    assert.equal((await reading.call('GET', '/healthz')).status, 200);
    const written = [...writers.acknowledged.values()].filter(({ thread }) => thread === 'one').map(({ id }) => id);
    assert.deepEqual((await heard(stream, written.length)).sort(), written.sort());
    // What the other process writes now is heard of by LISTEN, which had to begin again.
    const { comment } = await callsTo(other.url).write('one', 'afterwards');
    assert.deepEqual(await heard(stream, 1), [comment.id]);
    stream.stop();

    const store = await openStore(url);
    const sent = new Map([...writers.acknowledged, ['afterwards', { id: comment.id, thread: 'one' }]]);
    await checkStored(store.connections, sent, 1);
    await checkInvariants(store.connections);
    await store.close();
  });
});

/** Ids of the next so many comments that a stream tells of. @throws If it ends before. */
async function heard(stream: Following, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const event = await stream.next();
    assert.ok(event, 'the stream ended');
    ids.push(...event.changes.comments.map(({ id }) => id));
  }
  return ids;
}
