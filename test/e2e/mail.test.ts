/** What a reader does to be told of replies, from the form to the last mail: the built element, the server, a mail server. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { startMailbox, type Mailbox } from '../node/server/mailbox.ts';
import { axeViolations } from '../support/axe.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { named, onStage } from '../support/demo-page.ts';

const THREAD = 'the-library-that-came-back';
/** Where the server believes to be; links lead to the demo all the same. */
const SITE = 'https://lantern.example';

describe('mail about replies', () => {
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
  });

  const mailsTo = async (address: string, count: number) => {
    await eventually(() => assert.equal(mailbox.to(address).length, count));
    return mailbox.to(address)[count - 1]!;
  };
  const reply = async (parentId: string, body: string) => {
    const answer = await fetch(`${demo.url}/v1/threads/${THREAD}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ body, parentId, author: { name: 'Odile Marram' } }),
    });
    assert.equal(answer.status, 201);
  };
  /** Opens the page behind a link, looks at it as everybody may, and presses its one button by keyboard. */
  const follow = async (link: string, heading: RegExp, button: string) => {
    await page.goto(link.replace(SITE, demo.url));
    assert.match(await textOf(page, 'h1'), heading);
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      assert.deepEqual(await axeViolations(page, 'html'), []);
    }
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), button);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.deepEqual(await axeViolations(page, 'html'), []);
  };

  it('is asked for with a comment, confirmed, sent once, and ended', async () => {
    const address = 'nell@reader.example';
    await page.goto(demo.url);
    await page.locator(named('textbox', 'Your comment')).fill('Will the bell ring on Sunday?');
    await page.locator(named('textbox', 'Name')).fill('Nell Fathom');
    await page.locator(named('textbox', 'Email')).fill(address);
    await page.locator(named('radio', 'Replies to my comment')).click();
    await page.locator(named('button', 'Post comment')).click();
    const own = await page.waitForFunction(() => {
      const articles = [...document.querySelector('comment-thread')!.shadowRoot!.querySelectorAll('article')];
      const mine = articles.find(({ textContent }) => /Will the bell ring[^]*Delete/.test(textContent));
      return mine?.id.replace('comment-', '');
    });
    const id = (await own.jsonValue())!;

    const question = await mailsTo(address, 1);
    await reply(id, 'Before anybody confirmed.');
    await follow(mailbox.link(question, /\/confirm$/), /Get emails about new comments\?/, 'Yes, send me emails');
    await reply(id, 'It will.');
    const news = await mailsTo(address, 2);
    assert.match(news.text!, /It will\./);
    assert.doesNotMatch(news.text!, /Before anybody/);

    await follow(mailbox.link(news, /\/cancel$/), /Stop emails about this discussion/, 'Stop these emails');
    await reply(id, 'Nobody is told of this.');
    // What is sent next is sent after it.
    await fetch(`${demo.url}/v1/threads/${THREAD}/subscriptions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ email: 'tam@reader.example', scope: 'all' }),
    });
    await mailsTo('tam@reader.example', 1);
    assert.equal(mailbox.to(address).length, 2);
    assert.deepEqual(troubles.errors, []);
  });

  it('is not asked for when its form cannot be fetched, and says so', async () => {
    await page.setRequestInterception(true);
    page.on('request', (request) => void (/notifying/.test(request.url()) ? request.abort() : request.continue()));
    await page.goto(demo.url);
    await page.locator(named('button', 'Notify me')).click();
    const status = 'comment-thread >>> section > [role=status]';
    await eventually(async () => assert.match(await page.$eval(status, (node) => node.textContent), /connection/i));
    assert.deepEqual(troubles.errors, []);
  });
});
