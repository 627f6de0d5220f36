import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { resolveConfig } from '../../../src/base/config.ts';
import { FurnitureError } from '../../../src/base/request.ts';
import { MemoryBackend } from '../../../src/comment-thread/backends/memory.ts';
import { ThreadConfig } from '../../../src/comment-thread/config.ts';
import { Followed } from '../../../src/comment-thread/notifying/followed.ts';
import { Pusher, type PushBrowser, type PusherOptions } from '../../../src/comment-thread/notifying/pusher.ts';
import { Keyring } from '../../../src/comment-thread/writing/keyring.ts';
import { makeComments, makeToken } from '../../support/seeds.ts';

const KEYS = { p256dh: 'p', auth: 'a' };
const ENDPOINT = 'https://push.example/1';

/** What a browser remembers between visits. */
function newStorage() {
  const items = new Map<string, string>();
  const store = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  return { items, storage: () => store };
}

interface State {
  permission: NotificationPermission;
  /** What the reader answers. */
  answer: NotificationPermission | Promise<NotificationPermission>;
  isBroken: boolean;
  current: string | undefined;
  asked: number;
  ended: number;
}

function stage(change: Partial<State> = {}, more: Partial<PusherOptions> = {}, backend = newBackend()) {
  const state: State = {
    ...{ permission: 'default', answer: 'granted', isBroken: false, current: undefined, asked: 0, ended: 0 },
    ...change,
  };
  const browser: PushBrowser = {
    permission: () => state.permission,
    ask: async () => {
      state.asked++;
      return (state.permission = await state.answer);
    },
    current: async () => (state.current === undefined ? undefined : { endpoint: state.current, keys: KEYS }),
    subscribe: async () => {
      if (state.isBroken) throw new DOMException('no push service', 'AbortError');
      return { endpoint: (state.current ??= ENDPOINT), keys: KEYS };
    },
    end: async () => {
      state.ended++;
      state.current = undefined;
    },
  };
  const { storage, items } = newStorage();
  const reports: unknown[] = [];
  let keys = 0;
  const life = new AbortController();
  const open = (scope = 'thread') =>
    new Pusher({
      ...{ browser, backend, followed: new Followed({ storage, scope }) },
      keyring: new Keyring({ source: () => undefined, now: () => 0 }),
      pause: async () => {},
      key: () => 'key',
      newKey: () => `key-${++keys}-long`,
      lang: () => 'de',
      life: () => life.signal,
      changed: () => {},
      report: (error) => reports.push(error),
      ...more,
    });
  return { state, backend, pusher: open(), open, items, reports, life };
}

const newBackend = (options: ConstructorParameters<typeof MemoryBackend>[0] = {}) =>
  new MemoryBackend({ comments: makeComments(1), notify: { email: false, push: 'key' }, ...options });
const failing = (...errors: FurnitureError[]) =>
  newBackend({
    before: (what) => {
      const error = what === 'list' ? undefined : errors.shift();
      if (error) throw error;
    },
  });
const refusal = (status: number) => new FurnitureError('refused', 'no', { status });

