/** A banner on real pages: it moves nothing, takes no focus, fits small windows and gets along with a keyboard alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { STRICT_POLICY } from '../../stories/demo/files.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { onStage } from '../support/demo-page.ts';
import { focused, reach } from '../support/keyboard.ts';

const TAG = 'support-banner';
const CLOSE = 'Close support message';

/** Where a banner may stand: above and below the fold of the text, and at both edges of the window. */
const PLACES = ['above', 'below', 'top', 'bottom'] as const;
type Place = (typeof PLACES)[number];
const EDGES = ['top', 'bottom'] as const;

const PARAGRAPHS = Array.from(
  { length: 40 },
  (
    _,
    index,
  ) => `<p>The harbour board met again, and <a href="#${index}">minute ${index} of that evening</a> says little:
    the ferries leave at ten past four, the clock stands still, and nobody has asked the gulls.</p>`,
);

function article(place: Place): string {
  const placement = place === 'top' || place === 'bottom' ? place : 'inline';
  const banner = `<support-banner campaign="${place}" placement="${placement}" heading="You are reading the Lantern for free"
    action="Support the Lantern" href="/give"><p>Four people make this paper. If you can, help them to go on asking
    questions at the harbour board, at every meeting of it.</p></support-banner>`;
  const at = place === 'below' ? 30 : 2;
  return [...PARAGRAPHS.slice(0, at), banner, ...PARAGRAPHS.slice(at)].join('');
}

