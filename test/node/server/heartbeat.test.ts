import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';

import type { ThreadChanges } from '../../../src/contracts/comments.ts';
import { Hub } from '../../../src/server/live/hub.ts';
import { HEARTBEAT_MS, liveEvents } from '../../../src/server/live/stream.ts';
import { threadSource } from '../../../src/server/live/thread-source.ts';

const BEAT = ': still here\n\n';

/** A stream of a thread whose version the test raises, and that may be away; time stands still until it is turned. */
function startStream(test: TestContext, heartbeatMs?: number) {
  test.mock.timers.enable({ apis: ['setTimeout'] });
  const state = { version: 1, isAway: false, reads: 0, ends: 0 };
  const hub = new Hub(
    () => () => undefined,
    () => undefined,
  );
  const read = (after: number | undefined): Promise<ThreadChanges> => {
    state.reads++;
    return state.isAway ? Promise.reject(new Error('away')) : Promise.resolve(changesAt(state.version, after));
  };
  const controller = new AbortController();
  const stream = liveEvents({
    ...{ hub, source: threadSource(hub, 't', read, undefined), retryMs: 2000, signal: controller.signal },
    ...{ onEnd: () => state.ends++, ...(heartbeatMs !== undefined && { heartbeatMs }) },
  });
  const reader = stream.getReader();
  const received: string[] = [];
  const reading = (async () => {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
      received.push(Buffer.from(chunk.value).toString());
  })();
  return {
    ...{ state, hub, received, reading, stop: () => controller.abort() },
    raise: () => {
      state.version++;
      hub.tell('t');
    },
    /** Turns the clock, and lets everything that waited for it happen. */
    async pass(ms: number): Promise<void> {
      await settled();
      test.mock.timers.tick(ms);
      await settled();
    },
  };
}

/** Everything that needs no timer has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
}

function changesAt(version: number, after: number | undefined): ThreadChanges {
  const thread = { id: 't', count: version, open: true, premoderated: false, version };
  const body = { format: 'plain' as const, text: 'x' };
  const rest = { state: 'published' as const, votes: { up: 0, down: 0 }, replyCount: 0 };
  const comment = { id: `c${version}`, parentId: null, author: { name: 'A' }, body, createdAt: '', ...rest };
  return { thread, comments: after !== undefined && after < version ? [comment] : [], next: version };
}

describe('a stream on which nothing happens', () => {
  it('says that it is there after every 15 seconds, and not before', async (test) => {
    const { received, pass, stop, reading } = startStream(test);
    assert.equal(HEARTBEAT_MS, 15_000);
    await pass(14_999);
    assert.deepEqual(received.slice(1), ['id: 1\n\n']);
    await pass(1);
    assert.deepEqual(received.slice(2), [BEAT]);
    await pass(14_999);
    assert.equal(received.length, 3);
    await pass(1);
    assert.deepEqual(received.slice(3), [BEAT]);
    stop();
    await reading;
  });

  it('keeps to the interval that it is given, counted from the last thing it said', async (test) => {
    const { received, pass, raise, stop, reading } = startStream(test, 100);
    await pass(60);
    raise();
    await pass(99);
    assert.match(received.slice(2).join(), /^id: 2\nevent: changes\n/);
    await pass(1);
    assert.deepEqual(received.slice(3), [BEAT]);
    stop();
    await reading;
  });

  it('looks at nothing for a heartbeat', async (test) => {
    const { state, pass, stop, reading } = startStream(test, 100);
    await pass(100);
    const { reads } = state;
    for (let beat = 0; beat < 5; beat++) await pass(100);
    assert.equal(state.reads, reads);
    stop();
    await reading;
  });

  it('ends its waiting when it is stopped, and lets go of its place once', async (test) => {
    const { state, hub, received, pass, stop, reading } = startStream(test, 100);
    await pass(10);
    assert.equal(hub.size, 1);
    stop();
    stop();
    await reading;
    assert.deepEqual([state.ends, hub.size], [1, 0]);
    const { length } = received;
    await pass(1000);
    assert.equal(received.length, length);
  });

  it('tries again every second while the database is away, and misses nothing', async (test) => {
    const { state, received, pass, raise, stop, reading } = startStream(test, 100_000);
    await pass(0);
    state.isAway = true;
    raise();
    await pass(0);
    const { reads } = state;
    for (let second = 1; second <= 3; second++) {
      await pass(999);
      assert.equal(state.reads, reads + second - 1);
      await pass(1);
      assert.equal(state.reads, reads + second);
    }
    state.isAway = false;
    await pass(1000);
    assert.match(received.slice(2).join(), /^id: 2\nevent: changes\n/);
    stop();
    await reading;
  });
});