describe('where the service worker is', () => {
  const paths: readonly [unknown, string | undefined][] = [
    ['/push-worker.js', '/push-worker.js'],
    [' /static/push-worker.js?v=2 ', '/static/push-worker.js?v=2'],
    ['push-worker.js', undefined],
    ['./push-worker.js', undefined],
    ['//other.example/push-worker.js', undefined],
    ['https://other.example/push-worker.js', undefined],
    ['/\\\\other.example/push-worker.js', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
    [{}, undefined],
  ];
  for (const [value, path] of paths) {
    it(`is ${path === undefined ? 'not ' : ''}${JSON.stringify(value)}`, () => {
      const { config, issues } = resolveConfig(ThreadConfig, [{ name: 'attribute', values: { pushWorker: value } }]);
      assert.deepEqual([config.pushWorker, issues.length], [path, path === undefined ? 1 : 0]);
    });
  }
});

describe('being told by this browser', () => {
  it('asks the reader, sets the browser up, and tells the server where', async () => {
    const { pusher, state, backend } = stage();
    assert.equal(await pusher.allow(), true);
    assert.equal(await pusher.follow({ scope: 'all' }), true);
    assert.equal(state.asked, 1);
    assert.deepEqual(backend.pushes, [{ endpoint: ENDPOINT, scope: 'all', lang: 'de' }]);
    assert.deepEqual([pusher.isTold('all'), pusher.isTold('replies'), pusher.trouble], [true, false, undefined]);
  });

  it('asks nobody who has answered, and nobody who pressed no button for it', async () => {
    const granted = stage({ permission: 'granted' });
    await granted.pusher.allow();
    const open = stage();
    assert.equal(await open.pusher.follow({ scope: 'all' }), false);
    assert.deepEqual([granted.state.asked, open.state.asked, open.pusher.trouble], [0, 0, 'dismissed']);
    assert.deepEqual(open.backend.pushes, []);
  });

  const troubles: readonly [string, Partial<State>, Pusher['trouble'], number][] = [
    ['the reader says no', { answer: 'denied' }, 'denied', 0],
    ['the reader said no before', { permission: 'denied', answer: 'denied' }, 'denied', 0],
    ['the reader closes the question', { answer: 'default' }, 'dismissed', 0],
    ['the browser cannot be set up', { isBroken: true }, 'broken', 1],
  ];
  for (const [when, change, trouble, reports] of troubles) {
    it(`says why it is not when ${when}, and can be tried again`, async () => {
      const { pusher, state, backend, reports: reported } = stage(change);
      assert.equal(await pusher.allow(), false);
      assert.deepEqual([pusher.trouble, pusher.work, reported.length], [trouble, undefined, reports]);
      assert.deepEqual(backend.pushes, []);
      Object.assign(state, { answer: 'granted', isBroken: false });
      assert.equal(await pusher.allow(), true);
      assert.equal(pusher.trouble, undefined);
    });
  }

  it('asks once however often the button is pressed', async () => {
    let answer = (_: NotificationPermission) => {};
    const { pusher, state } = stage({ answer: new Promise((resolve) => (answer = resolve)) });
    const both = [pusher.allow(), pusher.allow()];
    answer('granted');
    assert.deepEqual(await Promise.all(both), [true, true]);
    assert.equal(state.asked, 1);
  });

  it('waits for an answer that is due, and follows then', async () => {
    let answer = (_: NotificationPermission) => {};
    const { pusher, backend } = stage({ answer: new Promise((resolve) => (answer = resolve)) });
    void pusher.allow();
    const following = pusher.follow({ scope: 'replies', commentId: 'c1' });
    answer('granted');
    assert.equal(await following, true);
    assert.equal(backend.pushes[0]?.commentId, 'c1');
  });

  it('sends again what may pass, as the same request, and leaves the rest to the reader', async () => {
    const lucky = stage({ permission: 'granted' }, {}, failing(refusal(503), refusal(503)));
    assert.equal(await lucky.pusher.follow({ scope: 'all' }), true);
    const unlucky = stage({ permission: 'granted' }, {}, failing(refusal(403)));
    assert.equal(await unlucky.pusher.follow({ scope: 'all' }), false);
    const { trouble } = unlucky.pusher;
    assert.ok(trouble instanceof FurnitureError && trouble.status === 403);
    assert.equal(unlucky.pusher.isTold('all'), false);
    assert.equal(await unlucky.pusher.follow({ scope: 'all' }), true);
  });

  it('goes with the reader’s token', async () => {
    const token = makeToken({ sub: 'ada' });
    const tokens: unknown[] = [];
    const backend = newBackend();
    backend.subscribePush = async (_, options) => void tokens.push(options.token);
    const keyring = new Keyring({ source: () => token, now: () => 0 });
    await stage({ permission: 'granted' }, { keyring }, backend).pusher.follow({ scope: 'all' });
    assert.deepEqual(tokens, [token]);
  });

  it('says nothing of what ended with the element', async () => {
    const { pusher, life } = stage({ permission: 'granted' }, {}, failing(refusal(500), refusal(500)));
    const following = pusher.follow({ scope: 'all' });
    life.abort();
    assert.deepEqual([await following, pusher.trouble], [false, undefined]);
  });
});

describe('ending what this browser is told of', () => {
  it('ends all of it in the thread, and leaves nothing in the browser that no other thread needs', async () => {
    const { pusher, backend, state, items } = stage({ permission: 'granted' });
    await pusher.follow({ scope: 'all' });
    await pusher.follow({ scope: 'replies', commentId: 'c1' });
    assert.equal(backend.pushes.length, 2);
    assert.equal(await pusher.stop(), true);
    assert.deepEqual([backend.pushes, pusher.isTold('all'), pusher.isTold('replies')], [[], false, false]);
    assert.deepEqual([pusher.isEnded, state.ended, items.size], [true, 1, 0]);
  });

  it('keeps what another thread needs', async () => {
    const { pusher, open, state } = stage({ permission: 'granted' });
    const other = open('other');
    await other.follow({ scope: 'all' });
    await pusher.follow({ scope: 'all' });
    await pusher.stop();
    assert.deepEqual([state.ended, open('other').isTold('all'), open().isTold('all')], [0, true, false]);
  });

  it('still knows of it when the server could not be reached', async () => {
    const offline = () => new FurnitureError('offline', 'no');
    const { pusher, backend } = stage({ permission: 'granted' }, {}, failing());
    await pusher.follow({ scope: 'all' });
    backend.unsubscribePush = () => Promise.reject(offline());
    assert.equal(await pusher.stop(), false);
    assert.deepEqual([pusher.isTold('all'), pusher.isEnded, pusher.failed], [true, false, 'stopping']);
  });
});

describe('what this browser remembers of what it is told of', () => {
  const looks: readonly [string, Partial<State>, boolean][] = [
    ['the browser receives at the same place', {}, true],
    ['the browser receives nothing any more', { current: undefined }, false],
    ['the browser receives at another place', { current: 'https://push.example/2' }, false],
    ['the reader took the permission back', { permission: 'denied' }, false],
  ];
  for (const [when, change, isTold] of looks) {
    it(`${isTold ? 'stays' : 'is forgotten'} when ${when}`, async () => {
      const { pusher, state, open } = stage({ permission: 'granted' });
      await pusher.follow({ scope: 'all' });
      Object.assign(state, change);
      const later = open();
      assert.equal(later.isTold('all'), true);
      await later.look();
      assert.deepEqual([later.isTold('all'), open().isTold('all')], [isTold, isTold]);
    });
  }

  it('is of one thread, and no more than two hundred', () => {
    const { storage, items } = newStorage();
    const of = (scope: string) => new Followed({ storage, scope });
    for (let index = 0; index < 205; index++) of(`t${index}`).keep('all', ENDPOINT);
    assert.deepEqual([of('t0').has('all'), of('t204').has('all'), of('t204').has('replies')], [false, true, false]);
    assert.equal((JSON.parse([...items.values()][0]!) as unknown[]).length, 200);
  });

  for (const text of ['', 'null', '{', '[{"scope":1}]', '[{"scope":"thread","endpoint":"x","about":"none"}]']) {
    it(`is nothing when it reads ${JSON.stringify(text)}`, () => {
      const { storage, items } = newStorage();
      items.set('page-furniture:push', text);
      const followed = new Followed({ storage, scope: 'thread' });
      assert.deepEqual([followed.endpoints, followed.hasOthers], [[], false]);
    });
  }

  it('lasts as long as the page where storage throws', () => {
    const followed = new Followed({
      scope: 'thread',
      storage: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    followed.keep('replies', ENDPOINT);
    assert.equal(followed.has('replies'), true);
    followed.forget();
    assert.equal(followed.has('replies'), false);
  });
});
