/** Runs axe in a page and returns what it found, one line a violation. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function axeViolations(page: Page, selector = 'body'): Promise<string[]> {
  // Through the debugging protocol, past the page's Content-Security-Policy.
  await page.evaluate(source);
  return page.evaluate(async (context) => {
    const { axe } = window as unknown as { axe: { run(node: string, options: object): Promise<AxeResults> } };
    // Storybook runs axe as well; it can do one thing at a time.
    const run = async (): Promise<AxeResults> => {
      try {
        return await axe.run(context, { resultTypes: ['violations'] });
      } catch (error) {
        if (!String(error).includes('already running')) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
        return run();
      }
    };
    const { violations } = await run();
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.flat().join(' ')} ${node.failureSummary ?? ''}`),
    );
  }, selector);
}
