/** A thread on the real server: what a screen reader meets, that nothing moves, news as they come, and paper. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { ariaOutline, knownOutline } from '../support/aria.ts';
import { eventually, textOf } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';

interface Shift {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
}

/** `/reader?thread=…&lang=…&live=…&text=…`: a thread in view, with something below it. */
function readerPage(request: Request): Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname !== '/reader') return undefined;
  const [thread = '', lang = 'en', live = 'poll'] = ['thread', 'lang', 'live'].map(
    (name) => searchParams.get(name) ?? undefined,
  );
  const direction = lang === 'ar' ? 'rtl' : 'ltr';
  const html = `<!doctype html><html lang="${lang}" dir="${direction}"><head><meta charset="utf-8"><title>Reader</title>
    <link rel="icon" href="data:,"><style>comment-thread:not(:defined) { display: flow-root; min-height: 100vh }</style></head>
    <body><main><comment-thread src="/" thread="${thread}" live="${live}"><p>Later.</p></comment-thread></main>
    <footer>What follows</footer><script type="module" src="/page-furniture.js"></script></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html' } });
}

describe('a thread on the server', () => {
  let demo: Demo;
  let page: Page;
  onStage((stage) => ({ demo, page } = stage), { open: () => openDemo({ pages: readerPage }) });

  async function write(thread: string, body: string, name: string, parentId: string | null = null): Promise<string> {
    const answer = await fetch(`${demo.url}/v1/threads/${thread}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ body, author: { name }, parentId }),
    });
    assert.equal(answer.status, 201);
    return ((await answer.json()) as { comment: { id: string } }).comment.id;
  }

  async function fill(thread: string): Promise<string[]> {
    const first = await write(thread, 'The clock is *slow*.', 'Odile Marram');
    const reply = await write(thread, 'Ten minutes.', 'Tam Brine', first);
    return [first, reply, await write(thread, 'Is the harbour open?', 'ليلى منصور')];
  }

  async function open(query: string): Promise<void> {
    await page.goto(`${demo.url}/reader?${query}`);
    await page.waitForSelector('comment-thread >>> article');
  }

  for (const lang of ['en', 'de', 'ar']) {
    it(`is the same to a screen reader as it was, in ${lang}`, async () => {
      await fill(`aria-${lang}`);
      await open(`thread=aria-${lang}&lang=${lang}`);
      // Fetched when somebody comes near: the outline shall not depend on when that was.
      await page.hover('comment-thread');
      await page.waitForNetworkIdle();
      await page.$eval('comment-thread', (thread) => {
        for (const exact of thread.shadowRoot!.querySelectorAll('.exact')) exact.textContent = ' · EXACT TIME';
        for (const time of thread.shadowRoot!.querySelectorAll('time')) time.removeAttribute('title');
      });
      const outlined = await ariaOutline(page, 'comment-thread >>> section');
      assert.equal(outlined, knownOutline(`thread-${lang}`, outlined));
    });
  }

  it('moves nothing from load to posting', async () => {
    await fill('still');
    await page.evaluateOnNewDocument(() => {
      const shifts: string[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as Shift[]) {
          const moved = entry.sources.map(({ node, previousRect, currentRect }) => {
            const name = node instanceof Element ? `${node.localName}.${node.className}` : node?.nodeName;
            return `${name} ${previousRect.y}+${previousRect.height} -> ${currentRect.y}+${currentRect.height}`;
          });
          if (!entry.hadRecentInput) shifts.push(`${entry.value}: ${moved.join(', ')}`);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await open('thread=still&live=stream');
    await page.waitForNetworkIdle({ concurrency: 1 });
    await page.locator(named('textbox', 'Your comment')).fill('Nothing moved.');
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await page.locator(named('button', 'Post comment')).click();
    await eventually(async () => assert.match(await textOf(page, 'comment-thread'), /Nothing moved\.[^]*Delete/));
    await write('still', 'From elsewhere', 'Tam Brine');
    await page.waitForSelector(named('button', 'Show 1 new comment'));
    const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
    assert.deepEqual(shifts, []);
  });

  it('hears of news by a stream, and shows them when asked', async () => {
    const [first] = await fill('news');
    await open('thread=news&live=stream');
    await write('news', 'Just now', 'Tam Brine', first);
    await page.locator(named('button', 'Show 1 new comment')).click();
    await eventually(async () => {
      const focused = await page.$eval('comment-thread', (thread) => thread.shadowRoot!.activeElement?.textContent);
      assert.match(focused ?? '', /Just now/);
    });
  });

  it('hears of what came while nobody looked, when the network is back', async () => {
    await fill('back');
    await open('thread=back');
    await page.waitForSelector('comment-thread >>> .news');
    await page.waitForNetworkIdle();
    await write('back', 'Meanwhile', 'Tam Brine');
    await eventually(async () => {
      await page.evaluate(() => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + 60_000;
        dispatchEvent(new Event('online'));
      });
      assert.match(await textOf(page, 'comment-thread'), /Show 1 new comment/);
    });
  });

  it('is whole on paper: folded replies too, and nothing to press', async () => {
    const [first] = await fill('paper');
    await open('thread=paper');
    await page.locator(`comment-thread >>> [id="comment-${first}"] [data-act='fold']`).click();
    const seen = () =>
      page.$eval('comment-thread', (thread) => {
        const isSeen = (element: Element) => element.checkVisibility({ contentVisibilityAuto: false });
        const all = (selector: string) => [...thread.shadowRoot!.querySelectorAll(selector)].filter(isSeen).length;
        return { articles: all('article'), buttons: all('button'), fields: all('textarea, input') };
      });
    assert.equal((await seen()).articles, 2);
    await page.emulateMediaType('print');
    assert.deepEqual(await seen(), { articles: 3, buttons: 0, fields: 0 });
  });
});
