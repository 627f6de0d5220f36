/**
 * The cases of `corpus/http-faults` in which the way to the server breaks, or the browser under the page does: the built
 * elements on the demo page, the real server behind a proxy that plays the fault. In each of them, whatever happens on
 * the way: no text is lost, nothing pretends to be posted, no control stays stuck, no error is uncaught; and once the
 * fault is over, one press ends with exactly one comment. (Wrong answers are in `http-faults.test.ts`.)
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'puppeteer-core';

import { eventually, openBrowser, textOf, watchTroubles, type Troubles } from '../support/browser.ts';
import { readCorpus, type CorpusCase } from '../support/corpus.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named } from '../support/demo-page.ts';
import { isPlayable, openFaultProxy, type Fault, type FaultProxy } from '../support/fault-proxy.ts';

interface FaultCase extends CorpusCase {
  readonly name: string;
  readonly ops: readonly string[];
  readonly fault: Fault;
  readonly posted?: unknown;
}

/** All times, the page's and the proxy's, run so much faster. */
const SPEED = 10;
const THREAD = 'the-library-that-came-back';

/** What is not played here, and why. */
const SKIPPED: readonly { readonly is: (fault: FaultCase) => boolean; readonly why: string }[] = [
  { is: ({ category }) => category === 'stream', why: 'streams have tests of their own, with the live updates' },
  { is: ({ category }) => category === 'subscribe', why: 'no route for subscriptions yet' },
  {
    is: ({ fault }) => fault.type === 'mixed_content',
    why: 'to the page it is a connection that the browser refuses, as by a policy (http-p-067)',
  },
  { is: ({ category }) => category === 'cors', why: 'in http-faults-origins.test.ts' },
  { is: ({ ops }) => ops.includes('config'), why: 'no element takes its configuration from a server of ours' },
  { is: ({ category }) => category === 'challenge', why: 'in http-faults-races.test.ts' },
  { is: ({ fault }) => fault.type === 'stale_list', why: 'in http-faults-races.test.ts' },
  { is: ({ fault }) => fault.type === 'status', why: 'in http-faults.test.ts' },
  {
    is: ({ ops }) => ops.includes('edit') && ops.includes('delete'),
    why: 'there is no Delete to press while the form of a change stands in the comment’s place; played with the session',
  },
  { is: ({ fault }) => fault.then_host !== undefined, why: 'in http-faults-races.test.ts' },
];

/** Where we do better to differ from what the corpus expects. */
const CORRECTIONS: Readonly<Record<string, string>> = {
  'http-p-048':
    'The list of another thread id is shown: a publisher’s server may name a thread otherwise than the page does; caches are told apart by URL.',
};

const all = readCorpus<FaultCase>('http-faults').cases;
const isBrowserFault = ({ fault }: FaultCase) =>
  ['storage', 'clock', 'offline'].includes(fault.type) || fault.online_flag === false;
const reasonToSkip = (one: FaultCase) => SKIPPED.find(({ is }) => is(one))?.why;
const isTwoRoutes = ({ fault, ops }: FaultCase) =>
  fault.type === 'status' && (ops.length > 1 || !['list', 'post', 'total'].includes(ops[0]!));
const isRedirect = ({ fault }: FaultCase) => fault.type === 'status' && fault.status! >= 300 && fault.status! < 400;
const isPlayed = (one: FaultCase) =>
  isTwoRoutes(one) && !['config', 'stream', 'subscribe', 'challenge'].some((op) => one.ops.includes(op))
    ? true
    : isRedirect(one) || (!reasonToSkip(one) && (isBrowserFault(one) || isPlayable(one.fault)));
const cases = all.filter(isPlayed);

