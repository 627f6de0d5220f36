/**
 * The cases of `corpus/http-faults` in which a server answers wrongly: on the demo page, with the answers of the real
 * server replaced on their way. The reader sees what happened, loses nothing, and the other elements never notice.
 * (Broken connections, time-outs, lost answers and storage are in the tests of the elements and of the server.)
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'puppeteer-core';

import { eventually, openBrowser, textOf, watchTroubles } from '../support/browser.ts';
import { readCorpus, type CorpusCase } from '../support/corpus.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named } from '../support/demo-page.ts';

interface Fault {
  readonly type: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly body_b64?: string;
}

interface FaultCase extends CorpusCase {
  readonly name: string;
  readonly ops: readonly string[];
  readonly fault: Fault;
  readonly posted?: unknown;
}

const OPERATIONS: Readonly<Record<string, { readonly method: string; readonly path: RegExp }>> = {
  list: { method: 'GET', path: /^\/v1\/threads\/[^/]+\/comments$/ },
  post: { method: 'POST', path: /^\/v1\/threads\/[^/]+\/comments$/ },
  total: { method: 'GET', path: /^\/v1\/campaigns\// },
};
const THREAD = 'the-library-that-came-back';

const all = readCorpus<FaultCase>('http-faults').cases;
const cases = all.filter(
  ({ ops, fault }) =>
    fault.type === 'status' &&
    ops.length === 1 &&
    ops[0]! in OPERATIONS &&
    // Chromium follows redirects before anybody can answer in their place.
    !(fault.status! >= 300 && fault.status! < 400),
);

/** Where a wrong total is a total all the same, and what the meter then says. */
const TOTALS: Readonly<Record<string, { readonly says: RegExp; readonly why: string }>> = {
  'http-p-034': { says: /\$0 of \$5,000 raised/, why: 'refunds can outweigh gifts; the meter starts at nothing' },
  'http-p-035': { says: /\$100 raised/, why: 'without a goal there is no bar, and the total is told' },
};

describe('wrong answers', () => {
  let demo: Demo;
  let browser: Browser;
  before(async () => {
    [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  it('are many', () => assert.ok(cases.length > 40, `${cases.length} of ${all.length} cases`));

  for (const { id, name, ops, fault } of cases) {
    const [operation = ''] = ops;
    it(`${id}, ${operation}: ${name}`, async () => {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      try {
        const troubles = await watchTroubles(page);
        await page.setViewport({ width: 900, height: 900 });
        await replace(page, OPERATIONS[operation]!, fault);
        await page.goto(demo.url);
        await page.waitForSelector('comment-thread:is(:state(ready), :state(empty), :state(failed))');
        await (operation === 'post' ? posts(page, id) : operation === 'list' ? lists(page) : undefined);
        await eventually(async () =>
          assert.match(await textOf(page, 'donation-tiers'), TOTALS[id]?.says ?? /\(65 %\)/),
        );
        assert.match(await textOf(page, 'support-banner'), /You are reading the Lantern for free/);
        assert.match(await textOf(page, 'article-attribution'), /Der Fährbote/);
        assert.deepEqual(troubles.errors, []);
      } finally {
        await context.close();
      }
    });
  }

  /** Comments, or a sentence with the author's own words; and never nonsense. */
  async function lists(page: Page): Promise<void> {
    const text = await textOf(page, 'comment-thread');
    assert.match(text, /Reply|No comments yet|You can also write to/);
    assert.doesNotMatch(text, /\bundefined\b|\bNaN\b|\[object Object\]|Invalid Date/);
  }

  /** What was written is still there, nothing pretends that it was sent, and the server has none of it. */
  async function posts(page: Page, id: string): Promise<void> {
    const letter = `A letter for ${id}`;
    await page.locator(named('textbox', 'Your comment')).fill(letter);
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await page.locator(named('button', 'Post comment')).click();
    await eventually(async () => {
      const text = await textOf(page, 'comment-thread');
      assert.ok(text.includes(letter), 'the letter is gone');
      assert.match(text, /not posted|Try again|could not|too long|sign in|again|busy|moment|Comments are closed/i);
    });
    const stored = await fetch(`${demo.url}/v1/threads/${THREAD}/comments?sort=newest&limit=100`);
    assert.ok(!(await stored.text()).includes(letter));
  }
});

/** Answers in the server's place. By Chromium's own protocol: Puppeteer cannot answer with codes that it has no name for. */
async function replace(page: Page, { method, path }: (typeof OPERATIONS)[string], fault: Fault): Promise<void> {
  const session = await page.createCDPSession();
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    const isMeant = request.method === method && path.test(new URL(request.url).pathname);
    if (!isMeant) return void session.send('Fetch.continueRequest', { requestId });
    void session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: fault.status ?? 200,
      responsePhrase: 'Replaced',
      responseHeaders: Object.entries(fault.headers ?? {}).map(([name, value]) => ({ name, value })),
      body: fault.body_b64 ?? Buffer.from(fault.body ?? '').toString('base64'),
    });
  });
  await session.send('Fetch.enable', {});
}
