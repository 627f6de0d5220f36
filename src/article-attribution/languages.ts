import { attempt } from '../base/messages.ts';

/**
 * A BCP 47 tag in its canonical form, or `undefined` for what names no language: `german`, `de_AT` is read as `de-AT`,
 * `und` and `zxx` say nothing.
 */
export function canonicalLanguage(value: string): string | undefined {
  const tag = value.trim().replace(/_/g, '-');
  const canonical = attempt(() => Intl.getCanonicalLocales(tag)[0]);
  if (!canonical || /^(?:und|zxx|mul|mis)\b/.test(canonical)) return undefined;
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
 * How a language's name stands after "translated from", by the language of the sentence. A rule gives nothing for
 * names that it does not know to inflect; the sentence then names the language apart.
 */
const AFTER_FROM: Readonly<Record<string, (name: string) => string | undefined>> = {
  en: (name) => name,
  ar: (name) => name,
  de: (name) => {
    if (/[\s(]/.test(name)) return undefined;
    if (name === 'Latein') return 'Lateinischen';
    // Englisch, Schweizerdeutsch … are declined as adjectives; Hindi, Urdu, Suaheli … do not change.
    return name.replace(/(?:isch|[Dd]eutsch)$/, '$&en');
  },
};

/** The name after "translated from" in the language of the sentence, or `undefined` where no rule is sure. */
export function nameAfterFrom(tag: string, locale: string): string | undefined {
  const name = attempt(() => namesIn(locale)?.of(baseLanguage(tag)));
  return name && AFTER_FROM[baseLanguage(locale)]?.(name);
}
