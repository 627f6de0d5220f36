import { own } from './own.ts';
import { shared, type LocaleWords } from './shared.ts';

/** Forms by CLDR plural category; `other` is always there. Picked by the value of `{count}`. */
export interface PluralForms {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** One message: text with `{placeholders}`, or its plural forms. */
export type Message = string | PluralForms;
/** The messages of one element, by key. */
export type Words = Readonly<Record<string, Message>>;
/** The same keys as the English defaults, in another language; plural where the default is plural, or not. */
export type Translated<W extends Words> = { readonly [K in keyof W]: Message };

/** Where an element stands, linguistically. */
export interface Locale {
  /** BCP 47 tag for `Intl`: the page's own if the words speak that language, else `en`. */
  readonly tag: string;
  /** The language of the words on show, for `lang`. */
  readonly language: string;
  /** The direction of that language. */
  readonly direction: 'ltr' | 'rtl';
}

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);
const MAX_TAG_LENGTH = 35;
/** Languages that write small whole numbers as `String` does, which spares most pages the first `Intl.NumberFormat`. */
const PLAIN_DIGITS = /^(?:de|en|es|fr|he|it|ja|nl|pl|pt|ru|tr|uk|zh)(?:-[A-Z]{2})?$/;
const WHOLE = /^\d+$/;
/** The English whose numbers and dates are written here by hand: many pages, and none of them waits for `Intl`. */
export const AMERICAN = /^en(?:-US)?$/;

/** Makes words available in another language to every element on the page. */
export function registerLocale(language: string, words: LocaleWords): void {
  const { locales, listeners } = shared();
  locales.set(language.toLowerCase(), words);
  for (const tell of [...listeners]) tell();
}

/** Says how to fetch a language when a page needs it; the drop-in offers every locale it is shipped with. */
export function offerLocale(language: string, load: () => Promise<LocaleWords>): void {
  const { offers } = shared();
  if (!offers.has(language)) offers.set(language, load);
}

/**
 * Fetches the words for `tag` if somebody offers them and they are not there yet.
 *
 * @returns When they have arrived or failed; `undefined` when there is nothing to wait for. Never rejects: without
 *   them the elements speak English, and the console says so once.
 */
export function wantLocale(tag: string): Promise<void> | undefined {
  const { locales, offers, pending } = shared();
  const language = candidates(tag).find((name) => name === 'en' || locales.has(name) || offers.has(name));
  if (!language || language === 'en' || locales.has(language)) return undefined;
  const load = offers.get(language);
  if (!load || pending.has(language)) return pending.get(language);
  const arrival = load().then(
    (words) => registerLocale(language, words),
    (error: unknown) => console.warn?.(`page-furniture: the words for "${language}" could not be loaded`, error),
  );
  pending.set(language, arrival);
  return arrival;
}

/** The language whose words an element shows on a page in `tag`. */
export function localeFor(tag: string): Locale {
  const { locales } = shared();
  const found = candidates(tag).find((name) => name === 'en' || locales.has(name));
  const language = found ?? 'en';
  const base = language.split('-')[0] ?? language;
  return {
    tag: found ? canonicalTag(tag) : 'en',
    language,
    direction: RIGHT_TO_LEFT.has(base) ? 'rtl' : 'ltr',
  };
}

/** The words of one element in one language: overrides first, then the language, then English. */
export function wordsFor<W extends Words>(element: string, english: W, language: string, overrides?: unknown): W {
  const spoken = shared().locales.get(language)?.[element] as unknown;
  const words: Record<string, Message> = { ...english };
  for (const source of [spoken, overrides]) {
    if (typeof source !== 'object' || source === null) continue;
    for (const key of Object.keys(english)) {
      const message = own(source, key) ? (source as Record<string, unknown>)[key] : undefined;
      if (isMessage(message)) words[key] = message;
    }
  }
  return words as W;
}

/**
 * A message with its placeholders filled, as text. Numbers are written with `Intl`; a plural is chosen by `count`.
 *
 * @param values - A missing placeholder stays visible as `{name}`: better odd than wrong.
 */
export function format(message: Message, values: Readonly<Record<string, string | number>>, tag: string): string {
  return fill(message, values, tag).join('');
}

/** The same in pieces, so that a value may be a template (`<bdi>…</bdi>`) inside one whole sentence. */
export function fill(message: Message, values: Readonly<Record<string, unknown>>, tag: string): unknown[] {
  const text = typeof message === 'string' ? message : pluralForm(message, values['count'], tag);
  return text.split(/\{(\w+)\}/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const value = own(values, piece) ? values[piece] : `{${piece}}`;
    return typeof value === 'number' ? formatNumber(value, tag) : value;
  });
}

function pluralForm(forms: PluralForms, count: unknown, tag: string): string {
  const category = typeof count === 'number' ? pluralCategory(count, tag) : 'other';
  return forms[category] ?? forms.other;
}

function pluralCategory(count: number, tag: string): Intl.LDMLPluralRule {
  return intl('PluralRules', tag)?.select(count) ?? (count === 1 ? 'one' : 'other');
}

/** A number as the language writes it; plain digits where `Intl` refuses. */
export function formatNumber(value: number, tag: string): string {
  const text = String(value);
  if (WHOLE.test(text) && (text.length < 4 ? PLAIN_DIGITS : AMERICAN).test(tag))
    return text.replace(/\B(?=(\d{3})+$)/g, ',');
  return intl('NumberFormat', tag)?.format(value) ?? String(value);
}

/** Runs a factory that a hostile tag, or a page without this part of `Intl`, makes throw. */
export function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

type Kind = 'PluralRules' | 'NumberFormat' | 'RelativeTimeFormat' | 'DateTimeFormat';
type Options = Intl.NumberFormatOptions | Intl.RelativeTimeFormatOptions | Intl.DateTimeFormatOptions;

/** Making one takes longer than drawing a comment (the first of a kind 50 ms on an old phone). */
const kept = new Map<string, unknown>();
const MAX_KEPT = 50;

/** One of `Intl`'s objects for a tag, kept; in English where the tag is refused, nothing where `Intl` lacks it. */
export function intl<K extends Kind>(
  kind: K,
  tag: string,
  options?: Options,
): InstanceType<(typeof Intl)[K]> | undefined {
  const key = `${kind} ${tag} ${JSON.stringify(options)}`;
  if (!kept.has(key)) {
    if (kept.size >= MAX_KEPT) kept.clear();
    const Formatter = Intl[kind] as new (tag: string, options?: Options) => unknown;
    const make = (known: string) => new Formatter(known, options);
    kept.set(key, attempt(() => make(tag)) ?? attempt(() => make('en')));
  }
  return kept.get(key) as InstanceType<(typeof Intl)[K]> | undefined;
}

/** `pt-BR-x-y` → `pt-br-x-y`, `pt-br`, `pt`: what to look for, best first. */
function candidates(tag: string): string[] {
  const parts = tag.slice(0, MAX_TAG_LENGTH).toLowerCase().split(/[-_]/);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-')).filter((name) => name !== '');
}

function canonicalTag(tag: string): string {
  return attempt(() => Intl.getCanonicalLocales(tag.split('_').join('-'))[0]) ?? 'en';
}

function isMessage(value: unknown): value is Message {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && typeof (value as PluralForms).other === 'string';
}
