import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';

import BetterSqlite from 'better-sqlite3';

import { openStore } from '../../../src/server/index.ts';
import { startCommand } from './command.ts';
import { checkInvariants } from './invariants.ts';
import { callsTo, temporaryFolder } from './support.ts';
import { checkStored, startWriters, type Acknowledged } from './writers.ts';

/** More than the least is asked for with the environment: FURNITURE_KILLS=100 FURNITURE_WRITERS=32. */
const atLeast = (least: number, wanted: string | undefined): number => Math.max(least, Number(wanted) || 0);
const KILLS = atLeast(20, process.env.FURNITURE_KILLS);
const WRITERS = atLeast(16, process.env.FURNITURE_WRITERS);
/** Acknowledged between two kills. */
const PER_LIFE = 250;

describe('a server that is killed', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  it(`keeps every acknowledged comment, once (${KILLS} kills, ${KILLS * PER_LIFE} comments)`, async (test) => {
    const env = { FURNITURE_DATABASE: join(folder.path, 'killed.sqlite'), FURNITURE_LIMITS: 'off' };
    let running = startCommand(env);
    test.after(async () => (await running).process.kill('SIGKILL'));
    const writers = startWriters(test, WRITERS, async () => (await running).url);
    for (let life = 1; life <= KILLS; life++) {
      await writers.reached(life * PER_LIFE);
      // Anywhere in what it does at the moment.
      await new Promise((done) => setTimeout(done, Math.random() * 20));
      const killed = await running;
      killed.process.kill('SIGKILL');
      running = killed.ended.then((status) => {
        assert.equal(status, 'SIGKILL');
        return startCommand(env);
      });
    }
    await writers.finish();
    const last = await running;
    await checkReplays(last.url, writers.acknowledged);
    last.process.kill('SIGTERM');
    assert.equal(await last.ended, 0);
    assert.equal(writers.counts.refused, 0, 'a comment was refused');
    assert.ok(writers.counts.cut >= KILLS, 'the kills cut nobody off');
    await check(env.FURNITURE_DATABASE, writers.acknowledged);
    say(test, writers.acknowledged.size, writers.counts);
  });
});

function say(test: TestContext, size: number, { cut, replayed }: { cut: number; replayed: number }): void {
  test.diagnostic(`${KILLS} kills, ${size} acknowledged, ${cut} cut off, ${replayed} stored before they were cut off`);
}

/** A key that comes once more gets the answer that it had. */
async function checkReplays(url: string, acknowledged: ReadonlyMap<string, Acknowledged>): Promise<void> {
  const some = [...acknowledged].filter((_, index) => index % 199 === 0);
  for (const [text, { id, thread }] of some) {
    const found = await callsTo(url).call('GET', `/v1/threads/${thread}/comments?around=${id}`);
    const { parentId } = found.json.comments.find((comment: { id: string }) => comment.id === id);
    const body = { body: text, author: { name: 'Ann' }, ...(parentId !== null && { parentId }) };
    const reply = await callsTo(url).post(thread, body, { 'idempotency-key': text });
    assert.deepEqual([reply.status, reply.json.comment.id], [201, id]);
    assert.equal(reply.headers.get('idempotency-replayed'), 'true');
  }
}

async function check(file: string, acknowledged: ReadonlyMap<string, Acknowledged>): Promise<void> {
  const database = new BetterSqlite(file, { readonly: true });
  assert.equal(database.pragma('integrity_check', { simple: true }), 'ok');
  assert.deepEqual(database.pragma('foreign_key_check'), []);
  database.close();
  const store = await openStore(file);
  await checkStored(store.connections, acknowledged);
  await checkInvariants(store.connections);
  await store.close();
}
