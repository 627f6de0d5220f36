/**
 * The cases of `corpus/http-faults` in which a browser keeps a page from a comment server of another origin: CORS that
 * is missing or refuses, and the page's own Content-Security-Policy.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';

const THREAD = 'comment-thread';
const FALLBACK = 'You can also write to us.';

/** `/elsewhere?src=…&thread=…`: a page whose comments are at another origin; `policy` is its Content-Security-Policy. */
function pageElsewhere(request: Request): Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname !== '/elsewhere') return undefined;
  const [src, thread, policy] = ['src', 'thread', 'policy'].map((name) => searchParams.get(name));
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title>
    <link rel="icon" href="data:,"></head><body><main><h1>An article</h1>
    <comment-thread src="${src}" thread="${thread}"><p>${FALLBACK}</p></comment-thread></main>
    <script type="module" src="/page-furniture.js"></script></body></html>`;
  return new Response(html, {
    headers: { 'content-type': 'text/html', ...(policy && { 'content-security-policy': policy }) },
  });
}

/** What the other origin says about who may read it. */
interface Manners {
  /** Statuses of the preflights to come; 204 afterwards. */
  readonly preflights?: number[];
  /** `Access-Control-Allow-Origin`; the page's origin if it is not given, nothing at all for `null`. */
  readonly allow?: string | null;
}

describe('comments of another origin', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  let proxy: Server;
  let manners: Manners = {};
  onStage((stage) => ({ demo, page, troubles } = stage), { open: () => openDemo({ pages: pageElsewhere }) });

  before(async () => {
    proxy = createServer((request, response) => {
      const allow = manners.allow === undefined ? request.headers.origin : manners.allow;
      const cors = {
        ...(typeof allow === 'string' && { 'access-control-allow-origin': allow }),
        'access-control-allow-headers': 'authorization, content-type, idempotency-key',
        'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE',
      };
      if (request.method === 'OPTIONS') return void response.writeHead(manners.preflights?.shift() ?? 204, cors).end();
      const pass = async () => {
        const sent = await buffer(request);
        const names = ['accept', 'content-type', 'idempotency-key'];
        const headers = names.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : []));
        const answer = await fetch(demo.url + request.url!, {
          method: request.method!,
          headers: headers as [string, string][],
          ...(sent.length > 0 && { body: new Uint8Array(sent) }),
        });
        const type = answer.headers.get('content-type') ?? 'application/json';
        response.writeHead(answer.status, { 'content-type': type, ...cors }).end(await answer.text());
      };
      pass().catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  after(() => {
    proxy?.closeAllConnections();
    proxy?.close();
  });
  afterEach(() => {
    manners = {};
    assert.deepEqual(troubles.errors, []);
  });

  const origin = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const shows = (pattern: RegExp) => eventually(async () => assert.match(await textOf(page, THREAD), pattern));
  async function open(thread: string, policy = ''): Promise<void> {
    const query = new URLSearchParams({ src: origin(), thread, policy });
    await page.goto(`${demo.url}/elsewhere?${query}`);
    await page.waitForSelector(`${THREAD}:is(:state(ready), :state(empty), :state(failed))`);
  }
  async function write(letter: string): Promise<void> {
    await page.locator(named('textbox', 'Your comment')).fill(letter);
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await page.locator(named('button', 'Post comment')).click();
  }
  const isPosted = () => page.waitForSelector(`${THREAD} >>> [data-act=delete]`);
  const inForm = () => page.$eval(`${THREAD} >>> form.new textarea`, (field) => field.value);
  async function stored(thread: string): Promise<string[]> {
    const answer = await fetch(`${demo.url}/v1/threads/${thread}/comments`);
    const { comments } = (await answer.json()) as { comments: { body: { text: string } }[] };
    return comments.map(({ body }) => body.text);
  }
  async function fallsBack(): Promise<void> {
    await shows(/This could not be reached/);
    const text = await textOf(page, 'main');
    assert.match(text, /An article[^]*You can also write to us\.[^]*Try again/);
  }

  it('http-p-067: that the page’s own policy forbids leave the fallback, and the browser names the directive', async () => {
    await open('policy', "connect-src 'self'");
    await fallsBack();
    assert.ok(troubles.violations.every((violation) => violation.startsWith('connect-src')));
    assert.ok(
      troubles.console.some((line) => line.includes('connect-src')),
      troubles.console.join('\n'),
    );
  });

  it('http-p-068: without CORS headers leave the fallback, and load once they are there', async () => {
    manners = { allow: null };
    await open('headers');
    await fallsBack();
    manners = {};
    await page.locator(named('button', 'Try again')).click();
    await page.waitForSelector(`${THREAD}:state(empty)`);
    await write('At last');
    await isPosted();
    assert.deepEqual(await stored('headers'), ['At last']);
  });

  it('of an origin that the server does not know leave the fallback', async () => {
    manners = { allow: 'https://another.example' };
    await open('another');
    await fallsBack();
  });

  it('http-p-069: work with a wildcard: nothing is ever sent with cookies', async () => {
    manners = { allow: '*' };
    await open('wildcard');
    await write('From anywhere');
    await isPosted();
    assert.deepEqual(await stored('wildcard'), ['From anywhere']);
  });

  it('http-p-066: are posted to when the first preflight failed, and once', async () => {
    manners = { preflights: [500] };
    await open('preflight');
    await write('Second try');
    await isPosted();
    assert.deepEqual(await stored('preflight'), ['Second try']);
  });

  it('http-p-070: keep the text while preflights are refused, and take it once afterwards', async () => {
    manners = { preflights: Array.from({ length: 50 }, () => 404) };
    await open('refused');
    await write('Not lost');
    await shows(/was not posted[^]*no connection/);
    assert.deepEqual([await inForm(), await stored('refused')], ['Not lost', []]);
    manners = {};
    await page.locator(named('button', 'Try again')).click();
    await isPosted();
    assert.deepEqual(await stored('refused'), ['Not lost']);
  });
});
