/**
 * Puts a credit on the clipboard, as HTML and as text where the browser can do both.
 *
 * @returns What arrived there; `undefined` where the page may not use the clipboard.
 */
export async function copyBoth(html: string, text: string): Promise<'html' | 'text' | undefined> {
  try {
    const blob = (type: string, content: string) => new Blob([content], { type });
    const item = new ClipboardItem({ 'text/html': blob('text/html', html), 'text/plain': blob('text/plain', text) });
    await navigator.clipboard.write([item]);
    return 'html';
  } catch {
    // Older browsers, or a policy that allows text alone.
  }
  try {
    await navigator.clipboard.writeText(text);
    return 'text';
  } catch {
    return undefined;
  }
}
