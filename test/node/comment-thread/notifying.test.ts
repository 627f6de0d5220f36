import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Backend } from '../../../src/comment-thread/backends/backend.ts';
import { HostBackend } from '../../../src/comment-thread/backends/host.ts';
import { MemoryBackend } from '../../../src/comment-thread/backends/memory.ts';
import { Subscriber, type SubscriberOptions } from '../../../src/comment-thread/notifying/subscriber.ts';
import { claimsOf } from '../../../src/comment-thread/token.ts';
import { checkComposer, takeFailure, toNewComment } from '../../../src/comment-thread/writing/compose.ts';
import { newComposer, type Choice } from '../../../src/comment-thread/writing/composer.ts';
import { openDrafts } from '../../../src/comment-thread/writing/drafts.ts';
import { Keyring } from '../../../src/comment-thread/writing/keyring.ts';
import { FurnitureError } from '../../../src/base/request.ts';
import type { NewSubscription } from '../../../src/contracts/notifications.ts';
import { makeComments, makeToken } from '../../support/seeds.ts';

const { signal } = new AbortController();
const DAILY: Choice = { scope: 'replies', frequency: 'daily' };

describe('what a writer wants to be told of', () => {
  const compose = (notify: Choice | undefined, text = 'Hello') => {
    const composer = newComposer('new', null, text);
    composer.notify = notify;
    return composer;
  };
  const guest = (email: string) => ({ name: 'Ada', email });

  const cases: readonly [string, Choice | undefined, Parameters<typeof checkComposer>[1], string | undefined][] = [
    ['nothing needs no address', undefined, { guest: guest('') }, undefined],
    ['replies need one', DAILY, { guest: guest(''), address: '' }, 'emailFirst'],
    ['blanks are none', DAILY, { guest: guest('  '), address: '  ' }, 'emailFirst'],
    ['what is no address is refused', DAILY, { guest: guest('ada'), address: 'ada' }, 'emailWrong'],
    ['an address is enough', DAILY, { guest: guest('ada@x.example'), address: 'ada@x.example' }, undefined],
    ['a signed-in reader without a verified one is asked', DAILY, { address: '' }, 'emailFirst'],
    ['one whose token has a verified one is not', DAILY, {}, undefined],
  ];
  for (const [what, notify, writer, word] of cases) {
    it(what, () => {
      const composer = compose(notify);
      assert.equal(checkComposer(composer, writer), word === undefined);
      assert.deepEqual(composer.email, word && { word });
    });
  }

  it('goes with the comment, with the language of the page', () => {
    const sent = toNewComment(compose(DAILY), { guest: guest('a@b.example'), address: 'a@b.example' }, { lang: 'de' });
    assert.deepEqual(sent, {
      body: 'Hello',
      author: { name: 'Ada', email: 'a@b.example' },
      notify: 'replies',
      frequency: 'daily',
      lang: 'de',
    });
  });

  it('sends nothing about notifications when it is nothing', () => {
    assert.deepEqual(toNewComment(compose(undefined), { guest: guest('') }, { lang: 'de' }), {
      body: 'Hello',
      author: { name: 'Ada' },
    });
  });

  it('sends the address that a signed-in reader typed, and leaves the name to the token', () => {
    const sent = toNewComment(compose(DAILY), { address: ' a@b.example ' });
    assert.deepEqual(sent.author, { name: '', email: 'a@b.example' });
  });

  it('shows beside the choice what the server says of it', () => {
    const composer = compose(DAILY);
    const errors = [{ path: 'notify', message: 'is not offered here.' }];
    takeFailure(composer, new FurnitureError('refused', 'no', { status: 422, problem: { errors } }));
    assert.deepEqual([composer.notifyWrong, composer.body], [{ text: 'is not offered here.' }, undefined]);
  });

  it('is kept with the draft', () => {
    const items = new Map<string, string>();
    const storage = () => ({
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    });
    const place = { page: '/a', thread: 't', parentId: null };
    const open = () => openDrafts({ storage, now: () => 1, newKey: () => 'key' });
    open().save(place, 'text', DAILY);
    assert.deepEqual(open().load(place)?.notify, DAILY);
    const [key, stored] = [...items][0]!;
    items.set(key, stored.replace('"daily"', '"hourly"'));
    assert.deepEqual([open().load(place)?.text, open().load(place)?.notify], ['text', undefined]);
  });

  it('needs no address where the token has a verified one', () => {
    const claims = [
      [{ email: 'a@b.example', email_verified: true }, true],
      [{ email: 'a@b.example', email_verified: 'true' }, false],
      [{ email: 'a@b.example' }, false],
      [{ email_verified: true }, false],
    ] as const;
    for (const [more, expected] of claims)
      assert.equal(claimsOf(makeToken({ sub: 'ada', ...more }))?.hasVerifiedEmail, expected, JSON.stringify(more));
  });
});

