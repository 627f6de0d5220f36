/**
 * The cases of `corpus/http-faults` in which things happen at once, lists are older than what the reader did, or the
 * work that a busy server asks for goes wrong. Requests are held and let go one by one: no race is decided by a clock.
 */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import type { BrowserContext, Page } from 'puppeteer-core';

import { eventually, textOf, watchTroubles, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';
import { holdRequests, type Fate } from '../support/held-requests.ts';

const THREAD = 'comment-thread';
const POST = { method: 'POST', path: /\/comments$/ };
const LIST = { method: 'GET', path: /\/comments$/ };
const CHALLENGE = { method: 'GET', path: /\/challenge$/ };

/** `/race?thread=…`: a thread and nothing else; `policy` is its Content-Security-Policy. */
function racePage(request: Request): Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname !== '/race') return undefined;
  const policy = searchParams.get('policy');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Race</title>
    <link rel="icon" href="data:,"></head><body><main><comment-thread src="/" thread="${searchParams.get('thread')}">
    <p>You can also write to us.</p></comment-thread></main>
    <script type="module" src="/page-furniture.js"></script></body></html>`;
  return new Response(html, {
    headers: { 'content-type': 'text/html', ...(policy && { 'content-security-policy': policy }) },
  });
}

/** What a reader sees and does, and what the server has. */
function tools(get: () => { readonly demo: Demo; readonly page: Page }) {
  const texts = () => textOf(get().page, THREAD);
  return {
    open: async (thread: string, more = '') => {
      await get().page.goto(`${get().demo.url}/race?thread=${thread}${more}`);
      await get().page.waitForSelector(`${THREAD} >>> form.new`);
    },
    write: async (letter: string) => {
      await get().page.locator(named('textbox', 'Your comment')).fill(letter);
      await get().page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    },
    press: (name: string) => get().page.locator(named('button', name)).click(),
    shows: (pattern: RegExp) => eventually(async () => assert.match(await texts(), pattern)),
    articles: (letter: string) =>
      get().page.$$eval(
        `${THREAD} >>> article`,
        (all, words) =>
          all.filter((one) => one.textContent.includes(words)).map((one) => one.classList.contains('sending')),
        letter,
      ),
    inForm: () => get().page.$eval(`${THREAD} >>> form.new textarea`, (field) => field.value),
    stored: async (thread: string) => {
      const answer = await fetch(`${get().demo.url}/v1/threads/${thread}/comments?limit=100`);
      const { comments } = (await answer.json()) as { comments: { id: string; body: { text: string } }[] };
      return comments.map(({ body }) => body.text);
    },
  };
}

describe('races', () => {
  let demo: Demo;
  let context: BrowserContext;
  let page: Page;
  let troubles: Troubles;
  onStage((stage) => ({ demo, context, page, troubles } = stage), { open: () => openDemo({ pages: racePage }) });
  afterEach(() => assert.deepEqual([troubles.errors, troubles.foreign], [[], []]));
  const { open, write, press, shows, articles, inForm, stored } = tools(() => ({ demo, page }));

  /** Somebody else writes. */
  async function comment(thread: string, body: string): Promise<void> {
    const answer = await fetch(`${demo.url}/v1/threads/${thread}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body, author: { name: 'Odile Marram' } }),
    });
    assert.equal(answer.status, 201);
  }

  it('a double click on Post, and the keys for it as well, are one comment', async () => {
    const posts = await holdRequests(page, POST, () => 'hold');
    await open('double');
    await write('Pressed often');
    await page.locator(named('button', 'Post comment')).click({ count: 2 });
    await posts.reached(1);
    await page.$eval(`${THREAD} >>> form.new`, (form) => {
      form.requestSubmit();
      const keys = { key: 'Enter', ctrlKey: true, bubbles: true };
      form.querySelector('textarea')!.dispatchEvent(new KeyboardEvent('keydown', keys));
    });
    posts.release();
    await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
    assert.deepEqual(
      [posts.met, await stored('double'), await articles('Pressed often')],
      [1, ['Pressed often'], [false]],
    );
  });

  it('http-p-088: a tab that is closed before the answer has the text again, with its key, and posts it once', async () => {
    const posts = await holdRequests(page, POST, (_, request) => {
      void fetch(request.url(), { method: 'POST', headers: request.headers(), body: request.postData() ?? '' });
      return 'hold';
    });
    await open('reload');
    await write('On its way');
    await press('Post comment');
    await posts.reached(1);
    await eventually(async () => assert.deepEqual(await stored('reload'), ['On its way']));
    await page.close();
    page = await context.newPage();
    troubles = await watchTroubles(page);
    await open('reload');
    await shows(/You were posting this when you left/);
    assert.equal(await inForm(), 'On its way');
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await press('Post comment');
    await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
    assert.deepEqual(await stored('reload'), ['On its way']);
  });

  it('a page that is left before the server has heard of it posts nothing, and keeps the text', async () => {
    const posts = await holdRequests(page, POST, (index) => (index === 0 ? 'hold' : 'pass'));
    await open('left');
    await write('Not yet there');
    await press('Post comment');
    await posts.reached(1);
    await page.goto('about:blank');
    await open('left');
    await shows(/You were posting this when you left/);
    assert.equal(await inForm(), 'Not yet there');
    assert.deepEqual(await stored('left'), []);
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await press('Post comment');
    await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
    assert.deepEqual(await stored('left'), ['Not yet there']);
  });

  it('http-p-090: an element that is removed while it posts is silent, and has the text when it is back', async () => {
    const posts = await holdRequests(page, POST, (index) => (index === 0 ? 'hold' : 'pass'));
    await open('removed');
    await write('Half way');
    await press('Post comment');
    await posts.reached(1);
    await page.$eval(THREAD, (element) => element.remove());
    posts.release();
    await page.evaluate(() => {
      const again = document.createElement('comment-thread');
      again.setAttribute('src', '/');
      again.setAttribute('thread', 'removed');
      document.querySelector('main')!.append(again);
    });
    await page.waitForSelector(`${THREAD} >>> form.new`);
    await eventually(async () => assert.equal(await inForm(), 'Half way'));
    await write('Half way');
    await press('Post comment');
    await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
    assert.deepEqual(await stored('removed'), ['Half way']);
    assert.deepEqual(troubles.console, []);
  });

  it('http-p-091: a list that arrives after the thread was changed is not shown', async () => {
    for (const thread of ['old', 'new']) await comment(thread, `Of the ${thread} thread`);
    const lists = await holdRequests(page, LIST, (index) => (index === 0 ? 'hold' : 'pass'));
    await page.goto(`${demo.url}/race?thread=old`);
    await lists.reached(1);
    await page.$eval(THREAD, (element) => element.setAttribute('thread', 'new'));
    await shows(/Of the new thread/);
    lists.release();
    await page.waitForNetworkIdle();
    const text = await textOf(page, THREAD);
    assert.match(text, /Of the new thread/);
    assert.doesNotMatch(text, /Of the old thread/);
  });

  it('http-p-092: of twenty votes in a row the last one counts, in a few requests', async () => {
    await comment('storm', 'Vote for me');
    const votes = await holdRequests(page, { method: 'PUT', path: /\/vote$/ }, (index) =>
      index === 0 ? 'hold' : 'pass',
    );
    await open('storm');
    await page.hover(THREAD);
    const vote = (times: number) =>
      page.$eval(
        `${THREAD} >>> button[aria-label=Upvote]`,
        (button, presses) => {
          for (let press = 0; press < presses; press++) (button as HTMLElement).click();
        },
        times,
      );
    await vote(1);
    await votes.reached(1);
    await vote(19);
    await page.locator(named('button', 'Downvote')).click();
    votes.release();
    await page.waitForNetworkIdle();
    await page.waitForSelector(`${THREAD} >>> button[aria-label=Downvote][aria-pressed=true]`);
    const answer = await fetch(`${demo.url}/v1/threads/storm/comments`);
    assert.match(await answer.text(), /"votes":\{"up":0,"down":1\}/);
    assert.ok(votes.met <= 3, `${votes.met} requests`);
  });

  it('http-p-047: a list that is older than the reader’s comment, during the post and after it, takes nothing away', async () => {
    await comment('stale', 'The first letter');
    await comment('stale', 'The second letter');
    const old = await (await fetch(`${demo.url}/v1/threads/stale/comments`)).text();
    const posts: (() => void)[] = [];
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const isList = request.method() === 'GET' && LIST.path.test(new URL(request.url()).pathname);
      if (isList) void request.respond({ status: 200, contentType: 'application/json', body: old });
      else if (request.method() === 'POST') posts.push(() => void request.continue());
      else void request.continue();
    });
    await open('stale');
    await write('Mine, newer than the list');
    await press('Post comment');
    await eventually(() => assert.equal(posts.length, 1));
    const sort = (order: string) => page.locator(named('combobox', 'Sort by')).fill(order);
    await sort('newest');
    await eventually(async () => assert.deepEqual(await articles('Mine, newer'), [true]));
    posts[0]!();
    await eventually(async () => assert.deepEqual(await articles('Mine, newer'), [false]));
    await sort('oldest');
    await page.waitForNetworkIdle();
    assert.deepEqual(await articles('Mine, newer'), [false]);
  });

  it('a thread that is closed while the reader posts says so, and the text can be copied', async () => {
    const { token } = (await (await fetch(`${demo.url}/demo/token?as=moderator`)).json()) as { token: string };
    const posts = await holdRequests(page, POST, () => 'hold');
    await open('closing');
    await write('A moment too late');
    await press('Post comment');
    await posts.reached(1);
    const closing = await fetch(`${demo.url}/v1/threads/closing`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ open: false }),
    });
    assert.equal(closing.status, 200);
    posts.release();
    await shows(/Comments are closed[^]*A moment too late|A moment too late[^]*closed/);
    assert.deepEqual(await stored('closing'), []);
  });
});

