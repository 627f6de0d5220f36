import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';

import { createServer } from '../../../src/server/index.ts';
import { silentLogger } from '../../../src/server/index.ts';
import { RESTORE_MS } from '../../../src/server/store/cleaning.ts';
import { START } from './support.ts';

/** How often the server cleans up: words of deleted comments are gone within two minutes. */
const CLEANING_MS = 30_000;

/** A server whose timer the test turns, and whose looks at the clock are counted: cleaning begins with one. */
async function start(test: TestContext) {
  test.mock.timers.enable({ apis: ['setInterval'] });
  const clock = { now: START, looks: 0 };
  const server = createServer({
    ...{ database: ':memory:', limits: false, proof: 'off', logger: silentLogger },
    clock: () => {
      clock.looks++;
      return clock.now;
    },
  });
  const { connections } = await server.ready;
  const call = async (method: string, path: string, body?: object, token = '') => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const content = body ? { body: JSON.stringify(body) } : {};
    const response = await server.fetch(new Request(`http://localhost${path}`, { method, headers, ...content }));
    return response.status === 204
      ? undefined
      : ((await response.json()) as { comment: { id: string }; editToken: string });
  };
  const wordsOf = (id: string) =>
    connections.read.selectFrom('comments').select('body_text').where('id', '=', id).executeTakeFirstOrThrow();
  return {
    ...{ server, clock, call, connections },
    async pass(ms: number): Promise<void> {
      clock.now += ms;
      test.mock.timers.tick(ms);
      // Everything in an SQLite in memory is over after a few turns.
      for (let turn = 0; turn < 50; turn++) await new Promise((done) => setImmediate(done));
    },
    wordsOf: async (id: string) => (await wordsOf(id)).body_text,
  };
}

describe('cleaning up', () => {
  it('erases what was deleted by itself, once its time is over and not before', async (test) => {
    const { server, call, pass, wordsOf } = await start(test);
    const { comment, editToken } = (await call('POST', '/v1/threads/t/comments', {
      ...{ body: 'regretted', author: { name: 'Ann' } },
    }))!;
    await call('DELETE', `/v1/comments/${comment.id}`, undefined, editToken);
    await pass(CLEANING_MS);
    assert.equal(await wordsOf(comment.id), 'regretted');
    await pass(RESTORE_MS);
    assert.equal(await wordsOf(comment.id), '');
    await server.close();
  });

  it('is tried again after it failed', async (test) => {
    const { server, call, pass, wordsOf, connections } = await start(test);
    const { comment, editToken } = (await call('POST', '/v1/threads/t/comments', {
      ...{ body: 'regretted', author: { name: 'Ann' } },
    }))!;
    await call('DELETE', `/v1/comments/${comment.id}`, undefined, editToken);
    await connections.write.schema.alterTable('comments').renameTo('away').execute();
    await pass(RESTORE_MS + CLEANING_MS);
    await connections.write.schema.alterTable('away').renameTo('comments').execute();
    assert.equal(await wordsOf(comment.id), 'regretted');
    await pass(CLEANING_MS);
    assert.equal(await wordsOf(comment.id), '');
    await server.close();
  });

  it('goes on as long as the server, and no longer', async (test) => {
    const { server, clock, pass } = await start(test);
    for (let round = 0; round < 3; round++) {
      const { looks } = clock;
      await pass(CLEANING_MS);
      assert.equal(clock.looks, looks + 1);
    }
    await server.close();
    const { looks } = clock;
    await pass(10 * CLEANING_MS);
    assert.equal(clock.looks, looks);
  });
});
