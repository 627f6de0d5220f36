/** axe finds nothing, light or dark, in what a reader sees after each fault; and the text is still there. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Browser, HTTPRequest, Page } from 'puppeteer-core';

import { axeViolations } from '../support/axe.ts';
import { eventually, openBrowser, textOf } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named } from '../support/demo-page.ts';

const THREAD = 'comment-thread';

interface Fault {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** There is no way to the server. */
  readonly isOffline?: boolean;
}

const problem = (status: number, more: object = {}): Fault => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ status, title: `Problem ${status}`, detail: `The invented problem ${status}.`, ...more }),
});
const HTML: Fault = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Sign in to the Wi-Fi</title>',
};
const OFFLINE: Fault = { isOffline: true };

/** What a post meets, and what the reader is told. */
const POSTS: readonly [string, Fault, RegExp][] = [
  ['offline', OFFLINE, /no connection/],
  ['401', problem(401), /sign in again/],
  ['403', problem(403), /invented problem 403/],
  ['409', problem(409), /invented problem 409/],
  ['413', problem(413), /too long/],
  [
    '422',
    problem(422, {
      errors: [
        { path: 'body', message: 'has a word that is not welcome.' },
        { path: 'author.name', message: 'is reserved.' },
      ],
    }),
    /not welcome/,
  ],
  ['429', { ...problem(429), headers: { 'retry-after': '60' } }, /try again in 60 seconds/],
  ['500', problem(500), /has a problem \(500\)/],
  ['HTML for JSON', HTML, /could not be understood/],
];
const LISTS: readonly [string, Fault][] = [
  ['offline', OFFLINE],
  ['401', problem(401)],
  ['403', problem(403)],
  ['404', problem(404)],
  ['429', problem(429)],
  ['500', problem(500)],
  ['HTML for JSON', HTML],
];

/** A page with a short thread on it. */
function shortPage(request: Request): Response | undefined {
  if (new URL(request.url).pathname !== '/short') return undefined;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Short</title>
    <link rel="icon" href="data:,"><style>:root { color-scheme: light dark; background: Canvas; color: CanvasText }</style></head><body><main>
    <comment-thread src="/" thread="faults" live="off"><p>You can also write to us.</p></comment-thread></main>
    <script type="module" src="/page-furniture.js"></script></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html' } });
}

