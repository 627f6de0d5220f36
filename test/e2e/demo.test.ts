import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { axeViolations } from '../support/axe.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import type { Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';

const TAGS = ['donation-tiers', 'article-attribution', 'support-banner', 'comment-thread'];

describe('the demo page', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  onStage((stage) => ({ demo, page, troubles } = stage));

  async function open(path = '/'): Promise<void> {
    page.setDefaultTimeout(60_000);
    await page.goto(demo.url + path);
    await page.waitForSelector('comment-thread >>> article');
  }

  async function type(name: string, text: string): Promise<void> {
    const field = await page.waitForSelector(named('textbox', name));
    await field!.type(text);
  }

  /** Presses a button as soon as it is there. (A locator waits until it stands still, which a busy machine cannot tell.) */
  async function press(name: string): Promise<void> {
    const button = await page.waitForSelector(named('button', name));
    await button!.evaluate((node) => (node as HTMLElement).click());
  }

  async function post(text: string, name = 'Nell Fathom'): Promise<void> {
    await type('Your comment', text);
    await type('Name', name);
    await press('Post comment');
    await eventually(async () => assert.match(await textOf(page, 'comment-thread'), new RegExp(text)));
    await page.waitForFunction(
      (words) => {
        const articles = document.querySelector('comment-thread')!.shadowRoot!.querySelectorAll('article');
        return [...articles].some(
          (article) => article.textContent.includes(words) && /Delete/.test(article.textContent),
        );
      },
      {},
      text,
    );
  }

  const isQuiet = () => {
    assert.deepEqual(troubles.violations, []);
    assert.deepEqual(troubles.errors, []);
    assert.deepEqual(troubles.console, []);
    assert.deepEqual(troubles.foreign, []);
  };

  it('shows all four elements under the strict policy without one violation', async () => {
    await open();
    assert.match(await textOf(page, 'donation-tiers'), /\$3,250 of \$5,000 raised \(65 %\)/);
    assert.match(await textOf(page, 'article-attribution'), /Der Fährbote/);
    assert.match(await textOf(page, 'support-banner'), /You are reading the Lantern for free/);
    assert.match(await textOf(page, 'comment-thread'), /Letters/);
    for (const tag of TAGS) assert.ok(await page.$(`${tag}:state(ready)`), `${tag} is not ready`);
    isQuiet();
  });

  it('is served with the policy of the design', async () => {
    const response = await page.goto(demo.url);
    assert.equal(
      response!.headers()['content-security-policy'],
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types page-furniture",
    );
  });

  it('keeps a letter that was posted, through a restart of the server', async () => {
    await open();
    await post('A letter that stays');
    await demo.restart();
    await open();
    await page.locator(named('combobox', 'Sort by')).fill('newest');
    await eventually(async () => assert.match(await textOf(page, 'comment-thread'), /A letter that stays/));
    isQuiet();
  });

  it('is read, answered and sent by keyboard alone', async () => {
    await open();
    await page.keyboard.press('Tab');
    await page.$eval('comment-thread', (thread) => {
      (thread.shadowRoot!.querySelector('a, button, select, textarea, input') as HTMLElement).focus();
    });
    const focused = () =>
      page.evaluate(() => {
        let node = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return (node as HTMLElement | null)?.ariaLabel ?? node?.textContent?.trim() ?? node?.tagName ?? '';
      });
    let isFound = false;
    for (let presses = 0; presses < 60 && !isFound; presses++) {
      isFound = (await focused()) === 'Reply to Odile Marram';
      if (!isFound) await page.keyboard.press('Tab');
    }
    assert.ok(isFound, 'Reply to Odile Marram was not reached with Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector(named('button', 'Post reply'));
    await page.keyboard.type('Typed without a mouse');
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      const place = await page.evaluate(() => {
        let node = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return node instanceof HTMLInputElement ? 'input' : (node?.textContent?.trim() ?? '');
      });
      if (place === 'input') {
        await page.keyboard.type('Key Board');
        break;
      }
    }
    await page.keyboard.press('Enter');
    await eventually(async () => assert.match(await textOf(page, 'comment-thread'), /Typed without a mouse/));
    await eventually(async () => assert.equal(await page.$(named('button', 'Post reply')), null));
    isQuiet();
  });

  it('edits, votes on and deletes', async () => {
    await open();
    await post('To be changed', 'Edith Reed');
    await page.locator(named('button', 'Edit')).click();
    const editor = await page.waitForSelector('comment-thread >>> form.edit textarea');
    await editor!.evaluate((node) => (node.value = ''));
    await editor!.type('It was changed');
    await page.locator(named('button', 'Save changes')).click();
    await eventually(async () => assert.match(await textOf(page, 'comment-thread'), /It was changed/));
    await page.locator(named('button', 'Upvote')).click();
    await page.reload();
    await page.waitForSelector('comment-thread >>> article');
    await page.locator(named('combobox', 'Sort by')).fill('newest');
    await eventually(async () => assert.match(await textOf(page, 'comment-thread'), /It was changed/));
    isQuiet();
  });

  it('opens a letter of a later page by its address, and leaves other fragments alone', async () => {
    await open('/#comment-late-1');
    await eventually(async () => assert.match(await textOf(page, 'comment-thread'), /Chapter nine, I suspect/));
    await open('/?#story');
    assert.equal(await page.evaluate(() => location.hash), '#story');
    isQuiet();
  });

  it('loads more, and then all', async () => {
    await open();
    const count = () => page.$$eval('comment-thread >>> article', (articles) => articles.length);
    const first = await count();
    await press('Load more comments');
    await eventually(async () => assert.ok((await count()) > first), 60_000);
    const total = /(\d+) comments/.exec(await textOf(page, 'comment-thread'))![1];
    await press(`View all ${total} comments`);
    await eventually(async () => assert.equal(await page.$(named('button', 'Load more comments')), null), 60_000);
    isQuiet();
  });

  it('keeps what was typed when the server is away, and sends it once it is back', async () => {
    await open();
    await type('Your comment', 'Written in a tunnel');
    await type('Name', 'Passenger');
    await page.setOfflineMode(true);
    await press('Post comment');
    await page.waitForSelector(named('button', 'Try again'));
    assert.match(await textOf(page, 'comment-thread'), /Written in a tunnel/);
    await page.setOfflineMode(false);
    await press('Try again');
    await eventually(async () => assert.equal(await page.$(named('button', 'Try again')), null), 60_000);
    const answer = await fetch(`${demo.url}/v1/threads/the-library-that-came-back/comments?sort=newest&limit=100`).then(
      (response) => response.text(),
    );
    assert.equal(answer.split('Written in a tunnel').length - 1, 1);
  });

  it('remembers that the banner was closed, and takes it back', async () => {
    await open();
    const banner = 'support-banner[campaign="spring-top"]';
    await page.locator(`${banner} >>> [part~="close"]`).click();
    await page.locator(named('button', 'Not now')).click();
    await eventually(async () => assert.doesNotMatch(await textOf(page, banner), /Four people make this paper/));
    await page.reload();
    await page.waitForSelector('comment-thread >>> article');
    assert.doesNotMatch(await textOf(page, banner), /Four people make this paper/);
    isQuiet();
  });

  it('reads the chosen amount back and links it to the checkout', async () => {
    await open();
    const form = '#give';
    await page.locator(`${form} >>> ::-p-aria([name="$10"][role="radio"])`).click();
    await eventually(async () => assert.match(await textOf(page, form), /Give \$10/));
    const href = await page.$eval(`${form} >>> a[part~="action"]`, (link) => link.href);
    assert.match(
      href,
      /^https:\/\/pay\.example\/lantern\?amount=10&currency=USD&frequency=once&reference=demo-article$/,
    );
    isQuiet();
  });

  it('shows what the publisher wrote when JavaScript is off', async () => {
    await page.setJavaScriptEnabled(false);
    await page.goto(demo.url);
    const text = await page.$eval('body', (body) => (body as HTMLElement).innerText);
    for (const words of [
      'We are raising $5,000',
      'Translated from German by Mira Selkie',
      'Support the Lantern',
      'You can also write to',
    ]) {
      assert.ok(text.includes(words), `without JavaScript the page does not say: ${words}`);
    }
  });

  it('fits 320 pixels without scrolling sideways', async () => {
    await page.setViewport({ width: 320, height: 800 });
    await open();
    const [scroll, client] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth] as const;
    });
    assert.ok(scroll <= client, `${scroll} > ${client}`);
    isQuiet();
  });

  it('speaks Arabic from right to left, with words fetched from beside the script', async () => {
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.setViewport({ width: 320, height: 800 });
    await page.evaluateOnNewDocument(() => {
      new MutationObserver((_, observer) => {
        if (!document.documentElement) return;
        observer.disconnect();
        document.documentElement.lang = 'ar';
        document.documentElement.dir = 'rtl';
      }).observe(document, { childList: true });
    });
    await open();
    assert.ok(fetched.includes('/locales/ar.js'), fetched.join(' '));
    for (const tag of TAGS.filter((one) => one !== 'article-attribution')) {
      assert.equal(await page.$eval(`${tag} >>> .root`, (root) => getComputedStyle(root).direction), 'rtl', tag);
    }
    const isWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    assert.equal(isWide, false);
    isQuiet();
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible in ${scheme}`, async () => {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await open();
      assert.deepEqual(await axeViolations(page), []);
    });
  }

  it('leaves no global, no changed prototype and no name behind in the page', async () => {
    const footprint = () =>
      page.evaluate(() => ({
        globals: Object.getOwnPropertyNames(window)
          .filter((name) => !/^(?:\d+|axe|__puppeteer.*)$/.test(name))
          .sort(),
        prototypes: [Object, Array, Function, Promise, String, Element, HTMLElement].map(
          ({ prototype }) => Reflect.ownKeys(prototype).length,
        ),
        symbols: Object.getOwnPropertySymbols(window).map(String),
        named: document.querySelectorAll('[data-furniture][id], [data-furniture] [id], [data-furniture] [name]').length,
      }));
    await page.goto(`${demo.url}/page-furniture.js.map`);
    const before = await footprint();
    await open();
    const after = await footprint();
    assert.deepEqual(after.globals, before.globals);
    assert.deepEqual(after.prototypes, before.prototypes);
    assert.deepEqual(
      after.symbols.filter((name) => !before.symbols.includes(name)),
      ['Symbol(page-furniture)'],
    );
    assert.equal(after.named, 0);
  });

  it('does not shift while it loads', async () => {
    await page.evaluateOnNewDocument(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await open();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    const sum = shifts.reduce((total, value) => total + value, 0);
    assert.ok(sum <= 0.01, `layout shifted by ${sum}`);
  });
});
