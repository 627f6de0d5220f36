import { attempt, localeFor } from '../base/messages.ts';
import { shared, type Grammar } from '../base/shared.ts';

/**
 * A BCP 47 tag in its canonical form, or `undefined` for what names no language: `german`, `de_AT` is read as `de-AT`,
 * `und` and `zxx` say nothing. `mul` is several languages.
 */
export function canonicalLanguage(value: string): string | undefined {
  const tag = value.trim().replace(/_/g, '-');
  const canonical = attempt(() => Intl.getCanonicalLocales(tag)[0]);
  if (!canonical || /^(?:und|zxx|mis)\b/.test(canonical)) return undefined;
  // "german" is well-formed; that no language is called so, only the names know.
  const names = namesIn('en');
  return names && !attempt(() => names.of(baseLanguage(canonical))) ? undefined : canonical;
}

/** `de-AT` → `de`. */
export function baseLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** Whether two tags name one language, in whatever script or region. */
export function isSameLanguage(a: string, b: string): boolean {
  return baseLanguage(a) === baseLanguage(b);
}

function namesIn(locale: string): Intl.DisplayNames | undefined {
  return attempt(() => new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }));
}

/**
 * A language's name in its citation form (`German`, `Deutsch`), the tag itself where nobody knows a name. Script and
 * region are named only beside a text in the same language, as Serbian in Latin beside Serbian in Cyrillic letters.
 */
export function languageName(tag: string, locale: string, beside = ''): string {
  const names = namesIn(locale);
  const named = isSameLanguage(tag, beside) ? tag : baseLanguage(tag);
  return attempt(() => names?.of(named)) ?? attempt(() => names?.of(baseLanguage(tag))) ?? tag;
}

/**
 * The name after "translated from" in the language of the sentence, or `undefined` where no rule is sure. English changes
 * nothing; every other language brings its rule with its words.
 */
export function nameAfterFrom(tag: string, locale: string): string | undefined {
  const { tag: spoken, language } = localeFor(locale);
  const base = baseLanguage(tag);
  // Nothing is translated from a language called "multiple languages".
  const name = base === 'mul' ? undefined : attempt(() => namesIn(spoken)?.of(base));
  if (name === undefined || language === 'en') return name;
  const { fromLanguage } = (shared().locales.get(language)?.['grammar'] ?? {}) as Partial<Grammar>;
  return attempt(() => fromLanguage?.(name));
}
