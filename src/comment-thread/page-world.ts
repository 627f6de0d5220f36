/** What the thread takes from the page and the browser. Nothing here throws. */

/** The browser's memory; using it may throw, and does where cookies are blocked. */
export const browserStorage = (): Storage => localStorage;

/** A key that nobody else makes: 32 hexadecimal digits. `crypto.randomUUID` is missing on plain http pages. */
export function newKey(): string {
  const bytes = new Uint8Array(16);
  try {
    crypto.getRandomValues(bytes);
  } catch {
    bytes.forEach((_, index) => (bytes[index] = Math.random() * 256));
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The page's canonical address, or the one it was opened with. */
export function canonicalAddress(): string {
  const link = document.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]');
  return link?.href || location.href;
}

/** Whether the fragment is the page's own business: it has an element of that name. */
export function isForeignHash(hash: string): boolean {
  return document.getElementById(hash.slice(1)) !== null;
}

/** Puts a text on the clipboard. @returns Whether it is there; never where the page is not secure. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** How many frames a comment is held in view while what stands above it finds its height. */
const SETTLING_FRAMES = 30;

/** Brings a comment into view and keeps it there until the page is at rest or the reader moves. */
export function bringIntoView(target: HTMLElement, signal: AbortSignal): void {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    addEventListener(type, stop, { passive: true, signal: controller.signal });
  }
  signal.addEventListener('abort', stop, { signal: controller.signal });
  let frames = 0;
  let top = NaN;
  const hold = () => {
    if (controller.signal.aborted || !target.isConnected) return;
    const now = target.getBoundingClientRect().top;
    if (now !== top) target.scrollIntoView({ block: 'center' });
    top = target.getBoundingClientRect().top;
    if (++frames < SETTLING_FRAMES) requestAnimationFrame(hold);
    else stop();
  };
  hold();
}

/** Runs before the next frame; soon also in a page that nobody sees, which has no frames. */
export function nextFrame(act: () => void): void {
  if (document.hidden) setTimeout(act, 0);
  else requestAnimationFrame(act);
}

/** Whether a reader left anything in this browser that an element of ours would want to know: own comments, votes, a name */
export function hasTraces(): boolean {
  try {
    const storage = browserStorage();
    return ['own-comments', 'votes', 'name'].some((key) => storage.getItem(`page-furniture:${key}`) !== null);
  } catch {
    return false;
  }
}
