import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

import { decodeJwt } from 'jose';

import type { Comment } from '../../../src/contracts/comments.ts';
import { OptionError, optionsFrom } from '../../../src/server/index.ts';
import { isEndpoint, settlePush } from '../../../src/server/push/settings.ts';
import { maskAddress } from '../../../src/server/rules/notices.ts';
import { KEYS, newBrowser, startPushService, type PushService, type Received } from './push-service.ts';
import { key, moderator, other, startServer, type TestServer } from './support.ts';

const SITE = 'https://news.example';

/** Web Push, on any database. `database` gives an empty one. */
export function pushSuite(name: string, database: () => string): void {
  describe(`Web Push on ${name}`, () => {
    let server: TestServer;
    let service: PushService;
    let url = '';
    let [count, thread] = [0, ''];
    before(async () => {
      service = await startPushService();
      url = service.url;
      server = await startServer({
        ...{ database: database(), origins: [SITE] },
        push: {
          publicKey: KEYS.publicKey,
          privateKey: KEYS.privateKey,
          subject: 'mailto:a@news.example',
          services: [url],
        },
      });
    });
    beforeEach(() => {
      thread = `${SITE}/push-${++count}`;
      [service.status, service.received] = [201, []];
    });
    after(async () => {
      await server.close();
      await service.close();
    });
    const path = () => `/v1/threads/${encodeURIComponent(thread)}/subscriptions/push`;
    const subscribe = (body: object, headers: Record<string, string> = other) =>
      server.call('POST', path(), body, headers);
    const post = async (body: string, parentId?: string) => (await server.write(thread, body, parentId)).comment;
    const rows = async (endpoint: string) =>
      (await server.furniture.ready).connections.read
        .selectFrom('subscriptions')
        .selectAll()
        .where('address', '=', endpoint)
        .execute();

    it('is offered with the key that browsers need', async () => {
      assert.deepEqual((await server.list(thread)).thread.notify, { email: false, push: KEYS.publicKey });
    });

    it('tells a browser of a new comment, so that only it can read it', async () => {
      const browser = newBrowser(url);
      const reply = await subscribe({ ...browser.subscription, scope: 'all', lang: 'de' });
      assert.deepEqual([reply.status, reply.json], [202, { confirm: false }]);
      const { id } = await post('Good **news**');
      await server.furniture.sendMail();
      assert.deepEqual(
        service.received.map((one) => one.path),
        [browser.path],
      );
      const [{ headers, body }] = service.received as [Received];
      assert.ok(!body.includes('news'));
      assert.deepEqual(browser.open(body), {
        ...{ title: 'Ann schrieb:', body: 'Good **news**', tag: id, lang: 'de', dir: 'ltr' },
        data: { url: `${thread}#comment-${id}` },
      });
      const [, token] = /^vapid t=([^,]+), k=/.exec(headers.authorization ?? '') ?? [];
      const { aud, sub } = decodeJwt(token!);
      assert.deepEqual([aud, sub, headers.ttl], [url, 'mailto:a@news.example', '86400']);
      assert.match(String(headers.topic), /^[\w-]{32}$/);
    });

    it('tells of replies to one comment only, and a browser not of its own', async () => {
      const browser = newBrowser(url);
      const top = await post('top');
      await subscribe({ ...browser.subscription, scope: 'replies', commentId: top.id });
      await post('elsewhere');
      await post('a reply', top.id);
      await server.post(thread, { body: 'own', author: { name: 'Ann' }, parentId: top.id }, other);
      await server.furniture.sendMail();
      assert.deepEqual(
        service.received.map(({ body }) => (browser.open(body) as { body: string }).body),
        ['a reply'],
      );
    });

    it('tells of replies to a comment that waited, once readers see it, and of none to others that wait', async () => {
      const browser = newBrowser(url);
      const threadPath = `/v1/threads/${encodeURIComponent(thread)}`;
      const approve = async (id: string) =>
        assert.equal(
          (await server.call('POST', `/v1/comments/${id}/moderation`, { action: 'approve' }, moderator())).status,
          200,
        );
      await server.call('PATCH', threadPath, { premoderated: true }, moderator());
      const held = (await server.post(thread, { body: 'may I?', author: { name: 'Ann' } })).json.comment as Comment;
      assert.equal(held.state, 'held');
      const wish = { ...browser.subscription, scope: 'replies', commentId: held.id };
      assert.equal((await subscribe(wish)).status, 202);
      const elsewhere = `/v1/threads/${encodeURIComponent(`${thread}-other`)}/subscriptions/push`;
      assert.equal((await server.call('POST', elsewhere, wish, other)).status, 422);
      await approve(held.id);
      await server.call('PATCH', threadPath, { premoderated: false }, moderator());
      await post('a reply', held.id);
      await server.furniture.sendMail();
      assert.deepEqual(
        service.received.map(({ body }) => (browser.open(body) as { body: string }).body),
        ['a reply'],
      );
    });

    it('tells nobody twice who asks twice', async () => {
      const browser = newBrowser(url);
      const headers = { ...other, ...key() };
      for (const fields of [headers, headers, other])
        await subscribe({ ...browser.subscription, scope: 'all' }, fields);
      await post('new');
      await server.furniture.sendMail();
      assert.equal(service.received.length, 1);
    });

    it('ends what a browser does not receive any more, and keeps nothing of it', async () => {
      for (const gone of [404, 410]) {
        const browser = newBrowser(url);
        await subscribe({ ...browser.subscription, scope: 'all' });
        service.status = gone;
        await post(`first ${gone}`);
        await server.furniture.sendMail();
        assert.deepEqual(await rows(browser.subscription.endpoint), []);
        [service.status, service.received] = [201, []];
        await post(`second ${gone}`);
        await server.furniture.sendMail();
        assert.equal(service.received.length, 0);
      }
    });

    it('tries again where the service asks for that, as the same push', async () => {
      const browser = newBrowser(url);
      await subscribe({ ...browser.subscription, scope: 'all' });
      for (const later of [429, 503]) {
        service.status = later;
        service.received = [];
        await post(`new ${later}`);
        await server.furniture.sendMail();
        service.status = 201;
        server.clock.now += 60_000;
        await server.furniture.sendMail();
        assert.deepEqual(
          [service.received.length, service.received[0]!.headers.topic],
          [2, service.received[1]!.headers.topic],
        );
      }
    });

    it('ends in a thread when the browser says so', async () => {
      const browser = newBrowser(url);
      await subscribe({ ...browser.subscription, scope: 'all' });
      const { endpoint } = browser.subscription;
      for (let times = 0; times < 2; times++)
        assert.equal((await server.call('DELETE', path(), { endpoint })).status, 204);
      await post('new');
      await server.furniture.sendMail();
      assert.equal(service.received.length, 0);
    });

    it('refuses what no browser sends', async () => {
      const { subscription } = newBrowser(url);
      const { keys, endpoint } = subscription;
      for (const [body, wrong] of [
        [{ endpoint: 'http://169.254.169.254/latest', keys }, 'endpoint'],
        [{ endpoint: 'https://news.example/push', keys }, 'endpoint'],
        [{ endpoint, keys: { ...keys, p256dh: 'short' } }, 'keys.p256dh'],
        [{ endpoint, keys: { ...keys, auth: '%' } }, 'keys.auth'],
        [{ endpoint }, 'keys'],
      ] as const) {
        const reply = await subscribe({ ...body, scope: 'all' });
        assert.deepEqual([reply.status, reply.json.errors?.[0]?.path], [422, wrong]);
      }
    });

    it('counts its pushes', async () => {
      const { text } = await server.call('GET', '/metrics');
      for (const outcome of ['sent', 'retried', 'gone'])
        assert.match(text, new RegExp(`pushes_total\\{outcome="${outcome}"\\} [1-9]`));
    });
  });
}