describe('a challenge', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  const busy = { limits: true, proof: 'always' } as const;
  onStage((stage) => ({ demo, page, troubles } = stage), { open: () => openDemo({ pages: racePage, ...busy }) });
  afterEach(() => assert.deepEqual([troubles.errors, troubles.violations], [[], []]));
  const { open, write, press, shows, inForm, stored } = tools(() => ({ demo, page }));

  const failures: readonly [string, Fate, RegExp][] = [
    ['http-p-049: that is none', { status: 200, body: '{}' }, /could not be understood/],
    ['that is HTML', { status: 200, type: 'text/html', body: '<h1>Sign in</h1>' }, /could not be understood/],
    ['that is refused', { status: 404, body: '{}' }, /not there any more/],
  ];
  for (const [what, fate, words] of failures) {
    it(`${what} is told, the text stays, and the next attempt posts once`, async () => {
      let isBroken = true;
      await holdRequests(page, CHALLENGE, () => (isBroken ? fate : 'pass'));
      const thread = `challenge-${failures.findIndex(([name]) => name === what)}`;
      await open(thread);
      await write(`Worth some work: ${thread}`);
      await press('Post comment');
      await shows(words);
      assert.equal(await inForm(), `Worth some work: ${thread}`);
      isBroken = false;
      await press('Post comment');
      await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
      assert.deepEqual(await stored(thread), [`Worth some work: ${thread}`]);
    });
  }

  it('that cannot be fetched at first is fetched again, and the reader notices nothing', async () => {
    const challenges = await holdRequests(page, CHALLENGE, (index) => (index === 0 ? 'fail' : 'pass'));
    await open('again');
    await write('Once more');
    await press('Post comment');
    await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
    assert.deepEqual([challenges.met, await stored('again')], [2, ['Once more']]);
  });

  it('http-p-050: is solved where no worker is allowed', async () => {
    await open('workers', `&policy=${encodeURIComponent("worker-src 'none'; script-src 'self'")}`);
    await write('Without a worker');
    await press('Post comment');
    await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
    assert.deepEqual(await stored('workers'), ['Without a worker']);
  });

  it('http-p-051: that nobody can solve leaves the page free, and is stopped by the reader', async () => {
    const real = (await (await fetch(`${demo.url}/v1/challenge`)).json()) as { parameters: object };
    const hard = { ...real, parameters: { ...real.parameters, keyPrefix: 'ff'.repeat(16) } };
    await holdRequests(page, CHALLENGE, () => ({ status: 200, body: JSON.stringify(hard) }));
    await open('hard');
    await write('Too hard');
    await press('Post comment');
    await shows(/Checking that you are no robot/);
    const frames = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0;
          const next = () => (++count === 10 ? resolve(count) : requestAnimationFrame(next));
          requestAnimationFrame(next);
        }),
    );
    assert.equal(frames, 10);
    await page.locator(`${THREAD} >>> [data-act=stop]`).click();
    await eventually(async () => assert.equal(await inForm(), 'Too hard'));
    assert.deepEqual(await stored('hard'), []);
  });
});
