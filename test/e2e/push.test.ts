/**
 * What a reader does to be told by their browser: the built element under the strict policy, the service worker, the
 * server, and a push service of ours. No browser here reaches its own, so that its part of `PushManager` is replaced.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { BrowserContext, Page } from 'puppeteer-core';

import {
  KEYS,
  newBrowser,
  startPushService,
  type PushReceiver,
  type PushService,
} from '../node/server/push-service.ts';
import { axeViolations } from '../support/axe.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';

const THREAD = 'the-library-that-came-back';
const WORKER = '/push-worker.js';

describe('Web Push', () => {
  let demo: Demo;
  let context: BrowserContext;
  let page: Page;
  let troubles: Troubles;
  let service: PushService;
  before(async () => {
    service = await startPushService();
  });
  after(() => service.close());
  onStage((stage) => ({ demo, context, page, troubles } = stage), {
    open: () =>
      openDemo({
        push: {
          ...{ publicKey: KEYS.publicKey, privateKey: KEYS.privateKey, subject: 'mailto:a@lantern.example' },
          services: [service.url],
        },
      }),
  });

  /** Opens the page in a browser that can be told, whose reader answers like this when asked. */
  async function open(answer: NotificationPermission): Promise<PushReceiver> {
    const receiver = newBrowser(service.url);
    service.received = [];
    await page.evaluateOnNewDocument(replaceBrowser, receiver.subscription, answer);
    if (answer === 'granted') await context.overridePermissions(demo.url, ['notifications']);
    await page.goto(demo.url);
    await page.waitForSelector(named('button', 'Notify me'));
    return receiver;
  }
  const asked = () => page.evaluate(() => Number(localStorage.getItem('test:asked')));
  const status = () => page.$eval('comment-thread >>> section > [role=status]', (node) => node.textContent);
  const reply = async (body: string, parentId?: string) => {
    const answer = await fetch(`${demo.url}/v1/threads/${THREAD}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ body, parentId, author: { name: 'Odile Marram' } }),
    });
    assert.equal(answer.status, 201);
  };
  const sentTo = (receiver: PushReceiver) => service.received.filter(({ path }) => path === receiver.path);
  const told = (receiver: PushReceiver) =>
    sentTo(receiver).map(({ body }) => receiver.open(body) as { title: string; body: string });

  it('is turned on at the head of the thread by keyboard, known after a reload, and ended', async () => {
    const receiver = await open('granted');
    await page.locator(named('button', 'Notify me')).click();
    await page.waitForSelector('comment-thread >>> .subscribe');
    assert.equal(await asked(), 0);
    assert.deepEqual(await axeViolations(page, 'comment-thread'), []);
    await page.keyboard.press('Enter');
    await eventually(async () => assert.match(await status(), /tells you of all new comments/));
    assert.equal(await asked(), 1);
    const scopes = await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
    );
    assert.deepEqual(scopes, [WORKER], 'the worker has a scope of its own');
    assert.deepEqual(await axeViolations(page, 'comment-thread'), []);

    await reply('News for everybody.');
    await eventually(() =>
      assert.deepEqual(
        told(receiver).map(({ body }) => body),
        ['News for everybody.'],
      ),
    );

    await page.reload();
    await page.waitForSelector('comment-thread >>> [data-act=notify].on');
    await page.locator(named('button', 'Notify me')).click();
    await page.locator(named('button', 'Stop telling me')).click();
    await eventually(async () => assert.match(await status(), /nothing more of this discussion/));
    await reply('Nobody is told of this.');
    const other = newBrowser(service.url);
    // What is sent next is sent after it.
    const answer = await fetch(`${demo.url}/v1/threads/${THREAD}/subscriptions/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Another reader' },
      body: JSON.stringify({ ...other.subscription, scope: 'all' }),
    });
    assert.equal(answer.status, 202);
    await reply('Only the other browser is told of this.');
    await eventually(() => assert.ok(sentTo(other).length > 0));
    assert.equal(sentTo(receiver).length, 1);
    assert.deepEqual([troubles.errors, troubles.violations, troubles.foreign], [[], [], []]);
  });

  it('tells of replies to a comment, shown by the worker', async () => {
    const receiver = await open('granted');
    await page.locator(named('textbox', 'Your comment')).fill('Will the bell ring on Sunday?');
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await page.locator(named('radio', 'Replies to my comment')).click();
    await page.locator(named('button', 'Allow notifications')).click();
    await eventually(async () => assert.match(await status(), /This browser may notify you/));
    await page.locator(named('button', 'Post comment')).click();
    await eventually(async () => assert.match(await status(), /This browser will tell you of news/));
    const id = await page.evaluate(() => {
      const articles = [...document.querySelector('comment-thread')!.shadowRoot!.querySelectorAll('article')];
      return articles.find(({ textContent }) => /Will the bell ring/.test(textContent))!.id.replace('comment-', '');
    });
    await reply('Not about the bell.');
    await reply('It will.', id);
    await eventually(() =>
      assert.deepEqual(
        told(receiver).map(({ body }) => body),
        ['It will.'],
      ),
    );
    const [notice] = told(receiver);
    assert.deepEqual(await show(notice!), [{ title: 'Odile Marram wrote:', body: 'It will.' }]);
    assert.deepEqual([troubles.errors, troubles.violations], [[], []]);
  });

  it('is denied with a sentence, and the comment is posted all the same', async () => {
    await open('denied');
    await page.locator(named('textbox', 'Your comment')).fill('I would rather not be told.');
    await page.locator(named('textbox', 'Name')).fill('Tam Ferrow');
    await page.locator(named('radio', 'All new comments')).click();
    await page.locator(named('button', 'Allow notifications')).click();
    await page.waitForSelector('comment-thread >>> form.new [role=alert]');
    assert.match(await textOf(page, 'comment-thread'), /shows no notifications of this site/);
    assert.deepEqual(await axeViolations(page, 'comment-thread'), []);
    await page.locator(named('button', 'Post comment')).click();
    await eventually(async () => assert.match(await status(), /could not be set up to tell you/));
    assert.match(await textOf(page, 'comment-thread'), /I would rather not be told\./);
    assert.equal(await asked(), 1);
    assert.deepEqual([troubles.errors, troubles.violations], [[], []]);
  });

  /** Hands a notice to the worker as the browser does. @returns What it shows. */
  async function show(notice: object): Promise<{ title: string; body: string }[]> {
    const devtools = await page.createCDPSession();
    const registrations: { registrationId: string; scopeURL: string }[] = [];
    devtools.on('ServiceWorker.workerRegistrationUpdated', (event) => registrations.push(...event.registrations));
    await devtools.send('ServiceWorker.enable');
    await eventually(() => assert.ok(registrations.length > 0));
    const { registrationId } = registrations.find(({ scopeURL }) => scopeURL.endsWith(WORKER))!;
    await devtools.send('ServiceWorker.deliverPushMessage', {
      ...{ origin: demo.url, registrationId, data: JSON.stringify(notice) },
    });
    let shown: { title: string; body: string }[] = [];
    await eventually(async () => {
      shown = await page.evaluate(async (worker) => {
        const registration = await navigator.serviceWorker.getRegistration(worker);
        return (await registration!.getNotifications()).map(({ title, body }) => ({ title, body }));
      }, WORKER);
      assert.ok(shown.length > 0);
    });
    return shown;
  }
});

