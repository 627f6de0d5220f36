/**
 * What every copy of the script on a page must agree on, under one well-known symbol instead of module scope: a page
 * may load two versions, or the drop-in beside an npm build.
 */
import type { Words } from './messages.ts';

/** What a language needs beside its words. */
export interface Grammar {
  /**
   * How the name of a language stands after "translated from", with whatever article or preposition changes with it; what
   * does not change stands in the sentence.
   *
   * @param name - In the citation form of CLDR: `allemand`.
   * @returns `de l’allemand`; `undefined` where no rule is sure: the sentence then names the language apart.
   */
  readonly fromLanguage: (name: string) => string | undefined;
}

/** A language: the words of each element by its tag name, and `grammar`. */
export type LocaleWords = Readonly<Record<string, Words | Grammar>>;

export interface Shared {
  /** Words by lower-case language tag. English is built into the elements and not in here. */
  readonly locales: Map<string, LocaleWords>;
  /** How to fetch a locale that is not there yet; language tag to loader. */
  readonly offers: Map<string, () => Promise<LocaleWords>>;
  /** Locales on their way, so that two elements ask once. */
  readonly pending: Map<string, Promise<void>>;
  /** Elements (their update functions) to tell when a locale arrived. */
  readonly listeners: Set<() => void>;
}

const KEY = Symbol.for('page-furniture');

/** The page-wide registry, made by whichever copy comes first. */
export function shared(): Shared {
  const scope = globalThis as { [KEY]?: Shared };
  const fresh = (): Shared => ({ locales: new Map(), offers: new Map(), pending: new Map(), listeners: new Set() });
  try {
    if (!scope[KEY]?.locales) {
      Object.defineProperty(scope, KEY, { value: { ...scope[KEY], ...fresh() }, configurable: true, writable: true });
    }
    return scope[KEY] as Shared;
  } catch {
    return (own ??= fresh());
  }
}

let own: Shared | undefined;
