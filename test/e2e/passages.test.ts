/** What a reader does with a passage of the article: the built element, the server, a mail server, by pointer and keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { startMailbox, type Mailbox } from '../node/server/mailbox.ts';
import { axeViolations } from '../support/axe.ts';
import { deep, eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';

const THREAD = 'the-library-that-came-back';
const SITE = 'https://lantern.example';
const SENTENCE = 'The school sold nine hundred jars of quince jelly.';
const BUTTONS = 'comment-thread >>> .layer [role=toolbar] button';

describe('comments on a passage', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  let mailbox: Mailbox;
  before(async () => {
    mailbox = await startMailbox();
  });
  after(() => mailbox.close());
  onStage((stage) => ({ demo, page, troubles } = stage), {
    open: () => openDemo({ mail: { smtpUrl: mailbox.url, from: 'letters@lantern.example', publicUrl: SITE } }),
    isFresh: true,
  });

  const open = async () => {
    await page.goto(demo.url);
    await page.waitForSelector(BUTTONS);
  };
  /** Drags the pointer over some words of the article, as a reader does. */
  const select = async (words: string) => {
    const [from, to] = await page.evaluate((sought) => {
      const nodes = document.createTreeWalker(document.querySelector('#story')!, NodeFilter.SHOW_TEXT);
      const line = (text: string) => text.replace(/\s+/g, ' ');
      for (let node = nodes.nextNode() as Text | null; node; node = nodes.nextNode() as Text | null) {
        if (!line(node.data).includes(sought)) continue;
        node.parentElement!.scrollIntoView({ block: 'center', behavior: 'instant' });
        const [first, last] = [sought.split(' ')[0]!, sought.split(' ').at(-1)!];
        const start = node.data.search(new RegExp(sought.slice(0, 14).replace(/ /g, '\\s+')));
        const end = node.data.indexOf(last, start) + last.length;
        const at = (offset: number, length: number) => {
          const range = document.createRange();
          range.setStart(node, offset);
          range.setEnd(node, offset + length);
          return range.getBoundingClientRect();
        };
        const [a, b] = [at(start, first.length), at(end - last.length, last.length)];
        return [
          { x: a.left + 0.5, y: (a.top + a.bottom) / 2 },
          { x: b.right - 0.5, y: (b.top + b.bottom) / 2 },
        ];
      }
      throw new Error(`“${sought}” is not in the article`);
    }, words);
    await page.mouse.move(from!.x, from!.y);
    await page.mouse.down();
    await page.mouse.move(to!.x, to!.y, { steps: 8 });
    await page.mouse.up();
    assert.equal(await page.evaluate(() => String(getSelection()).replace(/\s+/g, ' ')), words);
  };
  const inPanel = (selector: string) => deep(page, 'comment-thread', `.beside ${selector}`);
  const post = async (headers: Record<string, string>, path: string, body: object) => {
    const answer = await fetch(`${demo.url}/v1/threads/${THREAD}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.text());
  };
  const mailsTo = async (address: string, count: number) => {
    await eventually(() => assert.equal(mailbox.to(address).length, count));
    return mailbox.to(address)[count - 1]!;
  };
  const focused = () =>
    page.evaluate(() => {
      const active = document.querySelector('comment-thread')!.shadowRoot!.activeElement;
      return active?.getAttribute('aria-label') ?? active?.textContent.trim() ?? '';
    });

  it('is written about a selected sentence, answered by one mail, and left with one click', async () => {
    const address = 'nell@reader.example';
    await open();
    await select(SENTENCE);
    await page.locator(named('button', 'Comment on this passage')).click();
    await (await inPanel('textarea')).type('Nine hundred and four. I kept count.');
    await (await inPanel('[name=name]')).type('Nell Fathom');
    await (await inPanel('[name=email]')).type(address);
    await (await inPanel('input[type=radio][value=replies]')).click();
    await (await inPanel('.buttons .primary')).click();
    const article = await inPanel('article[id^=comment-]:not([id*=pending])');
    const id = (await article.evaluate((one) => one.id)).replace('comment-', '');
    assert.match(await (await inPanel('blockquote')).evaluate((one) => one.textContent), new RegExp(SENTENCE));

    await page.goto(mailbox.link(await mailsTo(address, 1), /\/confirm$/).replace(SITE, demo.url));
    await Promise.all([page.waitForNavigation(), page.locator('button').click()]);
    await post({}, 'comments', { body: 'Four of them are mine.', parentId: id, author: { name: 'Odile Marram' } });
    const news = await mailsTo(address, 2);
    assert.match(news.text!, /Four of them are mine\./);
    // One click, without a page: RFC 8058.
    const header = news.headers.get('list') as { unsubscribe?: { url: string } } | undefined;
    const left = await fetch(header!.unsubscribe!.url.replace(SITE, demo.url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    assert.ok(left.ok);
    await post({}, 'comments', { body: 'Nobody hears of this.', parentId: id, author: { name: 'Odile Marram' } });
    await post({}, 'subscriptions', { email: 'tam@reader.example', scope: 'all' });
    // What is sent next is sent after it.
    await mailsTo('tam@reader.example', 1);
    assert.equal(mailbox.to(address).length, 2);

    await open();
    const button = await page.waitForSelector(named('button', 'Comment on this paragraph (3)'));
    assert.ok(button);
    assert.deepEqual([troubles.errors, troubles.console, troubles.violations, troubles.foreign], [[], [], [], []]);
  });

  it('is written and read by keyboard alone', async () => {
    await open();
    await page.focus('.paper a');
    for (let presses = 0; !/^Comment on this paragraph/.test(await focused()); presses++) {
      assert.ok(presses < 60, 'the Tab key leads to the buttons of paragraphs');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.ok(await page.$('comment-thread >>> .beside textarea:focus')));
    await page.keyboard.type('It was raining on Saturday.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Nell');
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    await page.keyboard.down('Control');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Control');
    await page.waitForSelector('comment-thread >>> .beside article[id^=comment-]:not([id*=pending])');
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await focused(), 'Comment on this paragraph (1)'));
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal(await focused(), 'Comments on this passage'));
    assert.deepEqual(troubles.errors, []);
  });

  it('is as accessible as the rest, closed and open, in light and dark, wide and narrow', async () => {
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 800 });
      await open();
      for (const scheme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        assert.deepEqual(await axeViolations(page, 'comment-thread'), []);
      }
      await page.focus(BUTTONS);
      await page.keyboard.press('Enter');
      await page.waitForSelector('comment-thread >>> .beside');
      await page.$eval('comment-thread >>> .beside', (panel) =>
        Promise.all(panel.getAnimations().map((animation) => animation.finished)),
      );
      for (const scheme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        assert.deepEqual(await axeViolations(page, 'comment-thread'), []);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `nothing sticks out at ${width} px`);
    }
    assert.match(await textOf(page, 'h1'), /library/);
  });

  it('covers no words of the article, whatever room there is', async () => {
    for (const width of [320, 700, 1400]) {
      await page.setViewport({ width, height: 800 });
      await open();
      const covered = await page.evaluate(async () => {
        await document.fonts.ready;
        const lines = [...document.querySelectorAll('#story p')].flatMap((paragraph) => {
          const range = document.createRange();
          range.selectNodeContents(paragraph);
          return [...range.getClientRects()];
        });
        const buttons = document.querySelector('comment-thread')!.shadowRoot!.querySelectorAll('.layer button');
        return [...buttons].flatMap((button) => {
          const { left, right, top, bottom, width: wide, height } = button.getBoundingClientRect();
          const middle = (top + bottom) / 2;
          const words = lines.filter((line) => line.top < middle && line.bottom > middle);
          const isOver = words.some((line) => line.left < right - 1 && line.right > left + 1);
          const isOut = left < 0 || right > document.documentElement.clientWidth;
          return isOver || isOut || Math.min(wide, height) < 24 ? [button.getAttribute('aria-description')] : [];
        });
      });
      assert.deepEqual(covered, [], `${width} px`);
    }
  });

  it('opens beside the words in a wide window, and below them in a narrow one', async () => {
    const place = () =>
      page.evaluate(() => {
        const panel = document.querySelector('comment-thread')!.shadowRoot!.querySelector('.beside')!;
        const button = document.querySelector('comment-thread')!.shadowRoot!.querySelector('[aria-expanded=true]')!;
        const boxOf = (element: Element) => element.getBoundingClientRect().toJSON() as DOMRect;
        const words = boxOf(document.querySelector('#story .lead')!);
        return { panel: boxOf(panel), words, isOnTop: panel.matches(':popover-open'), button: !!button };
      });
    for (const width of [1500, 360]) {
      await page.setViewport({ width, height: 800 });
      await open();
      await (await page.waitForSelector(BUTTONS))!.press('Enter');
      await eventually(async () => {
        const { panel, words, isOnTop, button } = await place();
        assert.ok(isOnTop && button);
        if (width === 1500) assert.ok(panel.left >= words.right, `${panel.left} >= ${words.right}`);
        else assert.deepEqual([panel.left, panel.right, panel.bottom], [0, 360, 800]);
        const edge = width === 1500 ? 800 : panel.top;
        assert.ok(words.top >= 0 && words.top < edge - 100, 'the passage begins in view');
      });
    }
  });
});
