/**
 * What a thread costs a reader: `npm run bench -- thread`. The real server and the built drop-in, beside a page written
 * by hand that fetches the same JSON and fills one fragment; interleaved rounds in one Chromium with cold caches, the
 * CPU as it is and four times slower. Medians and ratios of one run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'puppeteer-core';

import { serve, silentLogger, type Serving } from '../../src/server/index.ts';
import { serveFiles } from '../../stories/demo/files.ts';
import { openBrowser } from '../support/browser.ts';
import { median, range } from './figures.ts';
import { OURS, PLAIN, type Kind } from './thread-pages.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const SIZES = [100, 10_000, 100_000] as const;
const SLOWDOWNS = [1, 4] as const;
const BATCH = 5_000;
/** The thread that is loaded and drawn whole. */
const WHOLE = 1_000;

/** Prints every promise about speed in the page with what was measured. */
export async function measureThread(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'furniture-bench-'));
  const serving = await serve({
    ...{ port: 0, database: join(folder, 'bench.sqlite'), limits: false, logger: silentLogger },
    fallback: (request) => pageFor(request) ?? serveFiles(request),
  });
  const browser = await openBrowser();
  try {
    for (const size of [...SIZES, WHOLE]) await fill(serving, size);
    for (const slowdown of SLOWDOWNS) {
      await measureFirst(browser, serving.url, slowdown);
      await measureAll(browser, serving.url, slowdown);
    }
    await measureActs(browser, serving.url);
  } finally {
    await browser.close();
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function pageFor(request: Request): Response | undefined {
  const html = { '/ours': OURS, '/plain': PLAIN }[new URL(request.url).pathname];
  return html === undefined ? undefined : new Response(html, { headers: { 'content-type': 'text/html' } });
}

/** In every four comments two begin a thread; the others answer, two levels deep. */
async function fill({ furniture }: Serving, size: number): Promise<void> {
  const store = await furniture.ready;
  const start = Date.parse('2026-01-01T00:00:00Z');
  const id = (index: number) => `n${size}-${index}`;
  const parentOf = (index: number) => (index % 4 === 1 || index % 4 === 2 ? id(index - 1) : null);
  for (let from = 0; from < size; from += BATCH)
    await store.importComments(
      `t${size}`,
      range(Math.min(BATCH, size - from)).map((offset) => {
        const index = from + offset;
        return {
          ...{ id: id(index), parentId: parentOf(index), author: { name: `Reader ${index % 97}` } },
          body: TEXTS[index % TEXTS.length]!,
          createdAt: start + index * 1_000,
        };
      }),
    );
}

const TEXTS = [
  'The harbour clock has been ten minutes slow since anybody can remember, and the ferries have learned to leave by it. When the pendulum was mended last spring, three people missed the boat, and the board voted to bend it back.',
  'I went to see the reading room on Saturday. The lamps are new, the chairs are not, and the window to the quay can be opened again. My daughter asked whether the books can hear the sea; the librarian said only those on the upper floor.',
  'Some numbers, because the board does not print them. Rent 38,000 a year, heating 21,000, and the roof will need another forty before the winter after next. It is still less than the car park costs us, and nobody ever thanked a car park.',
];

/* ---- First view ---- */

async function measureFirst(browser: Browser, url: string, slowdown: number): Promise<void> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const size of SIZES)
      for (const kind of ['plain', 'ours'] as const) {
        const name = `${kind} ${size}`;
        times.set(name, [...(times.get(name) ?? []), await firstView(browser, url, kind, size, slowdown)]);
      }
  console.log(`\nFirst 25 comments visible, CPU ${slowdown}×, median of ${ROUNDS}, ms since navigation:`);
  const of = (kind: Kind, size: number) => median(times.get(`${kind} ${size}`)!);
  for (const size of SIZES) {
    const [plain, ours] = [of('plain', size), of('ours', size)];
    console.log(
      `  ${String(size).padStart(7)} comments: by hand ${plain.toFixed(0)}, ours ${ours.toFixed(0)}, ratio ${(ours / plain).toFixed(2)} (promised 1.5); ours against 100 comments ${(ours / of('ours', 100)).toFixed(2)} (promised 1.1)`,
    );
  }
}

async function firstView(browser: Browser, url: string, kind: Kind, size: number, slowdown: number): Promise<number> {
  return withPage(browser, slowdown, async (page) => {
    await page.goto(`${url}/${kind}?t${size}`);
    await page.waitForFunction(() => 'firstAt' in window);
    return page.evaluate(() => (window as unknown as { firstAt: number }).firstAt);
  });
}

