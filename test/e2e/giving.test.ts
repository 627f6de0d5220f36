/** Giving as readers and publishers do it: choose, pay elsewhere, come back; and the total that follows from webhooks. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Page } from 'puppeteer-core';

import { STRICT_POLICY } from '../../stories/demo/files.ts';
import { stripeSignature } from '../node/server/signing.ts';
import { axeViolations } from '../support/axe.ts';
import { eventually, textOf, type Troubles } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { onStage } from '../support/demo-page.ts';

const SECRET = 'whsec_0123456789abcdefghij';
const TAG = 'donation-tiers';

/** The page of a publisher, and one that stands for the provider. */
const PAGES: Readonly<Record<string, string>> = {
  '/giving': `<h1>Help us</h1>
    <donation-tiers heading="Keep the Lantern lit" currency="USD" src="/v1/campaigns/spring" amounts="5 10 25"
      frequencies="once monthly" checkout="/pay{?amount,currency,frequency,reference}" reference="spring__e2e"
      thanks="session_id"><p><a href="/pay">Give to the Lantern</a></p></donation-tiers>`,
  '/form': `<h1>Help us</h1><form action="/pay">
    <donation-tiers name="gift" required currency="EUR" amounts="5 10 25" frequencies="once monthly" reference="spring">
      <label>Amount in euros <input name="gift" required></label></donation-tiers>
    <button>Go on to pay</button></form>`,
  '/pay': '<h1>Pay here</h1>',
};

