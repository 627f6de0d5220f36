/** Where it is remembered that a reader was invited. */
export const INVITED_KEY = 'page-furniture:invited';
/** For how long, in milliseconds: 7 days. */
export const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1000;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Whether a reader was invited in the last seven days, on any page of the site.
 *
 * @param storage - May throw, or have nothing: then nobody was.
 * @param now - Milliseconds since the epoch; a clock that was set back invites nobody twice.
 */
export function wasInvited(storage: () => Store | undefined, now: number): boolean {
  try {
    const text = storage()?.getItem(INVITED_KEY);
    const at = /^\d{1,16}$/.test(text ?? '') ? Number(text) : NaN;
    return Math.abs(now - at) < REMEMBERED_MS;
  } catch {
    return false;
  }
}

/** Remembers that a reader was invited, as far as storage lets us. */
export function rememberInvited(storage: () => Store | undefined, now: number): void {
  try {
    storage()?.setItem(INVITED_KEY, String(now));
  } catch {
    // Asked once on this page all the same.
  }
}
