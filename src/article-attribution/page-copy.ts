import type { CreditCopy } from './copy.ts';

/**
 * Puts a copy on the clipboard, as HTML and as text; without HTML as text alone. Starts at once: some browsers listen only while a press lasts.
 *
 * @returns What arrived; `undefined` if the page or the reader does not allow any.
 */
export async function writeToClipboard({ html, text }: CreditCopy): Promise<'html' | 'text' | undefined> {
  try {
    if (html !== '') {
      const item = new ClipboardItem({
        'text/html': new Blob([html], { type: 'text/html' }),
        'text/plain': new Blob([text], { type: 'text/plain' }),
      });
      await navigator.clipboard.write([item]);
      return 'html';
    }
  } catch {
    // Not allowed, not a secure page, or a browser that knows text only.
  }
  try {
    await navigator.clipboard.writeText(text);
    return 'text';
  } catch {
    return undefined;
  }
}

export { copyOf, piecesOf } from './copy.ts';
