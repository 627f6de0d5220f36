/** Every story, from the static build: draws without errors and without other hosts, and axe finds nothing, light or dark. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Browser } from 'puppeteer-core';

import { axeViolations } from '../support/axe.ts';
import { forceColours, openBrowser, watchTroubles } from '../support/browser.ts';

const FOLDER = 'storybook-static';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

assert.ok(existsSync(`${FOLDER}/index.json`), `${FOLDER} is missing: run \`npm run build:storybook\` first`);

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly type: 'story' | 'docs';
}

const { entries } = JSON.parse(readFileSync(`${FOLDER}/index.json`, 'utf8')) as { entries: Record<string, Entry> };
const stories = Object.values(entries).filter(({ type }) => type === 'story');

/** What can be read, or be pressed, once a story has come to its state. */
const REACHED: Readonly<Record<string, string>> = {
  'elements-donation-tiers--weekly': '[role=meter]',
  'elements-donation-tiers--qr-code': '.code svg',
  'elements-donation-tiers--qr-code-dark': '.code svg',
  'elements-donation-tiers--qr-code-in-forced-colours': '.code svg',
  'elements-donation-tiers--qr-code-printed': '.code svg',
  'elements-article-attribution--sharing': '[part=menu]',
  'elements-support-banner-campaigns--default': '[part=action]',
  'elements-support-banner-campaigns--control': '[part=action]',
  'elements-support-banner-campaigns--variant': '[part=action]',
  'elements-support-banner-campaigns--placeholders': '[part=action]',
  'elements-support-banner-campaigns--appeal': '[part=action]',
  'elements-support-banner-campaigns--reminder': '[part=reminder]',
  'elements-support-banner-campaigns--right-to-left': '[part=action]',
  'elements-support-banner-campaigns--debug': '.debug fieldset',
  'elements-comment-thread--other-tab': '[data-act=useThat]',
  'elements-comment-thread--deleted-with-undo': '[data-act=undo]',
  'elements-comment-thread--edit-conflict': '.conflict [data-act=useThat]',
  'elements-comment-thread--proof-of-work': '[data-act=stop]',
  'elements-comment-thread--post-failed': 'form [role=alert]',
  'elements-comment-thread--too-fast': '.countdown',
  'elements-comment-thread--held': '.held',
  'elements-comment-thread--reporting': 'form.report',
  'elements-comment-thread--replying': 'form.reply',
  'elements-comment-thread--news': '.news-bar',
  'elements-comment-thread--notifications': '.choice [value=immediate]',
  'elements-comment-thread--notifications-arabic': '.choice [value=immediate]',
  'elements-comment-thread--notify-me': 'form.subscribe',
  'elements-comment-thread--notify-me-sent': '.subscribe.sent',
  'elements-comment-thread--notify-me-failed': '.subscribe [role=alert]',
  'elements-comment-thread--notify-me-in-browser': '.subscribe [data-act=subscribe]:not([aria-disabled=true])',
  'elements-comment-thread--notify-me-in-browser-arabic': '.subscribe [value=push]:checked',
  'elements-comment-thread--notify-me-in-browser-on': '.subscribe [data-act=push-stop]',
  'elements-comment-thread--notify-me-in-browser-denied': '.subscribe [role=alert]',
  'elements-comment-thread--notify-me-not-in-browser': '.subscribe [name=email]',
  'elements-comment-thread--notifications-in-browser': '[data-act=allow]',
  'elements-comment-thread--notifications-in-browser-denied': '.choice ~ [role=alert]',
  'elements-comment-thread--invitation': '.invitation',
  'elements-comment-thread--invitation-in-own-words': '.invitation',
  'elements-comment-thread--invitation-arabic': '.invitation',
  'elements-comment-thread--moderator': '.moderation',
  'elements-comment-thread--moderator-queue': '.queued',
  'elements-comment-thread--moderator-reports': '.queued',
  'elements-comment-thread--moderator-reason': '.queued .reason',
  'elements-comment-thread--moderator-refused': '.comment .error',
  'elements-comment-thread--moderator-undo': '[data-act=restore]',
  'elements-comment-thread-on-passages--passages': '.layer .some',
  'elements-comment-thread-on-passages--passage-open': '.beside .comment',
  'elements-comment-thread-on-passages--passage-empty': '.beside textarea',
  'elements-comment-thread-on-passages--passage-question': '.beside .comment',
  'elements-comment-thread-on-passages--passage-selected': '.selection button',
  'elements-comment-thread-on-passages--passage-changed': '.quote-changed',
  'elements-comment-thread-on-passages--passages-only': '[data-act=inline][aria-pressed=true]',
  'elements-comment-thread-on-passages--passage-draft': '.begun',
  'elements-comment-thread-on-passages--passages-closed': '.layer .some',
  'elements-comment-thread-on-passages--passages-right-to-left': '.layer .some',
  'elements-comment-thread-on-passages--passage-open-right-to-left': '.beside .comment',
  'elements-comment-thread-on-passages--passages-narrow': '.layer .some',
  'elements-comment-thread-on-passages--passage-open-narrow': '.beside .comment',
  'elements-comment-thread-on-passages--passages-dark': '.layer .some',
  'elements-comment-thread-on-passages--passage-open-dark': '.beside .comment',
};
/** Stories of narrow screens, by the end of their names. */
const NARROW = /-narrow$/;
/** Stories of forced colours, and of paper, likewise. */
const FORCED = /-in-forced-colours$/;
const PRINTED = /-printed$/;

