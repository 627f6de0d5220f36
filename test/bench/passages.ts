/**
 * What comments on passages cost a reader: `npm run bench -- passages`. An article of 5,000 words with 200 comments on
 * passages, a third of them edited since, beside the same page without `article`; the real server and the built drop-in,
 * interleaved rounds in one Chromium with cold caches, the CPU as it is, and four times slower on a narrow screen. Medians
 * of one run; the longest task is the longest of all rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'puppeteer-core';

import { serve, silentLogger, type Serving } from '../../src/server/index.ts';
import { serveFiles } from '../../stories/demo/files.ts';
import { openBrowser } from '../support/browser.ts';
import { median, range } from './figures.ts';
import { edited, fateOf, longArticle, quotedIn, rewritten, type Quoted } from './long-article.ts';
import { pageOf } from './passages-pages.ts';
import { CATEGORIES, tasksBetween, type Tasks } from './tasks.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const COMMENTS = 200;
/** Every third comment of the thread is on a passage. */
const SHARE = 3;
const MACHINES = [
  { slowdown: 1, width: 1280, height: 900 },
  { slowdown: 4, width: 390, height: 844 },
] as const;
type Machine = (typeof MACHINES)[number];
/** How long a page without passages is watched after its first comments, ms. */
const WATCHED_MS = 2_000;

const original = longArticle();
const comments = quotedIn(original, COMMENTS);
const article = edited(original);
const next = rewritten(article);

interface Visit {
  /** Navigation to first contentful paint, ms; of a visit of its own, because recording takes time as well. */
  readonly paint: number;
  /** From the first comments on show until all passages are painted. */
  readonly tasks: Tasks;
  readonly shift: number;
  /** Scripts and nodes, bytes. */
  readonly heap: number;
  /** After an edit of the article, until all passages are painted again. */
  readonly again?: Tasks;
}
const KINDS = ['without', 'with'] as const;
type Rows = Record<(typeof KINDS)[number], Visit[]>;

/** Prints the promises about comments on passages with what was measured. */
export async function measurePassages(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'furniture-bench-'));
  const serving = await serve({
    ...{ port: 0, database: join(folder, 'bench.sqlite'), limits: false, logger: silentLogger },
    fallback: (request) => pageFor(request) ?? serveFiles(request),
  });
  const browser = await openBrowser();
  try {
    await fill(serving, comments);
    printFate();
    for (const machine of MACHINES) {
      const rows: Rows = { with: [], without: [] };
      for (let round = 0; round < ROUNDS; round++)
        // What comes second finds the machine warmer.
        for (const kind of round % 2 === 0 ? KINDS : KINDS.toReversed())
          rows[kind].push(await visit(browser, serving.url, kind, machine));
      print(rows, machine);
    }
  } finally {
    await browser.close();
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function pageFor(request: Request): Response | undefined {
  const { pathname } = new URL(request.url);
  if (pathname !== '/with' && pathname !== '/without') return undefined;
  const html = pageOf(article, 'passages', pathname === '/with');
  return new Response(html, { headers: { 'content-type': 'text/html' } });
}

async function fill({ furniture }: Serving, quoted: readonly Quoted[]): Promise<void> {
  const store = await furniture.ready;
  const start = Date.parse('2026-01-01T00:00:00Z');
  await store.importComments(
    'passages',
    range(quoted.length * SHARE).map((index) => ({
      ...{ id: `n${index}`, author: { name: `Reader ${index % 97}` }, createdAt: start + index * 1_000 },
      body: `Number ${index}: the harbour clock has been slow since anybody can remember, and the ferries leave by it.`,
      ...(index % SHARE === 0 && { anchor: quoted[index / SHARE]!.anchor }),
    })),
  );
}

async function visit(browser: Browser, url: string, kind: keyof Rows, machine: Machine): Promise<Visit> {
  const paint = await withPage(browser, machine, async (page) => {
    await page.goto(`${url}/${kind}`);
    await page.waitForFunction(() => performance.getEntriesByName('shown').length > 0);
    return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime);
  });
  return withPage(browser, machine, async (page) => {
    await page.tracing.start({ categories: CATEGORIES });
    await page.goto(`${url}/${kind}`);
    await page.waitForFunction(() => performance.getEntriesByName('shown').length > 0);
    if (kind === 'with') await placed(page, fateOf(comments, article).places);
    else await new Promise((resolve) => setTimeout(resolve, WATCHED_MS));
    await mark(page, 'placed');
    const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
    const tasks = tasksBetween((await page.tracing.stop())!, 'shown', 'placed');
    const heap = await heapOf(page);
    return { paint, shift, tasks, heap, ...(kind === 'with' && { again: await editUnder(page) }) };
  });
}