/** Runs in the page: a push service that answers, and a reader who does. What it knows lasts as long as the browser. */
function replaceBrowser(
  receiver: { endpoint: string; keys: { p256dh: string; auth: string } },
  answer: NotificationPermission,
): void {
  const isSubscribed = () => localStorage.getItem('test:subscribed') !== null;
  let key: BufferSource | string | null | undefined = null;
  const subscription = {
    endpoint: receiver.endpoint,
    get options() {
      return { applicationServerKey: key, userVisibleOnly: true };
    },
    toJSON: () => ({ ...receiver, expirationTime: null }),
    unsubscribe: async () => {
      localStorage.removeItem('test:subscribed');
      return true;
    },
  } as unknown as PushSubscription;
  PushManager.prototype.getSubscription = async () => (isSubscribed() ? subscription : null);
  PushManager.prototype.subscribe = async (options) => {
    if (Notification.permission !== 'granted') throw new DOMException('denied', 'NotAllowedError');
    key = options?.applicationServerKey;
    localStorage.setItem('test:subscribed', '');
    return subscription;
  };
  let permission: NotificationPermission = localStorage.getItem('test:asked') === null ? 'default' : answer;
  Object.defineProperty(Notification, 'permission', { get: () => permission });
  Notification.requestPermission = async () => {
    localStorage.setItem('test:asked', String(Number(localStorage.getItem('test:asked')) + 1));
    return (permission = answer);
  };
}
