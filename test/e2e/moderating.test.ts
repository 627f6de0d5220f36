import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { axeViolations } from '../support/axe.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import type { Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';

const THREAD = 'comment-thread';

describe('moderating on the demo page', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  onStage((stage) => ({ demo, page, troubles } = stage), { isFresh: true });

  const open = async (as: string) => {
    await page.goto(`${demo.url}/?as=${as}`);
    await page.waitForSelector('comment-thread >>> article');
  };
  const press = (name: string) => page.locator(named('button', name)).click();
  const shows = (pattern: RegExp) => eventually(async () => assert.match(await textOf(page, THREAD), pattern));
  const queued = () => page.$$eval('comment-thread >>> .queued', (items) => items.map(({ id }) => id));
  /** What anybody sees of the thread. */
  const published = async () => {
    const answer = await fetch(`${demo.url}/v1/threads/the-library-that-came-back/comments?limit=100`);
    return await answer.text();
  };

  it('lets what waits through, and everybody sees it', async () => {
    await open('moderator');
    await press('Waiting (3)');
    await eventually(async () => assert.deepEqual((await queued())[0], 'queued-wait-links'));
    await shows(/Waits because: it has many links/);
    await shows(/In reply to Ines Dunlin/);
    assert.doesNotMatch(await published(), /Mein erster Brief/);
    await page.locator("comment-thread >>> #queued-wait-first [data-act='approve']").click();
    await shows(/Waiting \(2\)/);
    await eventually(async () => assert.match(await published(), /Mein erster Brief/));
    await page.reload();
    await shows(/Waiting \(2\)/);
    assert.deepEqual([troubles.violations, troubles.errors, troubles.console], [[], [], []]);
  });

  it('hides with a reason that stands in the log, and nowhere else', async () => {
    await open('moderator');
    await press('Reported (2)');
    await eventually(async () => assert.equal((await queued()).length, 2));
    await page.locator("comment-thread >>> #queued-board-1 [data-act='explain']").click();
    await page.waitForSelector('comment-thread >>> .reason input');
    await page.keyboard.type('Bicycles, once more');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.deepEqual(await queued(), ['queued-gull']));
    await eventually(async () => assert.doesNotMatch(await published(), /bicycle stand for sixty/));
    assert.doesNotMatch(await published(), /Bicycles, once more/);
    await press('Moderation log');
    await shows(/Maren Watch hid a comment.*Bicycles, once more/);
    assert.deepEqual(troubles.violations, []);
  });

  it('closes the thread for everybody, and opens it', async () => {
    await open('moderator');
    await press('Close thread');
    await eventually(async () => assert.match(await published(), /"open":false/));
    await press('Open thread');
    await eventually(async () => assert.match(await published(), /"open":true/));
  });

  it('is accessible with the queue and the log open', async () => {
    await open('moderator');
    await press('Moderation log');
    await press('Waiting (3)');
    await eventually(async () => assert.equal((await queued()).length, 3));
    assert.deepEqual(await axeViolations(page, THREAD), []);
  });

  it('signs readers in, without the tools of moderators', async () => {
    await open('reader');
    await page.waitForSelector(named('textbox', 'Your comment'));
    assert.equal(await page.$('comment-thread >>> .moderation'), null);
    assert.equal(await page.$(named('textbox', 'Name')), null);
  });

  it('hands its tokens to nobody under another name', async () => {
    const forged = await fetch(`${demo.url.replace('127.0.0.1', 'localhost')}/demo/token?as=admin`);
    assert.equal(forged.status, 404);
    const answer = await fetch(`${demo.url}/demo/token?as=moderator`, { headers: { origin: 'https://evil.example' } });
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  });
});