describe('stories', () => {
  let server: Server;
  let browser: Browser;
  let url: string;

  before(async () => {
    server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://local').pathname);
      readFile(join(FOLDER, path)).then(
        (body) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'font/woff2' }).end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  it('are there for every element, with a default each', () => {
    for (const element of ['comment-thread', 'donation-tiers', 'support-banner', 'article-attribution']) {
      assert.ok(entries[`elements-${element}--default`], `${element} has no Default`);
      assert.ok(stories.filter(({ id }) => id.startsWith(`elements-${element}`)).length > 5);
    }
  });

  it('come to the states that are waited for', () => {
    const known = stories.map(({ id }) => id);
    assert.deepEqual(
      Object.keys(REACHED).filter((id) => !known.includes(id)),
      [],
    );
  });

  for (const { id, title, name } of stories) {
    it(`${title}, ${name}: draws, quietly, and is accessible in light and dark`, async () => {
      // As of somebody who saw no other story: what one keeps in storage changes the next.
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      // What listens for focus hears of none in a page behind another.
      await page.bringToFront();
      if (NARROW.test(id)) await page.setViewport({ width: 320, height: 640 });
      if (PRINTED.test(id)) await page.emulateMediaType('print');
      if (FORCED.test(id)) await forceColours(page);
      try {
        const troubles = await watchTroubles(page);
        for (const theme of ['light', 'dark']) {
          await page.goto(`${url}/iframe.html?id=${id}&viewMode=story&globals=theme:${theme}`);
          await page.waitForSelector('.sb-show-main #storybook-root > *');
          if (REACHED[id])
            await page.waitForSelector(
              `:is(comment-thread, donation-tiers, support-banner, article-attribution) >>> ${REACHED[id]}`,
            );
          await page.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)));
          await new Promise((resolve) => setTimeout(resolve, 150));
          const violations = await axeViolations(page, '#storybook-root');
          // Forced colours are the reader's own, and axe reckons with those of before.
          const ours = violations.filter((text) => !FORCED.test(id) || !text.startsWith('color-contrast'));
          assert.deepEqual(ours, [], theme);
        }
        assert.deepEqual(troubles.errors, []);
        assert.deepEqual(troubles.foreign, []);
      } finally {
        await context.close();
      }
    });
  }
});
