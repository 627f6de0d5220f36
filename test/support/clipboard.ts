/**
 * Puts another clipboard in place of the browser's.
 *
 * @param clipboard - `undefined` for pages that have none.
 * @returns What puts the browser's back.
 */
export function useClipboard(clipboard: unknown): () => void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
  return () => void Reflect.deleteProperty(navigator, 'clipboard');
}