async function withPage<T>(browser: Browser, slowdown: number, act: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1000, height: 800 });
    await page.emulateCPUThrottling(slowdown);
    return await act(page);
  } finally {
    await context.close();
  }
}

/* ---- View all ---- */

interface Whole {
  readonly totalMs: number;
  readonly longestMs: number;
  readonly bytes: number;
}

async function measureAll(browser: Browser, url: string, slowdown: number): Promise<void> {
  const rows: Record<Kind, Whole[]> = { plain: [], ours: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const kind of ['plain', 'ours'] as const) rows[kind].push(await viewAll(browser, url, kind, slowdown));
  const of = (kind: Kind, what: keyof Whole) => median(rows[kind].map((row) => row[what]));
  const line = (label: string, what: keyof Whole, promise: string) => {
    const [plain, ours] = [of('plain', what), of('ours', what)];
    const ratio = plain > 0 ? (ours / plain).toFixed(2) : '–';
    console.log(
      `  ${label}: by hand ${plain.toFixed(0)}, ours ${ours.toFixed(0)}, ratio ${ratio} (promised ${promise})`,
    );
  };
  console.log(`\nView all of ${WHOLE} comments, CPU ${slowdown}×, median of ${ROUNDS}:`);
  line('total, ms', 'totalMs', '2');
  line('longest task, ms', 'longestMs', 'none over 50');
  line('memory a comment, bytes', 'bytes', '2');
}

async function viewAll(browser: Browser, url: string, kind: Kind, slowdown: number): Promise<Whole> {
  return withPage(browser, slowdown, async (page) => {
    await page.goto(`${url}/${kind}?t${WHOLE}`);
    await page.waitForFunction(() => 'firstAt' in window);
    const before = await heapOf(page);
    const [totalMs, longestMs] = await page.evaluate(async (wanted) => {
      const { all, count } = window as unknown as { all: () => void; count: () => number };
      let longest = 0;
      const note = (entries: PerformanceEntryList) => {
        for (const { duration } of entries) longest = Math.max(longest, duration);
      };
      const observer = new PerformanceObserver((list) => note(list.getEntries()));
      observer.observe({ type: 'longtask' });
      const start = performance.now();
      all();
      while (count() < wanted) await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const total = performance.now() - start;
      await new Promise((done) => setTimeout(done, 200));
      note(observer.takeRecords());
      return [total, longest] as const;
    }, WHOLE);
    const after = await heapOf(page);
    const shown = 50;
    return { totalMs, longestMs, bytes: (after - before) / (WHOLE - shown) };
  });
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

/* ---- Acting ---- */

/** Input to next paint, as the browser's Event Timing has it (in steps of 8 ms), with everything on screen. */
async function measureActs(browser: Browser, url: string): Promise<void> {
  const rows = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const [act, ms] of Object.entries(await actOnce(browser, url))) rows.set(act, [...(rows.get(act) ?? []), ms]);
  console.log(`\nInput to next paint with ${WHOLE} comments on screen, CPU 4×, median of ${ROUNDS}, ms (promised 50):`);
  for (const [act, values] of rows)
    console.log(`  ${act}: ${median(values).toFixed(0)} (worst ${Math.max(...values)})`);
}

async function actOnce(browser: Browser, url: string): Promise<Record<string, number>> {
  return withPage(browser, 4, async (page) => {
    await page.goto(`${url}/ours?t${WHOLE}`);
    await page.waitForFunction(() => 'firstAt' in window);
    await page.evaluate(() => (window as unknown as { all: () => void }).all());
    await page.waitForFunction((wanted) => (window as unknown as { count: () => number }).count() >= wanted, {}, WHOLE);
    await page.hover('comment-thread');
    await page.waitForNetworkIdle({ idleTime: 500 });
    const inputDelay = async (act: () => Promise<unknown>): Promise<number> => {
      await page.evaluate(() => ((window as unknown as { slowest: number }).slowest = 0));
      await act();
      await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
      return page.evaluate(() => (window as unknown as { slowest: number }).slowest);
    };
    const click = async (selector: string) => (await page.$(`comment-thread >>> ${selector}`))!.click();
    const vote = await inputDelay(() => click('article .vote'));
    const reply = await inputDelay(() => click("article [data-act='reply']"));
    const typing = await inputDelay(() => page.keyboard.type('A clock that is slow.', { delay: 30 }));
    return { voting: vote, 'opening a reply': reply, typing };
  });
}
