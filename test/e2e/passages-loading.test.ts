/** What a page loads for comments on passages, and when: the built drop-in on the server. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { openDemo, type Demo } from '../support/demo.ts';
import { onStage } from '../support/demo-page.ts';

const WORDS = 'Some four hundred people carried books along the quay in a chain.';
const CODE = '/more/page-passages.js';
/** What is fetched at rest on every page: asked for in the same moment, after what comments on passages need. */
const AT_REST = '/more/page-live.js';

/** `/annotated` and `/plain`: an article and its thread, with `article` and without. */
function pages(request: Request): Response | undefined {
  const { pathname } = new URL(request.url);
  if (pathname !== '/annotated' && pathname !== '/plain') return undefined;
  const option = pathname === '/annotated' ? ' article="#story"' : '';
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title><link rel="icon" href="data:,">
    </head><body><article id="story"><p>${WORDS}</p></article><comment-thread src="/" thread="chain"${option}></comment-thread>
    <script type="module" src="/page-furniture.js"></script></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html' } });
}

describe('the code for comments on passages', () => {
  let demo: Demo;
  let page: Page;
  let asked: string[];
  onStage((stage) => ({ demo, page } = stage), { open: () => openDemo({ pages }), isFresh: true });
  beforeEach(async () => {
    const anchor = { selector: [{ type: 'TextQuoteSelector', exact: WORDS, prefix: '', suffix: '' }] };
    const answer = await fetch(`${demo.url}/v1/threads/chain/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ body: 'I was one of them.', author: { name: 'Odile Marram' }, anchor }),
    });
    assert.equal(answer.status, 201);
    asked = [];
    page.on('request', (request) => asked.push(request.url().slice(demo.url.length)));
    await page.evaluateOnNewDocument(noteFirstComment);
  });

  it('is not asked for by a page without `article`, even where comments are about passages', async () => {
    const isAtRest = page.waitForResponse(`${demo.url}${AT_REST}`);
    await page.goto(`${demo.url}/plain`);
    await page.waitForSelector('comment-thread >>> .quote');
    await isAtRest;
    assert.deepEqual(
      asked.filter((path) => path === CODE || path.includes('anchored=true')),
      [],
    );
  });

  it('is asked for once the first comments are on show', async () => {
    await page.goto(`${demo.url}/annotated`);
    await page.waitForSelector('comment-thread >>> .layer .some');
    assert.equal(asked.filter((path) => path === CODE).length, 1);
    const [shown, fetched] = await page.evaluate(
      (url) => [
        performance.getEntriesByName('first comment')[0]!.startTime,
        performance.getEntriesByName(url)[0]!.startTime,
      ],
      `${demo.url}${CODE}`,
    );
    assert.ok(shown! <= fetched!, `shown at ${shown} ms, asked for at ${fetched} ms`);
  });
});

/** Runs in the page: marks when a comment is in it. */
async function noteFirstComment(): Promise<void> {
  await customElements.whenDefined('comment-thread');
  const root = document.querySelector('comment-thread')!.shadowRoot!;
  const observer = new MutationObserver(() => {
    if (!root.querySelector('article')) return;
    observer.disconnect();
    performance.mark('first comment');
  });
  observer.observe(root, { childList: true, subtree: true });
}
