/**
 * What the demo page costs a reader: `npm run bench -- page`. Interleaved rounds of the page with and
 * without the script, in one Chromium with cold caches, with the CPU four times slower.
 */
import type { Browser } from 'puppeteer-core';

import { openBrowser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { median } from './figures.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const SLOWDOWN = 4;

interface Visit {
  /** Navigation to first contentful paint, ms. */
  readonly paint: number;
  /** Navigation to the moment all four elements are ready and the comment field can be typed in, ms. */
  readonly interactive: number;
  /** CPU time of the main thread, ms. */
  readonly cpu: number;
  /** Sum of the parts of long tasks above 50 ms, ms. */
  readonly blocking: number;
}

type Rows = Record<'without' | 'with', Visit[]>;

/** Opens the demo page again and again, and prints what the script adds. */
export async function measurePage(): Promise<void> {
  const demo = await openDemo();
  const browser = await openBrowser();
  const rows: Rows = { without: [], with: [] };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      rows.without.push(await visit(browser, demo.url, false));
      rows.with.push(await visit(browser, demo.url, true));
    }
  } finally {
    await browser.close();
    await demo.close();
  }
  print(rows);
}

async function visit(chromium: Browser, url: string, hasScript: boolean): Promise<Visit> {
  const context = await chromium.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.emulateCPUThrottling(SLOWDOWN);
    if (!hasScript) {
      await page.setRequestInterception(true);
      page.on('request', (request) => {
        void (request.url().endsWith('/page-furniture.js') ? request.abort() : request.continue());
      });
    }
    await page.evaluateOnNewDocument(watchReady);
    await page.goto(url, { waitUntil: 'load' });
    if (hasScript) await page.waitForFunction(() => 'readyAt' in window);
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const measured = await page.evaluate(() => {
      const { readyAt, blocking } = window as unknown as { readyAt?: number; blocking: number };
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
      return { paint, interactive: readyAt ?? navigation!.domInteractive, blocking };
    });
    const { TaskDuration = 0 } = await page.metrics();
    return { ...measured, cpu: TaskDuration * 1000 };
  } finally {
    await context.close();
  }
}

/** Runs in the page: notes the frame in which every element is ready and the comment field is there. */
function watchReady(): void {
  Object.assign(window, { blocking: 0 });
  new PerformanceObserver((list) => {
    const state = window as unknown as { blocking: number };
    for (const { duration } of list.getEntries()) state.blocking += Math.max(0, duration - 50);
  }).observe({ type: 'longtask', buffered: true });
  const look = (): void => {
    const thread = document.querySelector('comment-thread');
    const isReady =
      document.readyState !== 'loading' &&
      [...document.querySelectorAll('donation-tiers, support-banner, article-attribution, comment-thread')].every(
        (element) => element.matches(':state(ready)'),
      );
    if (isReady && thread?.shadowRoot?.querySelector('article') && thread.shadowRoot.querySelector('textarea')) {
      Object.assign(window, { readyAt: performance.now() });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function print(rows: Rows): void {
  console.log(`demo page, ${ROUNDS} interleaved rounds, CPU ${SLOWDOWN}× slower, medians in ms`);
  console.log('                    without      with     ratio');
  for (const key of ['paint', 'interactive', 'cpu', 'blocking'] as const) {
    const [without, withScript] = [rows.without, rows.with].map((visits) => median(visits.map((one) => one[key])));
    const ratio = without ? (withScript! / without).toFixed(2) : '–';
    console.log(
      `${key.padEnd(16)}${without!.toFixed(0).padStart(11)}${withScript!.toFixed(0).padStart(10)}${ratio.padStart(10)}`,
    );
  }
}