/** What does not depend on a database. */
export function pushRules(): void {
  describe('an endpoint', () => {
    const known = [
      'https://fcm.googleapis.com/fcm/send/abc',
      'https://updates.push.services.mozilla.com/wpush/v2/abc',
      'https://web.push.apple.com/abc',
      'https://wns2-by3p.notify.windows.com/w/?token=abc',
    ];
    for (const endpoint of known) it(`may be ${endpoint}`, () => assert.ok(isEndpoint(endpoint, new Set())));
    const unknown = [
      ...['', 'nothing', 'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com:8443/x', 'https://localhost/x'],
      ...[
        'https://a@fcm.googleapis.com/x',
        'https://evil.example/fcm.googleapis.com',
        'https://fcm.googleapis.com.evil.example/',
      ],
      ...['https://evilpush.apple.com/', 'https://notify.windows.com/', 'https://10.0.0.1/', 'file:///etc/passwd'],
    ];
    for (const endpoint of unknown) it(`may not be ${endpoint}`, () => assert.ok(!isEndpoint(endpoint, new Set())));
    it('is not shown to the operator', () => assert.equal(maskAddress(known[0]!), 'push at fcm.googleapis.com'));
  });

  describe('the keys of Web Push', () => {
    const FULL = {
      VAPID_PUBLIC: KEYS.publicKey,
      VAPID_PRIVATE: KEYS.privateKey,
      VAPID_SUBJECT: 'https://news.example',
    };
    const settled = (change: Record<string, string | undefined>) => {
      const pairs = Object.entries({ ...FULL, ...change }).map(([name, value]) => [`FURNITURE_${name}`, value]);
      const { push } = optionsFrom(Object.fromEntries(pairs) as Record<string, string | undefined>);
      return push && settlePush(push);
    };
    it('are those of web-push, all three or none', () => {
      assert.equal(settled({})?.publicKey, KEYS.publicKey);
      assert.equal(settled({ VAPID_PUBLIC: undefined, VAPID_PRIVATE: undefined }), undefined);
    });
    for (const change of [
      ...[{ VAPID_PUBLIC: undefined }, { VAPID_PRIVATE: undefined }, { VAPID_SUBJECT: undefined }],
      ...[{ VAPID_PUBLIC: 'x' }, { VAPID_PRIVATE: `${KEYS.privateKey}xx` }, { VAPID_SUBJECT: 'a@news.example' }],
    ])
      it(`are refused with ${JSON.stringify(change).slice(0, 40)}, and not repeated`, () =>
        assert.throws(
          () => settled(change),
          (error) =>
            error instanceof OptionError &&
            /FURNITURE_VAPID_/.test(error.message) &&
            !error.message.includes(KEYS.privateKey),
        ));
  });

  describe('the service worker that publishers host', () => {
    it('shows what it gets, and opens the comment', () => {
      const done: unknown[] = [];
      const listeners: Record<string, (event: object) => void> = {};
      const self = {
        addEventListener: (type: string, listener: (event: object) => void) => (listeners[type] = listener),
        registration: { showNotification: (...words: unknown[]) => done.push(['show', ...words]) },
        clients: { openWindow: (place: string) => done.push(['open', place]) },
      };
      runInNewContext(readFileSync('tools/push-worker.js', 'utf8'), { self });
      const waitUntil = () => undefined;
      const notice = { title: 'Ann wrote:', body: 'x', data: { url: 'https://news.example/#comment-1' } };
      listeners.push!({ data: { json: () => notice }, waitUntil });
      listeners.notificationclick!({ notification: { ...notice, close: () => done.push(['close']) }, waitUntil });
      assert.deepEqual(done, [['show', 'Ann wrote:', notice], ['close'], ['open', 'https://news.example/#comment-1']]);
    });
  });
}
