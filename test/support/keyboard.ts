/** A person without a mouse: what has the focus, and how to get somewhere with Tab alone. */
import type { Page } from 'puppeteer-core';

export interface Focused {
  readonly tag: string;
  readonly id: string;
  /** As a screen reader would call it, nearly. */
  readonly name: string;
}

export function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    const label = (node as HTMLInputElement | null)?.labels?.[0]?.textContent ?? node?.textContent ?? '';
    return { tag: node?.localName ?? '', id: node?.id ?? '', name: (node?.ariaLabel ?? label).trim() };
  });
}

/** Presses Tab until something whose name begins like this has the focus; fails after `most` presses. */
export async function reach(page: Page, name: string, most = 150): Promise<void> {
  const met: string[] = [];
  for (let presses = 0; presses <= most; presses++) {
    const { name: here, tag } = await focused(page);
    if (here.startsWith(name)) return;
    met.push(`${tag} ${here.slice(0, 30)}`);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} was not reached, but ${met.slice(-12).join(', ')}`);
}