describe('asking to be told of all new comments', () => {
  function makeSubscriber(subscribe: Backend['subscribe'], more: Partial<SubscriberOptions> = {}) {
    let keys = 0;
    const state = { email: 'ada@x.example', now: 1_000 };
    const subscriber = new Subscriber({
      backend: {
        capabilities: new MemoryBackend().capabilities,
        list: () => Promise.reject(new Error('not asked')),
        ...{ subscribe },
      } as Backend,
      keyring: new Keyring({ source: () => undefined, now: () => state.now }),
      pause: async () => {},
      now: () => state.now,
      newKey: () => `key-${++keys}`,
      hasVerifiedEmail: () => false,
      lang: () => 'ar',
      email: () => state.email,
      life: () => signal,
      changed: () => {},
      ...more,
    });
    return { subscriber, state };
  }
  const refusing =
    (status: number, details: object = {}) =>
    () =>
      Promise.reject(new FurnitureError('refused', 'no', { status, ...details }));

  it('sends address, frequency and language, and says where to', async () => {
    const sent: [NewSubscription, string][] = [];
    const { subscriber } = makeSubscriber(async (input, { key }) => void sent.push([input, key]));
    subscriber.frequency = 'daily';
    assert.equal(await subscriber.submit(), true);
    assert.deepEqual(sent, [[{ scope: 'all', frequency: 'daily', lang: 'ar', email: 'ada@x.example' }, 'key-1']]);
    assert.deepEqual([subscriber.status, subscriber.sentTo], ['sent', 'ada@x.example']);
  });

  for (const [email, word] of [
    ['', 'emailFirst'],
    ['ada', 'emailWrong'],
  ] as const) {
    it(`sends nothing for ${JSON.stringify(email)}`, async () => {
      const { subscriber, state } = makeSubscriber(() => assert.fail('was sent'));
      state.email = email;
      assert.equal(await subscriber.submit(), false);
      assert.deepEqual([subscriber.email, subscriber.status], [{ word }, 'idle']);
    });
  }

  it('needs no address of a reader whose token has a verified one', async () => {
    const sent: NewSubscription[] = [];
    const { subscriber } = makeSubscriber(async (input) => void sent.push(input), { hasVerifiedEmail: () => true });
    assert.equal(await subscriber.submit(), true);
    assert.deepEqual([sent[0]?.email, subscriber.sentTo], [undefined, undefined]);
  });

  it('is the same subscription when it is sent again, and another one for another address', async () => {
    const keys: string[] = [];
    const { subscriber, state } = makeSubscriber((_, { key }) => {
      keys.push(key);
      return refusing(500)();
    });
    await subscriber.submit();
    const once = new Set(keys).size;
    await subscriber.submit();
    assert.deepEqual([once, new Set(keys).size], [1, 1]);
    state.email = 'bo@x.example';
    await subscriber.submit();
    assert.equal(new Set(keys).size, 2);
  });

  it('tries again by itself what may pass, and then leaves it to the reader', async () => {
    let left = 2;
    const { subscriber } = makeSubscriber(() => (left-- > 0 ? refusing(503)() : Promise.resolve()));
    assert.equal(await subscriber.submit(), true);
    const { subscriber: unlucky } = makeSubscriber(refusing(503));
    assert.equal(await unlucky.submit(), false);
    assert.deepEqual([unlucky.failure?.status, unlucky.status], [503, 'idle']);
  });

  it('waits as long as the server asks', async () => {
    let sent = 0;
    const { subscriber, state } = makeSubscriber(() => {
      sent++;
      return refusing(429, { retryAfterMs: 60_000 })();
    });
    await subscriber.submit();
    await subscriber.submit();
    assert.deepEqual([sent, subscriber.mustWait], [1, true]);
    state.now += 60_001;
    await subscriber.submit();
    assert.equal(sent, 2);
  });

  it('shows at the address what the server says of it', async () => {
    const errors = [{ path: 'email', message: 'takes no mail.' }];
    const { subscriber } = makeSubscriber(refusing(422, { problem: { errors } }));
    await subscriber.submit();
    assert.deepEqual(subscriber.email, { text: 'takes no mail.' });
  });
});

