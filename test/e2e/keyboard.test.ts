import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { MODERATING_WORDS } from '../../src/comment-thread/moderating/words-moderating.ts';
import { ENGLISH } from '../../src/comment-thread/words.ts';
import arabic from '../../src/locales/ar.ts';
import german from '../../src/locales/de.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import type { Demo } from '../support/demo.ts';
import { onStage } from '../support/demo-page.ts';
import { focused, reach } from '../support/keyboard.ts';

const LANGUAGES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  en: { ...ENGLISH, ...MODERATING_WORDS },
  de: german['comment-thread'],
  ar: arabic['comment-thread'],
};

/** Everything here is done with real key presses: no mouse, no script that focuses or clicks. */
for (const [language, words] of Object.entries(LANGUAGES)) {
  const word = (key: string, name = '') => String(words[key]).replace('{name}', name);

  describe(`the thread by keyboard alone, in ${language}`, () => {
    let demo: Demo;
    let page: Page;
    let troubles: Troubles;
    onStage((stage) => ({ demo, page, troubles } = stage));
    beforeEach(async () => {
      await page.evaluateOnNewDocument((tag) => {
        document.addEventListener('DOMContentLoaded', () => (document.documentElement.lang = tag));
      }, language);
    });
    afterEach(() => assert.deepEqual([troubles.violations, troubles.errors], [[], []]));

    async function open(query = ''): Promise<void> {
      await page.goto(`${demo.url}/${query}`);
      await page.waitForSelector('comment-thread >>> article');
      await page.waitForSelector(`comment-thread >>> .root[lang=${language}]`);
    }

    const shows = (text: string) =>
      eventually(async () => assert.ok((await textOf(page, 'comment-thread')).includes(text), text));

    it('is read: skip link, folding, loading more', async () => {
      await open();
      await reach(page, word('skip'));
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal((await focused(page)).tag, 'textarea'));
      await open();
      await reach(page, word('loadMore'));
      const count = () => page.$$eval('comment-thread >>> article', (articles) => articles.length);
      const before = await count();
      await page.keyboard.press('Enter');
      await eventually(async () => assert.ok((await count()) > before));
      await eventually(async () => assert.equal((await focused(page)).tag, 'article'));
    });

    it('is written in: a reply with a name, posted', async () => {
      await open();
      await reach(page, word('replyTo', 'Odile Marram'));
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal((await focused(page)).tag, 'textarea'));
      await page.keyboard.type(`Written without a mouse in ${language}`);
      await reach(page, word('name'), 10);
      await page.keyboard.type('Nell Fathom');
      await page.keyboard.press('Enter');
      await shows(`Written without a mouse in ${language}`);
      await eventually(async () => {
        const list = await fetch(`${demo.url}/v1/threads/the-library-that-came-back/comments?limit=100`);
        assert.match(await list.text(), new RegExp(`Written without a mouse in ${language}`));
      });
    });

    it('is moderated: from the filter to the next comment', async () => {
      await open('?as=moderator');
      const waiting = word('waiting').replace('{count}', '');
      await page.waitForSelector('comment-thread >>> .moderation');
      await reach(page, waiting.slice(0, waiting.indexOf('(')).trim());
      await page.keyboard.press('Space');
      await page.waitForSelector('comment-thread >>> .queued');
      const queued = () => page.$$eval('comment-thread >>> .queued', (items) => items.map(({ id }) => id));
      const [first, second] = await queued();
      await reach(page, word('hideWithReason'), 30);
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal((await focused(page)).tag, 'input'));
      await page.keyboard.type('Advertising');
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal((await queued()).includes(first!), false));
      await eventually(async () => assert.equal((await focused(page)).id, second));
      await reach(page, word('approve'), 10);
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal((await queued()).includes(second!), false));
    });
  });
}