describe('after a fault, the thread', () => {
  let demo: Demo;
  let browser: Browser;
  before(async () => {
    [demo, browser] = await Promise.all([openDemo({ pages: shortPage }), openBrowser()]);
    const body = JSON.stringify({ body: 'The first letter', author: { name: 'Odile Marram' } });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${demo.url}/v1/threads/faults/comments`, { method: 'POST', headers, body });
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  /** A page in which such requests meet the fault, and timers run fast: nothing is repeated for long. */
  async function withPage(act: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      await page.setViewport({ width: 900, height: 900 });
      await page.evaluateOnNewDocument(() => {
        const { setTimeout: original } = window;
        window.setTimeout = ((run: () => void, ms = 0, ...rest: unknown[]) =>
          original(run, ms > 20_000 ? ms : ms / 20, ...rest)) as typeof setTimeout;
      });
      await act(page);
    } finally {
      await context.close();
    }
  }
  async function meets(page: Page, isMeant: (request: HTTPRequest) => boolean, fault: Fault): Promise<void> {
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (!isMeant(request)) return void request.continue();
      if (fault.isOffline) return void request.abort('internetdisconnected');
      void request.respond({ status: 200, body: '', ...fault, headers: { ...fault.headers } });
    });
  }
  async function isAccessible(page: Page): Promise<void> {
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      assert.deepEqual(await axeViolations(page, THREAD), [], value);
    }
  }
  const isFor = (method: string, path: RegExp) => (request: HTTPRequest) =>
    request.method() === method && path.test(new URL(request.url()).pathname);
  const shows = (page: Page, pattern: RegExp) =>
    eventually(async () => assert.match(await textOf(page, THREAD), pattern));
  async function write(page: Page, letter: string): Promise<void> {
    await page.locator(named('textbox', 'Your comment')).fill(letter);
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await page.locator(named('button', 'Post comment')).click();
  }

  for (const [name, fault, words] of POSTS) {
    it(`is accessible when a post met ${name}, with the text in its form`, () =>
      withPage(async (page) => {
        await meets(page, isFor('POST', /\/comments$/), fault);
        await page.goto(`${demo.url}/short`);
        await page.waitForSelector(`${THREAD} >>> article`);
        const letter = `A letter for ${name}`;
        await write(page, letter);
        await page.waitForSelector(`${THREAD} >>> form.new [role=alert]`);
        await shows(page, words);
        assert.equal(await page.$eval(`${THREAD} >>> form.new textarea`, (field) => field.value), letter);
        await isAccessible(page);
      }));
  }

  for (const [name, fault] of LISTS) {
    it(`is accessible when its comments met ${name}`, () =>
      withPage(async (page) => {
        await meets(page, isFor('GET', /\/comments$/), fault);
        await page.goto(`${demo.url}/short`);
        await page.waitForSelector(`${THREAD}:state(failed)`);
        await shows(page, /You can also write to/);
        await isAccessible(page);
      }));
  }

  const own: readonly [string, string, RegExp, string, RegExp, Fault][] = [
    ['a change', 'PATCH', /\/comments\/[^/]+$/, 'edit', /not saved/, problem(500)],
    ['a change', 'PATCH', /\/comments\/[^/]+$/, 'edit', /not saved[^]*invented problem 409/, problem(409)],
    ['a deletion', 'DELETE', /\/comments\/[^/]+$/, 'delete', /was not deleted/, problem(403)],
  ];
  for (const [name, method, path, act, words, fault] of own) {
    it(`is accessible when ${name} was refused with ${fault.status}`, () =>
      withPage(async (page) => {
        await meets(page, isFor(method, path), fault);
        await page.goto(`${demo.url}/short`);
        await page.waitForSelector(`${THREAD} >>> article`);
        await write(page, `Mine, for ${name}`);
        await page.locator(`${THREAD} >>> [data-act=${act}]`).click();
        if (act === 'edit') {
          await page.locator(`${THREAD} >>> form.edit textarea`).fill('Mine, better');
          await page.locator(named('button', 'Save changes')).click();
        }
        await shows(page, words);
        await isAccessible(page);
      }));
  }

  it('is accessible when a change met another one, with both texts', () =>
    withPage(async (page) => {
      await page.goto(`${demo.url}/short`);
      await write(page, 'Mine, as it was');
      await page.locator(`${THREAD} >>> [data-act=edit]`).click();
      await page.locator(`${THREAD} >>> form.edit textarea`).fill('Mine, from here');
      const kept = await page.evaluate(() => localStorage.getItem('page-furniture:own-comments'));
      const [{ id, token }] = JSON.parse(kept!) as [{ id: string; token: string }];
      const elsewhere = await fetch(`${demo.url}/v1/comments/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ body: 'Mine, from there' }),
      });
      assert.equal(elsewhere.status, 200);
      await page.locator(named('button', 'Save changes')).click();
      await shows(page, /Mine, from here[^]*changed elsewhere while you were writing[^]*Mine, from there/);
      await isAccessible(page);
    }));

  it('is accessible when a vote was not counted', () =>
    withPage(async (page) => {
      await meets(page, isFor('PUT', /\/vote$/), problem(500));
      await page.goto(`${demo.url}/short`);
      await page.locator(named('button', 'Upvote')).click();
      await shows(page, /Your vote was not counted/);
      await isAccessible(page);
    }));

  it('is accessible where storage is denied, and posts', () =>
    withPage(async (page) => {
      await page.evaluateOnNewDocument(() =>
        Object.defineProperty(window, 'localStorage', {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        }),
      );
      await page.goto(`${demo.url}/short`);
      await page.waitForSelector(`${THREAD} >>> article`);
      await write(page, 'Without a memory');
      await page.waitForSelector(`${THREAD} >>> [data-act=edit]`);
      await isAccessible(page);
    }));
});
