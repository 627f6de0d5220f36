/** What a developer tries after `npm start`: asking for replies, finding the mail in the demo's mailbox, confirming. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { axeViolations } from '../support/axe.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';

describe('the mailbox of the demo', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  onStage((stage) => ({ demo, page, troubles } = stage), { open: () => openDemo({ hasMailbox: true }) });

  const isPresentable = async () => {
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      assert.deepEqual(await axeViolations(page, 'html'), []);
    }
    await page.setViewport({ width: 320, height: 900 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    await page.setViewport({ width: 1000, height: 900 });
    for (const found of [troubles.violations, troubles.errors, troubles.console, troubles.foreign])
      assert.deepEqual(found, []);
  };

  it('leads from a wish for replies to its confirmation', async () => {
    await page.goto(demo.url);
    await page.locator(named('textbox', 'Your comment')).fill('Who winds the clock now?');
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await page.locator(named('textbox', 'Email')).fill('nell@reader.example');
    await page.locator(named('radio', 'Replies to my comment')).click();
    await page.locator(named('button', 'Post comment')).click();
    await eventually(async () =>
      assert.match(await textOf(page, 'comment-thread'), /Who winds the clock now\?.*Delete/),
    );

    await Promise.all([page.waitForNavigation(), page.locator(named('link', 'Mail from this page')).click()]);
    await eventually(async () => {
      await page.reload();
      assert.match(await textOf(page, 'main'), /Please confirm.*To nell@reader\.example/);
    });
    await isPresentable();
    const confirm = await page.$$eval('.words a', (links) => links.map(({ href }) => href));
    assert.match(confirm[0]!, /\/v1\/subscriptions\/[\w-]+\/confirm$/);
    await Promise.all([page.waitForNavigation(), page.locator('.words a').click()]);
    await Promise.all([page.waitForNavigation(), page.locator(named('button', 'Yes, send me emails')).click()]);
    assert.match(await textOf(page, 'main'), /Confirmed/);
    assert.deepEqual(troubles.errors, []);
  });

  it('says what to do while it is empty', async () => {
    const empty = await openDemo({ hasMailbox: true });
    await page.goto(`${empty.url}/mailbox`);
    assert.match(await textOf(page, 'main'), /No mail yet/);
    await isPresentable();
    await empty.close();
  });
});
