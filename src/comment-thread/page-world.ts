import type { CSSResult } from 'lit';

import { commentInHash } from './thread-id.ts';

// A form named like the method would stand in its place.
const { getElementById } = globalThis.Document?.prototype ?? {};

/** What the thread takes from the page and the browser. Nothing here throws. */

/** The browser's memory; using it may throw, and does where cookies are blocked. */
export const browserStorage = (): Storage => localStorage;

/**
 * What the browser can do. One object, so that tests can be any browser.
 *
 * @internal
 */
export const browserCan = {
  /** Web Push; nowhere but in secure contexts, where private windows and embedded browsers may lack parts of it. */
  push: (): boolean => !!globalThis.PushManager && !!globalThis.Notification && !!navigator.serviceWorker,
};

/** Adds the looks of what arrives later. */
export function dress(root: ShadowRoot, { styleSheet }: CSSResult): void {
  const worn = root.adoptedStyleSheets;
  if (styleSheet && !worn.includes(styleSheet)) root.adoptedStyleSheets = [...worn, styleSheet];
}

/** A key that nobody else makes: 32 hexadecimal digits. `crypto.randomUUID` is missing on plain http pages. */
export function newKey(): string {
  const bytes = new Uint8Array(16);
  try {
    crypto.getRandomValues(bytes);
  } catch {
    bytes.forEach((_, index) => (bytes[index] = Math.random() * 256));
  }
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The page's canonical address, or the one it was opened with. */
export function canonicalAddress(): string {
  const link = document.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]');
  return link?.href || location.href;
}

/**
 * The comment that the page's address asks for; a fragment that names an element is the page's own business, unless a
 * server wrote it between the thread's tags.
 */
export function wantedComment(thread: Element): string | undefined {
  const { hash } = location;
  const named: Element | null = getElementById.call(document, hash.slice(1));
  return named && !thread.contains(named) ? undefined : commentInHash(hash);
}

/** Runs before the next frame; soon also in a page that nobody sees, which has no frames. */
export function nextFrame(act: () => void): void {
  if (document.hidden) setTimeout(act, 0);
  else requestAnimationFrame(act);
}

/** Whether a visit left something under one of these names in this browser. */
export function remembers(...names: readonly string[]): boolean {
  try {
    const storage = browserStorage();
    return names.some((name) => storage.getItem(`page-furniture:${name}`) !== null);
  } catch {
    return false;
  }
}