const answer = (request: Request): Response | undefined => {
  const place = PLACES.find((one) => new URL(request.url).pathname === `/${one}`);
  if (!place) return undefined;
  return new Response(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The Lantern</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <script type="module" blocking="render" src="/page-furniture.js"></script></head>
      <body><h1>The library</h1><input aria-label="Search"><main>${article(place)}</main></body></html>`,
    { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': STRICT_POLICY } },
  );
};

describe('a support banner on a page', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  onStage((stage) => ({ demo, page, troubles } = stage), { open: () => openDemo({ pages: answer }) });

  async function open(place: Place): Promise<void> {
    await page.goto(`${demo.url}/${place}`);
    await page.waitForSelector(`${TAG}:state(ready)`);
    // What closes a banner comes after its looks: ready is ready for both.
    await page.$eval(TAG, (banner) => (banner as unknown as { updateComplete: Promise<unknown> }).updateComplete);
  }

  const says = (words: RegExp) => eventually(async () => assert.match(await textOf(page, TAG), words));
  const isQuiet = () => assert.deepEqual([troubles.violations, troubles.errors, troubles.console], [[], [], []]);

  /** Presses a button of the banner without going there: whatever has the focus keeps it. */
  async function press(name: string): Promise<void> {
    await page.$eval(
      TAG,
      (banner, words) => {
        const buttons = [...banner.shadowRoot!.querySelectorAll('button')];
        buttons.find((button) => button.textContent.trim() === words)!.click();
      },
      name,
    );
  }

  async function watchShifts(): Promise<void> {
    await page.evaluateOnNewDocument(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
  }

  /** How much has shifted so far, once what was drawn has been looked at. */
  const shifted = () =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve, 100));
      return (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0);
    });

  for (const place of PLACES) {
    it(`moves nothing and takes no focus when it appears: ${place}`, async () => {
      await watchShifts();
      await open(place);
      assert.equal(await shifted(), 0);
      assert.equal((await focused(page)).tag, 'body');
      isQuiet();
    });

    it(`takes no focus from where somebody writes, when it is closed and taken back from there: ${place}`, async () => {
      await open(place);
      await page.$eval('input', (input) => input.focus());
      for (const [name, words] of [
        [CLOSE, /Closed\. What suits you best/],
        ['Not now', /Hidden until/],
        ['Undo', /You are reading the Lantern for free/],
      ] as const) {
        await press(name);
        await says(words);
        assert.equal((await focused(page)).tag, 'input', name);
      }
      isQuiet();
    });

    it(`is closed, answered and taken back by keyboard alone: ${place}`, async () => {
      await open(place);
      await reach(page, CLOSE);
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal((await focused(page)).name, 'Not now'));
      await reach(page, 'Remind me next month', 1);
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal((await focused(page)).name, 'Undo'));
      await says(/Hidden until/);
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal((await focused(page)).name, CLOSE));
      await says(/You are reading the Lantern for free/);
      // Escape is the banner's own key only where it lies over the page.
      await page.keyboard.press('Escape');
      if (place === 'above' || place === 'below') return assert.equal((await focused(page)).name, CLOSE);
      await says(/Hidden until/);
      assert.equal((await focused(page)).name, 'Undo');
      isQuiet();
    });
  }

  for (const place of EDGES) {
    it(`moves nothing of the page when it is closed, answered and taken back: ${place}`, async () => {
      await open(place);
      const places = () =>
        page.$$eval('h1, input, main, main > p', (nodes) =>
          nodes.map((node) => JSON.stringify(node.getBoundingClientRect())),
        );
      const before = await places();
      for (const [name, words] of [
        [CLOSE, /Closed\. What suits you best/],
        ['Not now', /Hidden until/],
        ['Undo', /You are reading the Lantern for free/],
      ] as const) {
        await press(name);
        await says(words);
        assert.deepEqual(await places(), before, name);
      }
    });

    it(`appears late, while somebody writes, and moves neither the page nor the focus: ${place}`, async () => {
      await watchShifts();
      await page.evaluateOnNewDocument(() => {
        const consent = new Promise((resolve) => Object.assign(window, { consent: resolve }));
        document.addEventListener('furniture-show', (event) => {
          (event as unknown as { holdUntil(promise: Promise<unknown>): void }).holdUntil(consent);
        });
      });
      await page.goto(`${demo.url}/${place}`);
      await page.waitForSelector(`${TAG}:state(empty)`);
      await page.$eval('input', (input) => input.focus());
      await page.keyboard.type('harb');
      await page.evaluate(() => (window as unknown as { consent: () => void }).consent());
      await page.waitForSelector(`${TAG}:state(ready)`);
      await page.keyboard.type('our');
      assert.equal(await page.$eval('input', (input) => input.value), 'harbour');
      assert.equal(await shifted(), 0);
      isQuiet();
    });

    for (const [width, height] of [
      [320, 640],
      [320, 256],
      [1280, 256],
    ] as const) {
      it(`takes at most two fifths of ${width} × ${height} pixels, with all of it in reach: ${place}`, async () => {
        await page.setViewport({ width, height });
        await open(place);
        for (const [last, next] of [
          [CLOSE, CLOSE],
          ['I already support', 'Not now'],
          ['Support the Lantern', 'Undo'],
        ] as const) {
          await fits(height);
          await reach(page, last);
          await isInSight(last);
          if (next === 'Undo') break;
          await reachBack(next);
          await isInSight(next);
          await page.keyboard.press('Enter');
          await says(next === CLOSE ? /Closed/ : /Hidden until/);
        }
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(isWide, false);
      });
    }

    it(`never hides what has focus, all the way through the page and back: ${place}`, async () => {
      await page.setViewport({ width: 800, height: 500 });
      await open(place);
      for (const key of ['Tab', 'Shift+Tab']) {
        for (let presses = 0; presses < 46; presses++) {
          if (key === 'Tab') await page.keyboard.press('Tab');
          else await shiftTab();
          const hidden = await page.evaluate(findHidden);
          assert.equal(hidden, '', `${key}, press ${presses}`);
        }
      }
    });
  }

  async function shiftTab(): Promise<void> {
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
  }

  async function reachBack(name: string): Promise<void> {
    for (let presses = 0; presses < 6; presses++) {
      if ((await focused(page)).name.startsWith(name)) return;
      await shiftTab();
    }
    throw new Error(`${name} was not reached`);
  }

  async function fits(height: number): Promise<void> {
    const box = await page.$eval(`${TAG} >>> [part="banner"]`, (banner) => banner.getBoundingClientRect().height);
    assert.ok(box > 30 && box <= height * 0.4 + 0.5, `${box} of ${height}`);
  }

  /** What has the focus is inside the window and the banner, and nothing lies over its middle. */
  async function isInSight(name: string): Promise<void> {
    const problem = await page.evaluate(() => {
      const host = document.querySelector('support-banner')!;
      const node = host.shadowRoot!.activeElement!;
      const [it, bar] = [node, host.shadowRoot!.querySelector('[part="banner"]')!].map((one) => {
        const { top, bottom, left, right } = one.getBoundingClientRect();
        return { top, bottom, left, right };
      }) as [DOMRect, DOMRect];
      const isIn = it.top >= bar.top && it.bottom <= bar.bottom && it.left >= 0 && it.right <= innerWidth;
      const over = host.shadowRoot!.elementFromPoint((it.left + it.right) / 2, (it.top + it.bottom) / 2);
      return isIn && node.contains(over) ? '' : JSON.stringify([it, bar, over?.localName, over?.className]);
    });
    assert.equal(problem, '', name);
  }
});

/** What has the focus, if the banner lies over any of it. */
function findHidden(): string {
  const bar = document.querySelector('support-banner')!.shadowRoot!.querySelector('[part="banner"]')!;
  const node = document.activeElement!;
  if (node === document.body || node.localName === 'support-banner') return '';
  if (getComputedStyle(bar).opacity === '0') return '';
  const [it, over] = [node.getBoundingClientRect(), bar.getBoundingClientRect()];
  const isInWindow = it.bottom > 0 && it.top < innerHeight;
  const isClear = it.bottom <= over.top || it.top >= over.bottom;
  return isInWindow && isClear ? '' : `${node.textContent} at ${it.top}, banner at ${over.top}`;
}
