/** One text that is remembered somewhere. */
export interface Place {
  read(): string | undefined;
  /**
   * Keeps the text, or forgets it.
   *
   * @returns Whether it will outlive the page view.
   */
  write(text: string | undefined): boolean;
}

/** What a place needs of `localStorage` or `sessionStorage`. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A place under one key. Storage that throws, is full, or is not there is no storage: then the text lives in `memory`,
 * as long as the page view does.
 *
 * @param getStorage - Looked up each time: on some pages the getter itself throws. `undefined` to store nothing.
 */
export function openPlace(
  key: string,
  getStorage: (() => KeyValue | null | undefined) | undefined,
  memory: Map<string, string>,
): Place {
  return {
    read() {
      const kept = memory.get(key);
      if (kept !== undefined || !getStorage) return kept;
      try {
        return getStorage()?.getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(text) {
      try {
        const storage = getStorage?.();
        if (storage) {
          if (text === undefined) storage.removeItem(key);
          else storage.setItem(key, text);
          memory.delete(key);
          return true;
        }
      } catch {
        // No storage after all.
      }
      if (text === undefined) memory.delete(key);
      else memory.set(key, text);
      return false;
    },
  };
}
