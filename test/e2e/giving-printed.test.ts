/** Giving on paper: what is left of it, that it can be read, and that a phone finds the way from it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Browser, Page } from 'puppeteer-core';
import decodeQR from 'qr/decode.js';

import { openDemo, type Demo } from '../support/demo.ts';
import { onStage } from '../support/demo-page.ts';

const LINK = 'https://pay.example/lantern?amount=10&currency=USD';

/** `/paper` with the meter and the choice; `?dark` on a page that is dark on paper, too. */
function paperPage(request: Request): Response | undefined {
  const { pathname, search } = new URL(request.url);
  if (pathname !== '/paper') return undefined;
  const dark = 'html { color-scheme: dark; background: #111; color: #eee; print-color-adjust: exact }';
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Paper</title>
    <link rel="icon" href="data:,"><style>${search === '?dark' ? dark : ''}</style></head>
    <body><main><donation-tiers heading="Keep the Lantern lit" currency="USD" raised="3250" goal="5000"
      milestones="2500 5000" supporters="87" amounts="5 10 25" amount="10" frequencies="once monthly"
      checkout="https://pay.example/lantern{?amount,currency}"></donation-tiers></main>
    <script type="module" src="/page-furniture.js"></script></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html' } });
}

describe('giving, printed', () => {
  let demo: Demo;
  let page: Page;
  let browser: Browser;
  onStage((stage) => ({ demo, page, browser } = stage), { open: () => openDemo({ pages: paperPage }) });

  /** Opens a page, and has the code made as it is at rest where people print; then takes up paper. */
  async function print(search = ''): Promise<void> {
    await page.goto(`${demo.url}/paper${search}`);
    const button = page.locator('donation-tiers >>> .show-code');
    await button.click();
    await page.waitForSelector('donation-tiers >>> .code svg');
    await button.click();
    await page.emulateMediaType('print');
  }

  /** The computed style of one thing in the element. */
  const styleOf = (selector: string, property: string) =>
    page.$eval(
      'donation-tiers',
      (element, selector, property) =>
        getComputedStyle(element.shadowRoot!.querySelector(selector)!).getPropertyValue(property),
      selector,
      property,
    );

  it('is the appeal, the link and its code, without anything to press', async () => {
    await print();
    const seen = await page.$eval('donation-tiers', (element) => {
      const isSeen = (part: Element) => part.checkVisibility();
      const all = (selector: string) => [...element.shadowRoot!.querySelectorAll(selector)].filter(isSeen);
      return {
        controls: all('button, input, fieldset').length,
        meters: all('[role=meter]').length,
        milestones: all('[part=milestone]').length,
        lines: all('.action, .address, .note, figcaption').map(({ textContent }) => textContent.trim()),
      };
    });
    assert.deepEqual(seen, { controls: 0, meters: 1, milestones: 2, lines: ['Give $10', LINK] });
  });

  for (const search of ['', '?dark']) {
    it(`has dark words and a filled bar on white, and a code that can be read, from ${search || 'any'} page`, async () => {
      await print(search);
      assert.equal(await styleOf('.root', 'background-color'), 'rgb(255, 255, 255)');
      for (const part of ['.sentence', '.action', '.address']) {
        assert.equal(await styleOf(part, 'color'), 'rgb(26, 26, 26)', part);
      }
      for (const part of ['.track', '.fill', '.tick', '.reached', '.code']) {
        assert.equal(await styleOf(part, 'print-color-adjust'), 'exact', part);
      }
      assert.equal(await read(), LINK);
    });
  }

  /** What a phone reads from the sheet. */
  async function read(): Promise<string> {
    const sheet = await page.screenshot({ encoding: 'base64', fullPage: true });
    const desk = await browser.newPage();
    const picture = await desk.evaluate(async (png) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
      return { data: [...data], width, height };
    }, sheet);
    await desk.close();
    return decodeQR({ ...picture, data: Uint8ClampedArray.from(picture.data) });
  }
});
