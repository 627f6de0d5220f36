/** One Chromium for a file of end-to-end tests, and what they ask of it. */
import { launch, type Browser, type ConsoleMessage, type Page } from 'puppeteer-core';

import { CHROMIUM_FLAGS, findBrowser } from '../../tools/browsers.ts';

export async function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = findBrowser('chromium');
  if (!executablePath) throw new Error('Chromium was not found: set CHROME_PATH, or install it.');
  return launch({ executablePath, args: [...CHROMIUM_FLAGS, ...flags], protocolTimeout: 60_000 });
}

/** What went wrong in a page, as a person with open developer tools would see it. */
export interface Troubles {
  /** Uncaught exceptions and unhandled rejections. */
  readonly errors: string[];
  /** Warnings and errors on the console. */
  readonly console: string[];
  /** Violations of the page's Content-Security-Policy: directive, what was blocked, sample. */
  readonly violations: string[];
  /** Requests to other hosts than the page's own. */
  readonly foreign: string[];
}

/** Starts watching a page; call before the first navigation. */
export async function watchTroubles(page: Page): Promise<Troubles> {
  const troubles: Troubles = { errors: [], console: [], violations: [], foreign: [] };
  page.on('pageerror', (error) => troubles.errors.push(error instanceof Error ? error.message : String(error)));
  page.on('console', (message: ConsoleMessage) => {
    if (['warn', 'error'].includes(message.type())) troubles.console.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !/^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)) troubles.foreign.push(url);
  });
  await page.exposeFunction('reportViolation', (text: string) => void troubles.violations.push(text));
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { reportViolation?: (text: string) => void }).reportViolation;
      report?.(`${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}`);
    });
  });
  return troubles;
}

/** Draws the page as in a contrast theme of Windows. */
export async function forceColours(page: Page): Promise<void> {
  // puppeteer's own emulateMediaFeatures knows fewer features.
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
}

/** The first node that matches, looking through every shadow root: `donation-tiers input[type=radio]`. */
export async function deep(page: Page, host: string, selector: string) {
  const handle = await page.waitForSelector(`${host} >>> ${selector}`);
  if (!handle) throw new Error(`${host} has no ${selector}`);
  return handle;
}

/** What a person reads in an element, shadow root and slotted content together. */
export function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => {
    const pieces: string[] = [];
    const visit = (node: Node): void => {
      if (node instanceof Text) pieces.push(node.data);
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) pieces.push(node.value);
      if (node instanceof HTMLElement && (node.hidden || /^(STYLE|SCRIPT|TEMPLATE)$/.test(node.tagName))) return;
      if (node instanceof HTMLSlotElement) return void node.assignedNodes({ flatten: true }).forEach(visit);
      if (node instanceof Element && node.shadowRoot) return void node.shadowRoot.childNodes.forEach(visit);
      node.childNodes.forEach(visit);
    };
    visit(element);
    return pieces.join(' ').replace(/\s+/g, ' ').trim();
  });
}

/** Waits until `check` holds, asking again; fails with what it last threw. */
export async function eventually(check: () => Promise<void> | void, timeoutMs = 30_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
