/** What a moderator's screen reader meets: the filters, a comment's acts, the queue with its reasons, and the log. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'puppeteer-core';

import { ariaOutline, knownOutline } from '../support/aria.ts';
import { eventually, openBrowser } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';

/** `/moderated?thread=…&lang=…`: a thread and nothing else. */
function moderatedPage(request: Request): Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname !== '/moderated') return undefined;
  const lang = searchParams.get('lang')!;
  const html = `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
    <title>Moderated</title><link rel="icon" href="data:,"></head><body><main>
    <comment-thread src="/" thread="${searchParams.get('thread')}" live="off"><p>Later.</p></comment-thread></main>
    <script type="module" src="/page-furniture.js"></script></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html' } });
}

describe('moderating, to a screen reader', () => {
  let demo: Demo;
  let browser: Browser;
  let token: string;

  before(async () => {
    [demo, browser] = await Promise.all([openDemo({ pages: moderatedPage }), openBrowser()]);
    ({ token } = (await (await fetch(`${demo.url}/demo/token?as=moderator`)).json()) as { token: string });
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  async function call(method: string, path: string, body: object, isSigned = false): Promise<{ id: string }> {
    const answer = await fetch(`${demo.url}/v1/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(isSigned && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    const text = await answer.text();
    return (text ? (JSON.parse(text) as { comment?: { id: string } }).comment : undefined) ?? { id: '' };
  }

  /** A thread with a pinned comment and its reply, one that was reported, one that was hidden, and one that waits. */
  async function fill(thread: string): Promise<string> {
    const write = (name: string, body: string, parentId?: string) =>
      call('POST', `threads/${thread}/comments`, { body, author: { name }, ...(parentId && { parentId }) });
    const act = (id: string, action: string, reason?: string) =>
      call('POST', `comments/${id}/moderation`, { action, reason }, true);
    const { id: first } = await write('Odile Marram', 'The clock is slow.');
    const { id: reported } = await write('Tam Brine', 'You are slow.', first);
    const { id: hidden } = await write('Shouting Man', 'BICYCLES');
    await act(first, 'pin');
    await act(hidden, 'hide', 'Bicycles, once more');
    await call('POST', `comments/${reported}/reports`, { reason: 'abuse', detail: 'Look at it.' });
    await call('PATCH', `threads/${thread}`, { premoderated: true }, true);
    await write('ليلى منصور', 'هل هناك موعد؟', first);
    return first;
  }

  async function open(thread: string, lang: string): Promise<Page> {
    const page = await browser.newPage();
    await page.setViewport({ width: 1000, height: 900 });
    await page.goto(`${demo.url}/moderated?thread=${thread}&lang=${lang}`);
    await page.waitForSelector('comment-thread >>> article');
    await page.$eval('comment-thread', (element, jwt) => Object.assign(element, { token: jwt }), token);
    await page.waitForSelector('comment-thread >>> [data-act=pin], comment-thread >>> [data-act=unpin]');
    return page;
  }

  /** Times differ from run to run, and from one computer's clock to another's. */
  const still = (page: Page) =>
    page.$eval('comment-thread', (element) => {
      const root = element.shadowRoot!;
      for (const exact of root.querySelectorAll('.exact')) exact.textContent = '';
      for (const time of root.querySelectorAll('time')) {
        time.removeAttribute('title');
        time.textContent = 'TIME';
      }
      for (const article of root.querySelectorAll('article[aria-label]'))
        article.setAttribute('aria-label', `${article.querySelector('.author')?.textContent}, TIME`);
    });

  async function outline(page: Page, selector: string): Promise<string> {
    await still(page);
    return `# ${selector}\n${await ariaOutline(page, `comment-thread >>> ${selector}`)}\n`;
  }

  for (const lang of ['en', 'de', 'ar']) {
    it(`is the same as it was, in ${lang}`, async () => {
      const thread = `moderated-${lang}`;
      const first = await fill(thread);
      const page = await open(thread, lang);
      const count = (selector: string) => page.$$eval(`comment-thread >>> ${selector}`, (all) => all.length);
      // The number of those that wait has come.
      await eventually(async () =>
        assert.match(await page.$eval('comment-thread >>> [data-view=hidden]', (one) => one.textContent), /[1١]/),
      );
      let outlined = await outline(page, '.moderation');
      outlined += (await outline(page, `[id="comment-${first}"]`)).replaceAll(first, 'ID');
      await page.locator('comment-thread >>> .moderation [aria-expanded=false]').click();
      await eventually(async () => assert.equal(await count('.journal li'), 3));
      outlined += await outline(page, '.journal');
      for (const view of ['held', 'reported', 'hidden']) {
        await page.locator(`comment-thread >>> [data-view=${view}]`).click();
        await page.waitForSelector(`comment-thread >>> [data-view=${view}][aria-pressed=true]`);
        await eventually(async () => assert.equal(await count('.queue[aria-busy=false] .queued'), 1));
        await eventually(async () => assert.equal(await count('.context q'), view === 'hidden' ? 0 : 1));
        outlined += await outline(page, '.queue');
      }
      assert.equal(outlined, knownOutline(`moderating-${lang}`, outlined));
      await page.close();
    });
  }
});
