/** Campaigns as a publisher runs them, under a strict policy: a list, a test of words, and what is counted of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { STRICT_POLICY } from '../../stories/demo/files.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { onStage } from '../support/demo-page.ts';

const TAG = 'support-banner';
const REPORT = 'report="/v1/banners/{campaign}/events"';
const LONG = '<p>The board met on Tuesday.</p>'.repeat(120);

const CAMPAIGNS = {
  version: 1,
  totals: { raised: '3250.00', goal: 5000, currency: 'EUR' },
  campaigns: [
    { campaign: 'sport', heading: 'For the sports page', href: '/support', sections: 'sport' },
    {
      campaign: 'harbour',
      heading: 'Keep a chair at the harbour board',
      message: 'Readers have given {raised} of {goal}.',
      action: 'Support the Lantern',
      href: '/support',
      variants: [
        { variant: 'control', weight: 0 },
        { variant: 'question', heading: 'Who asks, if we do not?' },
      ],
    },
  ],
};

const PAGES: Readonly<Record<string, string>> = {
  '/pinned': `${LONG}<support-banner src="/campaigns.json" placement="bottom" reader="r-1" ${REPORT}></support-banner>`,
  '/above': `<support-banner src="/campaigns.json"></support-banner>${LONG}`,
  '/below': `${LONG}<support-banner src="/campaigns.json"></support-banner>`,
  '/support': '<h1>Thank you for coming</h1>',
};

const answer = (request: Request): Response | undefined => {
  const { pathname } = new URL(request.url);
  if (pathname === '/campaigns.json') return Response.json(CAMPAIGNS);
  const body = PAGES[pathname];
  if (!body) return undefined;
  return new Response(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The Lantern</title>
      <script type="module" src="/page-furniture.js"></script></head><body><main>${body}</main></body></html>`,
    { headers: { 'content-type': 'text/html', 'content-security-policy': STRICT_POLICY } },
  );
};

describe('campaigns', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  onStage((stage) => ({ demo, page, troubles } = stage), { open: () => openDemo({ pages: answer }), isFresh: true });

  const says = (words: RegExp) => eventually(async () => assert.match(await textOf(page, TAG), words));
  const press = (name: string) =>
    page.$eval(
      TAG,
      (banner, wanted) => {
        const buttons = [...banner.shadowRoot!.querySelectorAll('button')];
        buttons.find(({ textContent }) => textContent?.trim() === wanted)!.click();
      },
      name,
    );
  /** How far anything was moved by itself so far. */
  const shifts = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            resolve(list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0));
          }).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
        }),
    );
  const isQuiet = () => {
    const { violations, errors, console, foreign } = troubles;
    assert.deepEqual(
      { violations, errors, console, foreign },
      { violations: [], errors: [], console: [], foreign: [] },
    );
  };

  it('are shown in the arm of the reader, and counted without anything about them', async () => {
    const sent: { url: string; body: string | undefined; headers: Record<string, string>; status: number }[] = [];
    page.on('response', (response) => {
      const request = response.request();
      if (request.method() !== 'POST') return;
      const status = response.status();
      sent.push({
        ...{ url: request.url(), body: request.postData(), headers: request.headers() },
        status,
      });
    });
    await page.goto(`${demo.url}/pinned`);
    await says(/Who asks, if we do not\?.*Readers have given €3,250 of €5,000\./s);
    await eventually(() => Promise.resolve(assert.equal(sent.length, 1)));
    await press('Close support message');
    await eventually(() => press('Not now'));
    await eventually(() => Promise.resolve(assert.equal(sent.length, 2)));
    assert.deepEqual(
      sent.map(({ url, body, status }) => [url, body, status]),
      ['view', 'dismissal'].map((kind) => [
        `${demo.url}/v1/banners/harbour/events`,
        JSON.stringify({ kind, variant: 'question' }),
        204,
      ]),
    );
    for (const { headers } of sent) assert.equal(`${headers['cookie'] ?? ''}${headers['referer'] ?? ''}`, '');
    isQuiet();
  });

  it('move nothing when they come late, and wait where they would', async () => {
    await page.goto(`${demo.url}/above`);
    const why = () =>
      page.$eval(TAG, (banner) => {
        const { reason, rules } = banner.why();
        return `${reason}: ${rules.find(({ rule }) => rule === 'show')?.detail ?? ''}`;
      });
    await eventually(async () => assert.equal(await why(), 'show: it would move what is being read'));
    assert.equal(await shifts(), 0);
    await page.goto(`${demo.url}/below`);
    await says(/Keep a chair at the harbour board/);
    assert.equal(await shifts(), 0);
    isQuiet();
  });

  it('are answered once, for every page of the paper', async () => {
    await page.goto(`${demo.url}/pinned`);
    await says(/Who asks/);
    await press('Close support message');
    await eventually(() => press('I already support'));
    await page.goto(`${demo.url}/below`);
    await eventually(async () => {
      const reasons = await page.$eval(TAG, (banner) => banner.why().campaigns?.map(({ reason }) => reason));
      assert.deepEqual(reasons, ['supporter', 'supporter']);
    });
    assert.equal((await textOf(page, TAG)).trim(), '');
    isQuiet();
  });
});
