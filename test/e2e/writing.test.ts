/** What readers do with their own comments, on the real server: undo, proofs of work, signing in, by keyboard alone. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import type { Browser, Page } from 'puppeteer-core';

import { STRICT_POLICY } from '../../stories/demo/files.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';
import { focused, reach } from '../support/keyboard.ts';

const THREAD = 'comment-thread';

/**
 * `/own?thread=…&…`: a thread with these attributes under the strictest policy. With `script` the page signs its reader
 * in when asked to; `/sign-in` is a page elsewhere that does, and leads back.
 */
function ownPage(request: Request): Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  const headers = { 'content-type': 'text/html', 'content-security-policy': STRICT_POLICY };
  if (pathname === '/sign-in')
    return new Response('<!doctype html><title>Sign in</title><a href="/own?thread=linked&as=reader">Go on</a>', {
      headers,
    });
  if (pathname === '/own.js')
    return new Response(SIGN_IN, { headers: { ...headers, 'content-type': 'text/javascript' } });
  if (pathname !== '/own') return undefined;
  const attributes = [...searchParams].map(([name, value]) => `${name}="${value}"`).join(' ');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Own</title></head><body><main>
    <comment-thread src="/" ${attributes}><p>Later.</p></comment-thread></main>
    <script type="module" src="/own.js"></script><script type="module" src="/page-furniture.js"></script></body></html>`;
  return new Response(html, { headers });
}

const SIGN_IN = `
  const thread = document.querySelector('comment-thread');
  const token = async () => (await (await fetch('/demo/token?as=reader')).json()).token;
  if (thread.getAttribute('as') === 'reader') thread.token = token;
  thread.addEventListener('comment-thread-sign-in', (event) => {
    if (thread.getAttribute('sign-in')) return;
    thread.token = token;
  });`;

for (const kind of ['at ease', 'that asks everybody for work'] as const) {
  describe(`writing on a server ${kind}`, () => {
    let demo: Demo;
    let browser: Browser;
    let page: Page;
    let troubles: Troubles;
    const busy = { limits: true, proof: 'always' } as const;
    const open = () => openDemo({ pages: ownPage, ...(kind === 'at ease' ? {} : busy) });
    onStage((stage) => ({ demo, browser, page, troubles } = stage), { open });
    afterEach(() => {
      const { violations, errors, foreign } = troubles;
      assert.deepEqual({ violations, errors, foreign }, { violations: [], errors: [], foreign: [] });
    });

    const shows = (pattern: RegExp) => eventually(async () => assert.match(await textOf(page, THREAD), pattern));
    const stored = async (thread: string) => {
      const answer = await fetch(`${demo.url}/v1/threads/${thread}/comments`);
      const { comments } = (await answer.json()) as {
        comments: { id: string; state: string; author: { name: string }; body: { text: string }; editedAt?: string }[];
      };
      return comments.filter(({ state }) => state === 'published');
    };
    const texts = async (thread: string) => (await stored(thread)).map(({ body }) => body.text);
    async function visit(query: string): Promise<void> {
      await page.goto(`${demo.url}/own?${query}`);
      await page.waitForSelector(`${THREAD} >>> form.new, ${THREAD} >>> .sign-in`);
    }
    async function post(letter: string): Promise<void> {
      await page.locator(named('textbox', 'Your comment')).fill(letter);
      const name = await page.$(named('textbox', 'Name'));
      if (name) await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
      await page.locator(named('button', 'Post comment')).click();
      await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
    }

    if (kind === 'at ease') ownComments();
    else proofs();

    function ownComments(): void {
      it('takes a deletion back, on the server as well', async () => {
        await visit('thread=undo');
        await post('Regretted twice');
        await page.locator(`${THREAD} >>> [data-act=delete]`).click();
        await shows(/Your comment was deleted/);
        await eventually(async () => assert.deepEqual(await texts('undo'), []));
        await page.locator(`${THREAD} >>> [data-act=undo]`).click();
        await shows(/Your comment is back/);
        assert.deepEqual(await texts('undo'), ['Regretted twice']);
        await page.reload();
        await shows(/Regretted twice/);
      });

      for (const [who, query] of [
        ['a guest', 'thread=own-guest'],
        ['a signed-in reader', 'thread=own-reader&as=reader'],
      ] as const) {
        it(`offers ${who} no vote on what they wrote, after a reload neither, and others one`, async () => {
          await visit(query);
          await post('Vote for me');
          const votes = () => page.$$eval(`${THREAD} >>> [aria-pressed].vote`, (buttons) => buttons.length);
          assert.equal(await votes(), 0);
          await page.reload();
          await page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
          assert.equal(await votes(), 0);
          const others = await browser.createBrowserContext();
          const elsewhere = await others.newPage();
          await elsewhere.goto(`${demo.url}/own?${query.split('&')[0]}`);
          await elsewhere.waitForSelector(named('button', 'Upvote'));
          await others.close();
        });
      }

      it('is edited by keyboard alone', async () => {
        await visit('thread=keys');
        await reach(page, 'Your comment');
        await page.keyboard.type('Frist');
        await reach(page, 'Name', 5);
        await page.keyboard.type('Nell Fathom');
        await page.keyboard.press('Enter');
        await page.waitForSelector(`${THREAD} >>> [data-act=edit]`);
        await eventually(async () => assert.equal((await focused(page)).tag, 'article'));
        await reach(page, 'Edit', 10);
        await page.keyboard.press('Enter');
        await eventually(async () => assert.equal((await focused(page)).tag, 'textarea'));
        await page.keyboard.down('Control');
        await page.keyboard.press('a');
        await page.keyboard.up('Control');
        await page.keyboard.type('First');
        await reach(page, 'Save changes', 5);
        await page.keyboard.press('Enter');
        await eventually(async () => assert.deepEqual(await texts('keys'), ['First']));
        await eventually(async () => assert.equal((await focused(page)).tag, 'article'));
        assert.ok((await stored('keys'))[0]!.editedAt);
      });

      it('is signed in to by keyboard alone, with the text intact, and posts as who that is', async () => {
        await visit('thread=event&sign-in=');
        await reach(page, 'Your comment');
        await page.keyboard.type('Half a thought');
        await page.evaluate(() => (document.activeElement as HTMLElement).blur());
        await reach(page, 'Sign in to comment');
        await page.keyboard.press('Enter');
        await shows(/Writing as Nell Fathom/);
        assert.equal(await page.$(named('textbox', 'Name')), null);
        await reach(page, 'Your comment', 20);
        await page.keyboard.press('End');
        await page.keyboard.type(', and the rest');
        await reach(page, 'Post comment', 5);
        await page.keyboard.press('Enter');
        await eventually(async () => assert.deepEqual(await texts('event'), ['Half a thought, and the rest']));
        assert.equal((await stored('event'))[0]!.author.name, 'Nell Fathom');
      });

      it('keeps a text on the way to a page that signs readers in, and back', async () => {
        await visit('thread=linked&sign-in=/sign-in');
        await reach(page, 'Your comment');
        await page.keyboard.type('Written before');
        await page.evaluate(() => (document.activeElement as HTMLElement).blur());
        await reach(page, 'Sign in to comment');
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        await page.keyboard.press('Tab');
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        await shows(/Written before[^]*Writing as Nell Fathom/);
        await reach(page, 'Post comment');
        await page.keyboard.press('Enter');
        await eventually(async () => assert.deepEqual(await texts('linked'), ['Written before']));
      });
    }

    function proofs(): void {
      it('does the work under the strictest policy with an open stream, and posts once', async () => {
        const asked: string[] = [];
        page.on('request', (request) => {
          const { pathname } = new URL(request.url());
          if (/challenge|\/comments$|events$/.test(pathname)) asked.push(`${request.method()} ${pathname}`);
        });
        await visit('thread=proof&live=stream');
        await post('Proved to be written by a browser');
        assert.deepEqual(await texts('proof'), ['Proved to be written by a browser']);
        const sent = asked.filter((one) => /^POST|challenge/.test(one));
        assert.deepEqual(sent, [
          'POST /v1/threads/proof/comments',
          'GET /v1/challenge',
          'POST /v1/threads/proof/comments',
        ]);
        await eventually(() => assert.ok(asked.includes('GET /v1/threads/proof/events'), asked.join(', ')));
        assert.deepEqual(troubles.violations, []);
      });

      it('asks who is signed in for none', async () => {
        let isAsked = false;
        page.on('request', (request) => (isAsked ||= request.url().includes('/challenge')));
        await visit('thread=member&as=reader');
        await post('Known by name');
        assert.deepEqual([await texts('member'), isAsked], [['Known by name'], false]);
      });
    }
  });
}