const answer = (request: Request): Response | undefined => {
  const body = PAGES[new URL(request.url).pathname];
  if (!body) return undefined;
  return new Response(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The Lantern</title>
      <script type="module" src="/page-furniture.js"></script></head><body><main>${body}</main></body></html>`,
    { headers: { 'content-type': 'text/html', 'content-security-policy': STRICT_POLICY } },
  );
};

describe('giving', () => {
  let demo: Demo;
  let page: Page;
  let troubles: Troubles;
  const payments = { stripeSecrets: [SECRET] };
  onStage((stage) => ({ demo, page, troubles } = stage), {
    open: () => openDemo({ pages: answer, payments }),
    isFresh: true,
  });

  const open = async (query = ''): Promise<void> => {
    await page.goto(`${demo.url}/giving${query}`);
    await page.waitForSelector(`${TAG}:state(ready)`);
  };
  const says = (words: RegExp) => eventually(async () => assert.match(await textOf(page, TAG), words));
  const isQuiet = () => {
    const { violations, errors, console, foreign } = troubles;
    assert.deepEqual(
      { violations, errors, console, foreign },
      { violations: [], errors: [], console: [], foreign: [] },
    );
  };

  let count = 0;
  const tell = async (type: string, object: object, at = 0): Promise<void> => {
    const now = Date.now();
    const created = Math.floor(now / 1000) + at;
    const body = JSON.stringify({ id: `evt_${++count}`, object: 'event', type, created, data: { object } });
    const headers = { 'stripe-signature': stripeSignature(body, SECRET, now) };
    // Providers send again what they are not sure of.
    for (let round = 0; round < 2; round++) {
      const { status } = await fetch(`${demo.url}/v1/payments/stripe`, { method: 'POST', headers, body });
      assert.equal(status, 200);
    }
  };
  const charge = (id: string, dollars: number, more: object = {}) => ({
    ...{ id, object: 'charge', status: 'succeeded', captured: true, amount: dollars * 100, amount_refunded: 0 },
    ...{ currency: 'usd', created: Math.floor(Date.now() / 1000), metadata: { campaign: 'spring' }, ...more },
  });

  it('is seen at once by who looks: gifts, a refund and a dispute, each told twice', async () => {
    await open();
    await says(/\$3,250 of \$5,000 raised \(65 %\)/);
    // From the first charge on, only charges count.
    await tell('charge.succeeded', charge('ch_1', 4000));
    await says(/\$4,000 of \$5,000 raised \(80 %\)/);
    await tell('charge.succeeded', charge('ch_2', 2500));
    await says(/\$6,500 of \$5,000 raised \(130 %\)/);
    const meter = await page.$eval(`${TAG} >>> [role=meter]`, (node) => [node.ariaValueNow, node.ariaValueText]);
    assert.deepEqual(meter, ['5000', '$6,500 of $5,000 raised (130 %)']);
    // News of the refund comes before that of the charge as it was.
    await tell('charge.refunded', charge('ch_2', 2500, { amount_refunded: 100_000, refunded: false }), 2);
    await tell('charge.updated', charge('ch_2', 2500), 1);
    await says(/\$5,500 of \$5,000 raised \(110 %\)/);
    const created = Math.floor(Date.now() / 1000);
    const dispute = { id: 'dp_1', object: 'dispute', charge: 'ch_1', amount: 400_000, currency: 'usd', created };
    await tell('charge.dispute.created', { ...dispute, status: 'needs_response' }, 3);
    await says(/\$1,500 of \$5,000 raised \(30 %\)/);
    await tell('charge.dispute.closed', { ...dispute, status: 'won' }, 4);
    await says(/\$5,500 of \$5,000 raised \(110 %\)/);
    isQuiet();
  });

  it('goes on after the server was away, with the last true total meanwhile', async () => {
    await open();
    await tell('charge.succeeded', charge('ch_1', 4000));
    await says(/\(80 %\)/);
    await demo.restart();
    await tell('charge.succeeded', charge('ch_2', 500));
    await says(/\$4,500 of \$5,000 raised \(90 %\)/);
  });

  it('is chosen and sent on with the keyboard alone, and thanked for on return', async () => {
    await open();
    const focus = () =>
      page.evaluate(() => {
        const node = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
        return node instanceof HTMLInputElement ? node.value : (node?.textContent?.trim() ?? '');
      });
    const press = async (...keys: ('Tab' | 'ArrowRight' | 'ArrowDown' | 'Space' | 'Enter')[]) => {
      for (const key of keys) await page.keyboard.press(key);
      return focus();
    };
    assert.equal(await press('Tab'), 'once');
    assert.equal(await press('ArrowRight'), 'monthly');
    assert.equal(await press('Tab'), '500');
    assert.equal(await press('ArrowDown', 'ArrowDown'), '2500');
    assert.equal(await press('Tab'), '');
    assert.equal(await press('Tab'), 'Give $25 monthly');
    assert.deepEqual(await axeViolations(page, 'main'), []);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const { pathname, searchParams } = new URL(page.url());
    assert.equal(pathname, '/pay');
    assert.deepEqual(Object.fromEntries(searchParams), {
      ...{ amount: '25', currency: 'USD', frequency: 'monthly', reference: 'spring__e2e' },
    });
    await open('?session_id=cs_test_1');
    await says(/Thank you/);
    // An address is no proof of payment.
    await says(/\$3,250 of \$5,000/);
    isQuiet();
  });

  it('goes by a form of the publisher’s own, which is held back until an amount is chosen', async () => {
    await page.goto(`${demo.url}/form`);
    await page.waitForSelector(`${TAG}:state(ready)`);
    await page.focus('form > button');
    await page.keyboard.press('Enter');
    const focused = await page.evaluate(() => {
      const node = document.activeElement?.shadowRoot?.activeElement as HTMLInputElement | null | undefined;
      return [node?.type, location.pathname];
    });
    assert.deepEqual(focused, ['radio', '/form']);
    const typed = await page.waitForSelector(`${TAG} >>> input[inputmode=decimal]`);
    await typed!.type('12,5');
    await page.locator(`${TAG} >>> input[value=monthly]`).click();
    await typed!.focus();
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const { pathname, search } = new URL(page.url());
    assert.deepEqual(
      [pathname, search],
      [...['/pay', '?gift=12.50&gift-currency=EUR&gift-frequency=monthly&gift-reference=spring']],
    );
    isQuiet();
  });

  it('stands on paper with the address of the link, and without JavaScript with the publisher’s', async () => {
    await open();
    await page.locator(`${TAG} >>> ::-p-aria([name="$10"][role="radio"])`).click();
    await says(/Give \$10/);
    await page.emulateMediaType('print');
    const { links, radios } = await page.$eval(TAG, (element) => {
      const root = element.shadowRoot!;
      const isShown = (node: Element) => node.checkVisibility();
      return {
        links: [...root.querySelectorAll('.address')].filter(isShown).map((node) => node.textContent.trim()),
        radios: [...root.querySelectorAll('input')].filter(isShown).length,
      };
    });
    assert.equal(radios, 0);
    assert.match(links.join(), /\/pay\?amount=10&currency=USD&frequency=once/);
    await page.emulateMediaType();
    await page.setJavaScriptEnabled(false);
    await page.goto(`${demo.url}/giving`);
    assert.match(await page.$eval('main', (main) => main.innerText), /Give to the Lantern/);
  });
});