describe('notifications of the memory backend', () => {
  const ada = makeToken({ sub: 'ada' });
  const open = () =>
    new MemoryBackend({
      comments: makeComments(1),
      notify: { email: true, verifiedEmailOf: (token) => (token === ada ? 'ada@x.example' : undefined) },
    });
  const input = { body: 'x', author: { name: 'Bo', email: 'bo@x.example' }, notify: 'replies' } as const;

  it('are offered where they are configured, and nowhere else', async () => {
    const list = (backend: MemoryBackend) => backend.list({ sort: 'oldest', limit: 5 }, signal);
    assert.deepEqual((await list(open())).thread.notify, { email: true });
    assert.equal((await list(new MemoryBackend())).thread.notify, undefined);
    const none = new MemoryBackend();
    assert.equal(none.capabilities.subscribe, false);
    await assert.rejects(none.subscribe({ scope: 'all', email: 'a@b.example' }, { key: 'key-none' }, signal), {
      status: 404,
    });
    await assert.rejects(none.post(input, { key: 'key-none' }, signal), { status: 422 });
  });

  it('note who asked for what with a comment, once however often it is sent', async () => {
    const backend = open();
    const { comment } = await backend.post({ ...input, frequency: 'daily', lang: 'de' }, { key: 'key-once' }, signal);
    await backend.post({ ...input, frequency: 'daily', lang: 'de' }, { key: 'key-once' }, signal);
    assert.deepEqual(backend.subscriptions, [
      {
        ...{ email: 'bo@x.example', scope: 'replies', commentId: comment.id },
        ...{ frequency: 'daily', lang: 'de', isConfirmed: false },
      },
    ]);
  });

  it('refuse a comment that asks for mail and names no address, and do not keep it', async () => {
    const backend = open();
    const anonymous = { body: 'x', author: { name: 'Bo' }, notify: 'all' } as const;
    await assert.rejects(backend.post(anonymous, { key: 'key-anon' }, signal), { status: 422 });
    assert.equal((await backend.list({ sort: 'oldest', limit: 5 }, signal)).thread.count, 1);
  });

  it('take the verified address of a token as confirmed', async () => {
    const backend = open();
    await backend.subscribe({ scope: 'all' }, { key: 'key-ada', token: ada }, signal);
    assert.deepEqual(
      backend.subscriptions.map(({ email, isConfirmed }) => [email, isConfirmed]),
      [['ada@x.example', true]],
    );
  });

  it('refuse a key that was used for another address, and replies to a comment that is not there', async () => {
    const backend = open();
    await backend.subscribe({ scope: 'all', email: 'a@b.example' }, { key: 'key-same' }, signal);
    await backend.subscribe({ scope: 'all', email: 'a@b.example' }, { key: 'key-same' }, signal);
    assert.equal(backend.subscriptions.length, 1);
    const other = backend.subscribe({ scope: 'all', email: 'c@d.example' }, { key: 'key-same' }, signal);
    await assert.rejects(other, { status: 422 });
    const lost = { scope: 'replies', commentId: 'nobody', email: 'a@b.example' } as const;
    await assert.rejects(backend.subscribe(lost, { key: 'key-lost' }, signal), { status: 422 });
  });
});

describe('notifications of our own server', () => {
  it('are asked for at the thread, with a key and the reader’s token', async () => {
    const asked: Record<string, unknown>[] = [];
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => {
        const { url, method, headers } = request;
        asked.push({ url, method, key: headers['idempotency-key'], auth: headers.authorization, text });
        response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    try {
      const backend = new HostBackend(`http://127.0.0.1:${port}`, 'https://news.example/a');
      await backend.subscribe({ scope: 'all', email: 'a@b.example' }, { key: 'key-12345', token: 't' }, signal);
    } finally {
      server.close();
    }
    assert.deepEqual(asked, [
      {
        url: '/v1/threads/https%3A%2F%2Fnews.example%2Fa/subscriptions',
        method: 'POST',
        key: 'key-12345',
        auth: 'Bearer t',
        text: '{"scope":"all","email":"a@b.example"}',
      },
    ]);
  });
});
