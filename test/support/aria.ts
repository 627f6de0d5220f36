/** What a screen reader meets, as an outline that a person can read: role, name, and the states that matter. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Page, SerializedAXNode } from 'puppeteer-core';

const FOLDER = join('test', 'fixtures', 'aria');
const STATES = ['level', 'expanded', 'pressed', 'checked', 'selected', 'disabled', 'invalid', 'readonly'] as const;

/** The outline of one element of a page. */
export async function ariaOutline(page: Page, selector: string): Promise<string> {
  const root = await page.waitForSelector(selector);
  const snapshot = await page.accessibility.snapshot({ root: root!, interestingOnly: false });
  const lines: string[] = [];
  if (snapshot) outline(snapshot, 0, lines);
  return `${lines.join('\n')}\n`;
}

function outline(node: SerializedAXNode, depth: number, lines: string[]): void {
  const role = String(node.role);
  const children = node.children ?? [];
  // Boxes without a meaning, and the letters that names are made of.
  const isMute = /^(?:none|generic|InlineTextBox|ListMarker|LineBreak|ignored|LayoutTable.*|RootWebArea)$/.test(role);
  const isNameOnly = role === 'StaticText' && (node.name ?? '').trim() === '';
  if (isMute || isNameOnly) return children.forEach((child) => outline(child, depth, lines));
  const states = STATES.flatMap((state) => {
    const value = node[state as keyof SerializedAXNode] as string | number | boolean | undefined;
    return value === undefined || (value === false && state !== 'expanded' && state !== 'pressed') || value === 'false'
      ? []
      : [` [${state}=${String(value)}]`];
  });
  const name = node.name ? ` "${node.name.replace(/\s+/g, ' ').trim()}"` : '';
  lines.push(`${'  '.repeat(depth)}${role}${name}${states.join('')}`);
  const isLeaf = ['button', 'link', 'StaticText', 'option'].includes(role);
  if (!isLeaf) children.forEach((child) => outline(child, depth + 1, lines));
}

/** What the outline was when somebody last looked at it. Written anew with `UPDATE_ARIA=1`. */
export function knownOutline(name: string, outlined: string): string {
  const file = join(FOLDER, `${name}.txt`);
  if (process.env['UPDATE_ARIA']) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, outlined);
  }
  return readFileSync(file, 'utf8');
}
