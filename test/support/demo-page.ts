/** A demo, a browser and a fresh page in it for each test of a file. */
import { after, afterEach, before, beforeEach } from 'node:test';

import type { Browser, BrowserContext, Page } from 'puppeteer-core';

import { openBrowser, watchTroubles, type Troubles } from './browser.ts';
import { openDemo, type Demo } from './demo.ts';

export interface Stage {
  readonly demo: Demo;
  readonly browser: Browser;
  /** As of a reader who was never here before. */
  readonly context: BrowserContext;
  readonly page: Page;
  readonly troubles: Troubles;
}

export interface StageOptions {
  /** How the demo is opened; default as it is. */
  readonly open?: () => Promise<Demo>;
  /** A demo of its own for each test, because they change what is in it; default one for all. */
  readonly isFresh?: boolean;
}

/** Selects by role and accessible name. */
export const named = (role: string, name: string): string => `::-p-aria([name="${name}"][role="${role}"])`;

/**
 * Sets up a stage for each test of the `describe` that this is called in, 1000 × 900 pixels.
 *
 * @param take - Gets the stage before each test.
 */
export function onStage(take: (stage: Stage) => void, { open = openDemo, isFresh = false }: StageOptions = {}): void {
  let demo: Demo | undefined;
  let browser: Browser;
  let context: BrowserContext;
  before(async () => {
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });
  beforeEach(async () => {
    demo ??= await open();
    context = await browser.createBrowserContext();
    const page = await context.newPage();
    // A page in the background has no frames, and what waits for one waits for ever.
    await page.bringToFront();
    await page.setViewport({ width: 1000, height: 900 });
    take({ demo, browser, context, page, troubles: await watchTroubles(page) });
  });
  afterEach(async () => {
    await context.close();
    if (!isFresh) return;
    await demo?.close();
    demo = undefined;
  });
}
