import type { Kind, Scope, TranslationMethod } from '../contracts/credit.ts';
import { compareDates } from './dates.ts';
import { baseLanguage } from './languages.ts';
import type { Licence } from './licensing/licence.ts';
import type { Options } from './options.ts';
import { isSamePerson, type Person } from './people.ts';

/** What is known of an article, decided: the sentence, the structured data and the checks all read this. */
export interface Facts extends Omit<Options, 'kind' | 'licence' | 'license' | 'exclusive' | 'workLang'> {
  readonly kind: Kind;
  /** Of this version, BCP 47. */
  readonly lang: string;
  readonly authors: Person[];
  /** Humans and agencies; a machine is in `engine`. */
  readonly translators: Person[];
  readonly method: TranslationMethod;
  readonly licence: Licence | undefined;
  /** What is exclusive now. */
  readonly exclusive: readonly Scope[];
  readonly beneficiary: Person | undefined;
}

/** Kinds whose text stands in another language than the original's. */
export const isTranslation = (kind: Kind): boolean => kind === 'translation' || kind === 'self-translation';

/** Whether the original changed after this version appeared. */
export function isStale({ sourceUpdated, published }: Pick<Facts, 'sourceUpdated' | 'published'>): boolean {
  return isBefore(published, sourceUpdated);
}

/**
 * Decides what the options leave open: the kind, who translated, what is exclusive.
 *
 * @param language - Of the page around the credit: this version's own, unless the options say otherwise.
 * @param now - Milliseconds since the epoch, to end what is exclusive until a day; without it nothing ends.
 */
export function factsFrom(options: Options, language: string, now?: number): Facts {
  const { authors = [], translators: named = [], translationMethod: method = 'unknown' } = options;
  const lang = options.workLang ?? language;
  const isMachine = method === 'machine';
  const translators = isMachine ? [] : named.filter(({ type }) => type !== 'machine');
  const machines = named.filter(({ type }) => isMachine || type === 'machine').map(({ name }) => name);
  const kind = options.kind ?? deriveKind(options, authors, named, lang);
  const isNow = !isOver(options.exclusiveUntil, now) && !isBefore(today(now), options.exclusiveFrom);
  const exclusive = isNow ? scopesOf(options, kind) : [];
  const name = options.exclusiveFor ?? options.publisher;
  const url = options.exclusiveForUrl ?? (options.exclusiveFor ? undefined : options.publisherUrl);
  return {
    ...options,
    kind,
    lang,
    authors,
    translators,
    engine: options.engine ?? (machines.join(', ') || undefined),
    method: machines.length === 0 || method !== 'unknown' ? method : byMachine(translators),
    licence: options.licence ?? options.license,
    updated: isBefore(options.updated, options.published) ? undefined : options.updated,
    exclusive: exclusive.filter((scope) => scope === 'publication' || (isTranslation(kind) && !isMachine)),
    beneficiary: name === undefined ? undefined : { name, url },
  };
}

/** Whoever is named beside a machine has gone over what it wrote. */
const byMachine = ({ length }: readonly Person[]) => (length > 0 ? 'machine-post-edited' : 'machine');

function deriveKind(options: Options, authors: readonly Person[], translators: readonly Person[], lang: string): Kind {
  const { sourceLang, translationMethod, source, sourceUrl } = options;
  const isOtherLanguage = sourceLang !== undefined && baseLanguage(sourceLang) !== baseLanguage(lang);
  if (translators.length > 0 && translators.every((one) => authors.some((author) => isSamePerson(one, author)))) {
    return 'self-translation';
  }
  if (translators.length > 0 || translationMethod !== undefined || isOtherLanguage) return 'translation';
  return source !== undefined || sourceUrl !== undefined ? 'republication' : 'original';
}

/** An attribute without a value means the translation where there is one. */
function scopesOf({ exclusive }: Options, kind: Kind): readonly Scope[] {
  if (!exclusive) return [];
  if (exclusive.length > 0) return exclusive;
  return isTranslation(kind) ? ['translation'] : ['publication'];
}

const today = (now: number | undefined): string | undefined =>
  now === undefined ? undefined : new Date(now).toISOString();

const isOver = (until: string | undefined, now: number | undefined): boolean => isBefore(until, today(now));

function isBefore(date: string | undefined, other: string | undefined): boolean {
  return date !== undefined && other !== undefined && compareDates(date, other) < 0;
}

/** What says how, and nothing about the article. */
const MANNER = /^(?:structuredData|workLang|cite|republish|share|article|copyCredit|corrections)$/;

/** Whether anything is known that a sentence could say. */
export function isEmpty(options: Options): boolean {
  return Object.keys(options).every((name) => MANNER.test(name));
}
