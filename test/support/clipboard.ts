/**
 * Puts another clipboard in place of the browser's.
 *
 * @param clipboard - `undefined` for pages that have none.
 * @param hasKeys - Whether pages may still copy as the keys do.
 * @returns What puts the browser's back.
 */
export function useClipboard(clipboard: unknown, hasKeys = false): () => void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
  if (!hasKeys) Object.defineProperty(document, 'execCommand', { configurable: true, value: () => false });
  return () => {
    Reflect.deleteProperty(navigator, 'clipboard');
    Reflect.deleteProperty(document, 'execCommand');
  };
}
