import type { CreditCopy } from './copy.ts';

export { copyOf, piecesOf } from './copy.ts';

type Arrived = 'html' | 'text' | undefined;

/**
 * Puts a copy on the clipboard, as HTML and as text; without HTML as text alone. Starts at once: some browsers listen only
 * while a press lasts.
 *
 * @returns What arrived; `undefined` if the page or the reader does not allow any.
 */
export async function writeToClipboard(copy: CreditCopy): Promise<Arrived> {
  const ways = copy.html === '' ? [writeText, writeByEvent] : [writeBoth, writeByEvent, writeText];
  for (const way of ways) {
    try {
      const arrived = await way(copy);
      if (arrived) return arrived;
    } catch {
      // Not allowed, not a secure page, or a browser that knows less.
    }
  }
  return undefined;
}

async function writeBoth({ html, text }: CreditCopy): Promise<Arrived> {
  const item = new ClipboardItem({
    'text/html': new Blob([html], { type: 'text/html' }),
    'text/plain': new Blob([text], { type: 'text/plain' }),
  });
  await navigator.clipboard.write([item]);
  return 'html';
}

async function writeText({ text }: CreditCopy): Promise<Arrived> {
  await navigator.clipboard.writeText(text);
  return 'text';
}

/** As if the reader had pressed the keys for copying: what pages without a secure address are left with. */
function writeByEvent(copy: CreditCopy): Arrived {
  let arrived: Arrived;
  const onCopy = (event: ClipboardEvent): void => {
    event.stopImmediatePropagation();
    event.preventDefault();
    fillIn(event, copy);
    arrived = copy.html === '' ? 'text' : 'html';
  };
  window.addEventListener('copy', onCopy, true);
  try {
    // Nothing else copies on pages that are not secure; no browser means to drop it.
    return document.execCommand('copy') ? arrived : undefined;
  } finally {
    window.removeEventListener('copy', onCopy, true);
  }
}

/** Direction of the text around what is copied. */
export const directionOf = (element: Element): 'ltr' | 'rtl' =>
  getComputedStyle(element).direction === 'rtl' ? 'rtl' : 'ltr';

/** Puts a copy into an event that copies. */
export function fillIn({ clipboardData }: ClipboardEvent, { html, text }: CreditCopy): void {
  if (html !== '') clipboardData?.setData('text/html', html);
  clipboardData?.setData('text/plain', text);
}