async function withPage<T>(browser: Browser, machine: Machine, act: (page: Page) => Promise<T>): Promise<T> {
  const { slowdown, width, height } = machine;
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width, height });
    await page.emulateCPUThrottling(slowdown);
    return await act(page);
  } finally {
    await context.close();
  }
}

async function placed(page: Page, count: number): Promise<void> {
  const isPlaced = (wanted: number) => (window as unknown as { placed: () => number }).placed() === wanted;
  await page.waitForFunction(isPlaced, { polling: 50, timeout: 60_000 }, count);
}

/** After the frame that shows how it is now. */
async function mark(page: Page, name: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    performance.mark(wanted);
  }, name);
}

async function editUnder(page: Page): Promise<Tasks> {
  const { paragraph, words } = next;
  await page.tracing.start({ categories: CATEGORIES });
  await page.evaluate(
    (at, text) => (window as unknown as { edit: (at: number, text: string) => void }).edit(at, text),
    paragraph,
    words,
  );
  await placed(page, fateOf(comments, next.article).places);
  await mark(page, 'placed again');
  return tasksBetween((await page.tracing.stop())!, 'edited', 'placed again');
}

/** What scripts and nodes take after everything unused was thrown away, in bytes. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; embedderHeapUsedSize?: number };
  await session.detach();
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0);
}

/* ---- Printing ---- */

function printFate(): void {
  const words = article.flat().flatMap(({ text }) => text.split(' ')).length;
  const { found, wrong, gone, lost, places } = fateOf(comments, article);
  console.log(`\nComments on passages: ${article.length} paragraphs, ${words} words, ${COMMENTS} comments:`);
  console.log(
    `  found ${found} in ${places} places, of these wrong ${wrong} (promised 0); gone ${gone}, too much changed ${lost}`,
  );
}

function print(rows: Rows, { slowdown, width }: Machine): void {
  const of = (kind: keyof Rows, value: (visit: Visit) => number) => median(rows[kind].map(value));
  const line = (label: string, value: (visit: Visit) => number, digits = 0): void => {
    const [without, having] = [of('without', value), of('with', value)];
    const ratio = without > 0 ? `, ratio ${(having / without).toFixed(2)}` : '';
    console.log(`  ${label}: without ${without.toFixed(digits)}, with ${having.toFixed(digits)}${ratio}`);
  };
  console.log(`\nCPU ${slowdown}×, ${width} px wide, median of ${ROUNDS}:`);
  line('first contentful paint, ms (promised the same)', ({ paint }) => paint);
  line('layout shift (promised the same)', ({ shift }) => shift, 4);
  line('memory, kB', ({ heap }) => heap / 1_000);
  const tasks = (kind: keyof Rows) => rows[kind].map((visit) => visit.tasks);
  console.log(`  tasks after the first comments: without, ${sayTasks(tasks('without'))}`);
  console.log(`    with, until all are placed, ${sayTasks(tasks('with'))}`);
  console.log(`    after an edit, until all are placed again, ${sayTasks(rows.with.map(({ again }) => again!))}`);
  const until = (value: (visit: Visit) => Tasks) => of('with', (one) => value(one).totalMs).toFixed(0);
  console.log(`  until all are placed, ms: ${until((one) => one.tasks)}; after an edit ${until((one) => one.again!)}`);
}

function sayTasks(tasks: readonly Tasks[]): string {
  const longest = (value: (one: Tasks) => number) =>
    `${median(tasks.map(value)).toFixed(0)} (worst ${Math.max(...tasks.map(value)).toFixed(0)})`;
  const long = median(tasks.map((one) => one.long));
  return `longest ${longest((one) => one.longestMs)} ms, of its own time ${longest((one) => one.longestOwnMs)} ms; over 50 ms: ${long} (promised 0)`;
}