describe('broken ways', () => {
  let demo: Demo;
  let proxy: FaultProxy;
  let browser: Browser;
  before(async () => {
    [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
    proxy = await openFaultProxy({ target: demo.url, speed: SPEED, restart: () => demo.restart() });
  });
  after(async () => {
    await browser?.close();
    await proxy?.close();
    await demo?.close();
  });

  it('are many, and every other case says why it is not here', () => {
    assert.ok(cases.length > 50, `${cases.length}`);
    const forgotten = all.filter((one) => !isPlayed(one) && reasonToSkip(one) === undefined);
    assert.deepEqual(
      forgotten.map(({ id, name }) => `${id} ${name}`),
      [],
    );
  });

  it('are played elsewhere where that is said', () => {
    const claims = all
      .filter((one) => !isPlayed(one))
      .map((one) => [one.id, /^in (http-[\w-]+\.test\.ts)$/.exec(reasonToSkip(one)!)?.[1]]);
    const missing = claims.filter(
      ([id, file]) =>
        file?.match(/origins|races/) && !readFileSync(join(import.meta.dirname, file), 'utf8').includes(id!),
    );
    assert.deepEqual(missing, []);
  });

  for (const one of cases) {
    const correction = CORRECTIONS[one.id];
    it(`${one.id}, ${one.ops.join(' and ')}: ${one.name}${correction ? ` (${correction})` : ''}`, async () => {
      const context = await browser.createBrowserContext();
      try {
        const page = await context.newPage();
        const troubles = await watchTroubles(page);
        await page.setViewport({ width: 900, height: 900 });
        await hasten(page);
        await prepare(page, one.fault);
        await run(page, one, troubles);
      } finally {
        proxy.set();
        await context.close();
      }
    });
  }

  async function run(page: Page, one: FaultCase, troubles: Troubles): Promise<void> {
    const { ops, fault, id } = one;
    if (fault.at === 'before-load') {
      // Offline from the start, a page of another origin would not come at all: its comments do not.
      proxy.set(['list'], { type: 'refuse' });
    } else if (!isBrowserFault(one) && ops[0] === 'list') proxy.set(['list'], fault);
    await page.goto(proxy.url);
    await page.waitForSelector('comment-thread:is(:state(ready), :state(empty), :state(failed))', { timeout: 20_000 });
    if (ops[0] === 'list') await readsSomething(page);
    proxy.set();
    await mend(page);
    if (ops.includes('post')) await posts(page, one);
    else if (ops.includes('edit') || ops.includes('delete') || ops.includes('vote')) await changes(page, one);
    await nothingStuck(page);
    assert.match(await textOf(page, 'donation-tiers'), /(?:\(65 %\))|Give/);
    assert.match(await textOf(page, 'support-banner'), /You are reading the Lantern for free/);
    assert.deepEqual(troubles.errors, [], id);
  }

  /** Comments, or a sentence; and never nonsense. */
  async function readsSomething(page: Page): Promise<void> {
    const text = await textOf(page, 'comment-thread');
    assert.match(text, /Reply|No comments yet|could not|taking too long|Try again|You can also write/);
    assert.doesNotMatch(text, /\bundefined\b|\bNaN\b|\[object Object\]|Invalid Date/);
  }

  /** With the fault over, a thread that could not be loaded loads. */
  async function mend(page: Page): Promise<void> {
    const isFailed = await page.$eval('comment-thread', (element) => element.matches(':state(failed)'));
    if (!isFailed) return;
    const again = await page.$('comment-thread >>> .notice button');
    if (again) await again.click();
    else await page.reload();
    await page.waitForSelector('comment-thread:is(:state(ready), :state(empty))');
  }

  async function write(page: Page, letter: string): Promise<void> {
    await page.locator(named('textbox', 'Your comment')).fill(letter);
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
  }

  async function posts(page: Page, { id, fault, ops }: FaultCase): Promise<void> {
    const letter = `A letter for ${id}, sent ${Date.now()}`;
    await write(page, letter);
    if (fault.type === 'storage' && fault.mode === 'cleared') await page.evaluate(() => localStorage.clear());
    if (fault.type === 'offline') await page.setOfflineMode(true);
    else if (ops.includes('post') && !['storage', 'clock'].includes(fault.type)) proxy.set(['post'], fault);
    await page.locator(named('button', 'Post comment')).click();
    if (fault.type === 'offline') {
      await new Promise((resolve) => setTimeout(resolve, Number(fault.back_ms ?? 0) / SPEED));
      await page.setOfflineMode(false);
    }
    await eventually(async () => assert.notEqual(await outcome(page, letter), 'waiting'), 30_000);
    if (Number(fault.headers?.['retry-after'] ?? 0) > 60) {
      // A long wait that the server asks for is kept; the letter waits with it.
      assert.match(await textOf(page, 'comment-thread'), /try again in 2 minutes/);
      return assert.equal(await outcome(page, letter), 'kept');
    }
    if ((await outcome(page, letter)) === 'kept') {
      assert.match(await textOf(page, 'comment-thread'), /not posted|offline/i);
      proxy.set();
      await page.evaluate(() => {
        const buttons = document.querySelector('comment-thread')!.shadowRoot!.querySelectorAll('form.new button');
        const pressable = [...buttons].filter((one) => one.getAttribute('aria-disabled') !== 'true');
        const again = pressable.find((one) => one.textContent.includes('Try again'));
        ((again ?? pressable[0]) as HTMLElement).click();
      });
    }
    // A wait that the server asked for is kept, also by the primary button.
    await eventually(async () => {
      if ((await outcome(page, letter)) === 'kept')
        await page.evaluate(() =>
          document
            .querySelector('comment-thread')!
            .shadowRoot!.querySelector<HTMLElement>('form.new .primary')!
            .click(),
        );
      assert.equal(await outcome(page, letter), 'posted');
    }, 12_000);
    assert.equal(await stored(letter), 1);
  }

  /** What a reader sees of their letter: it stands in the form, is on its way, or is posted; nothing else may be. */
  async function outcome(page: Page, letter: string): Promise<'kept' | 'waiting' | 'posted'> {
    const seen = await page.$eval(
      'comment-thread',
      (element, text) => {
        const root = element.shadowRoot!;
        const articles = [...root.querySelectorAll('article')].filter((one) => one.textContent.includes(text));
        return {
          isInForm: root.querySelector<HTMLTextAreaElement>('form.new textarea')?.value === text,
          isOnItsWay: articles.some((one) => one.classList.contains('sending')),
          isShown: articles.some((one) => !one.classList.contains('sending')),
        };
      },
      letter,
    );
    if (seen.isShown) assert.equal(await stored(letter), 1, 'shown as posted, and not once at the server');
    assert.ok(seen.isInForm || seen.isOnItsWay || seen.isShown, 'the letter is gone');
    return seen.isOnItsWay ? 'waiting' : seen.isShown ? 'posted' : 'kept';
  }

  async function stored(letter: string): Promise<number> {
    const answer = await fetch(`${demo.url}/v1/threads/${THREAD}/comments?sort=newest&limit=100`);
    const { comments } = (await answer.json()) as { comments: { body: { text: string } }[] };
    return comments.filter(({ body }) => body.text === letter).length;
  }

  /** An own comment is changed, deleted or voted on over a broken way. */
  async function changes(page: Page, { id, ops, fault }: FaultCase): Promise<void> {
    const letter = `A letter for ${id}, sent ${Date.now()}`;
    if (ops.includes('vote')) {
      proxy.set(['vote'], fault);
      await page.locator(named('button', 'Upvote')).click();
      await eventually(async () => assert.match(await textOf(page, 'comment-thread'), /Your vote was not counted/));
      assert.equal((await page.$$('comment-thread >>> .vote[aria-pressed=true]')).length, 0);
      return;
    }
    await write(page, letter);
    await page.locator(named('button', 'Post comment')).click();
    await eventually(async () => assert.equal(await outcome(page, letter), 'posted'));
    if (ops.includes('edit')) await editOver(page, letter, fault);
    if (ops.includes('delete')) await deleteOver(page, fault);
  }

  async function editOver(page: Page, letter: string, fault: Fault): Promise<void> {
    await page.locator(named('button', 'Edit')).click();
    await page.locator('comment-thread >>> form.edit textarea').fill(`${letter}, corrected`);
    proxy.set(['edit'], fault);
    await page.locator(named('button', 'Save changes')).click();
    await eventually(async () => {
      const text = await textOf(page, 'comment-thread');
      assert.ok(text.includes(`${letter}, corrected`), 'the change is gone');
      assert.match(text, /not saved|edited/);
    });
    proxy.set();
    if (await page.$('comment-thread >>> form.edit')) await page.locator(named('button', 'Cancel')).click();
  }

  async function deleteOver(page: Page, fault: Fault): Promise<void> {
    proxy.set(['delete'], fault);
    await page.locator(named('button', 'Delete')).click();
    await eventually(async () =>
      assert.match(await textOf(page, 'comment-thread'), /Your comment was deleted|was not deleted/),
    );
  }

  async function nothingStuck(page: Page): Promise<void> {
    await eventually(async () => {
      const stuck = await page.$eval('comment-thread', (element) => {
        const root = element.shadowRoot!;
        return root.querySelectorAll('form[aria-busy=true], button:disabled, textarea:disabled, .sending').length;
      });
      assert.equal(stuck, 0);
    }, 15_000);
  }
});

/** Makes the page's timers run faster, before anything takes hold of them. */
async function hasten(page: Page): Promise<void> {
  await page.evaluateOnNewDocument((speed: number) => {
    const { setTimeout: original } = window;
    window.setTimeout = ((act: () => void, ms = 0, ...rest: unknown[]) =>
      original(act, ms / speed, ...rest)) as typeof setTimeout;
  }, SPEED);
}

/** What goes wrong in the browser itself. */
async function prepare(page: Page, fault: Fault): Promise<void> {
  if (fault.online_flag === false)
    await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  if (fault.type === 'clock') {
    await page.evaluateOnNewDocument(
      (skewMs: number) => {
        const { now } = Date;
        Date.now = () => now() + skewMs;
      },
      Number(fault.skew_s) * 1_000,
    );
  }
  if (fault.type === 'storage') await page.evaluateOnNewDocument(breakStorage, String(fault.mode));
}

function breakStorage(mode: string): void {
  const get = (name: string, getter: () => unknown) =>
    Object.defineProperty(name === 'cookie' ? document : window, name, { configurable: true, get: getter });
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  if (mode === 'throw-get') get('localStorage', refuse);
  if (mode === 'null') get('localStorage', () => null);
  if (mode === 'cookie-throws') get('cookie', refuse);
  if (mode === 'idb-hang') get('indexedDB', () => ({ open: () => ({}) }));
  if (mode === 'old-schema') localStorage.setItem('page-furniture:drafts', '{"version":0,"drafts":"once"}');
}
