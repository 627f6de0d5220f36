import { safeLink } from '../../contracts/links.ts';
import { isTranslation, type Facts } from '../facts.ts';
import { baseLanguage } from '../languages.ts';
import type { Person } from '../people.ts';
import { dateParts } from './dates.ts';
import { nameOf, type Name } from './names.ts';
import { clean, slug } from './text.ts';

/** What can be cited: the text on this page, or the one that it comes from. */
export const TARGETS = ['this', 'original'] as const;
export type Target = (typeof TARGETS)[number];

/** What a text stands in, as far as citations tell it apart. */
export type Container = 'newspaper' | 'website' | 'magazine' | 'blog' | 'journal';

/** One text to cite. Every string in it is one line of clean text. */
export interface Item {
  readonly target: Target;
  readonly type: Container;
  readonly authors: readonly Name[];
  readonly translators: readonly Name[];
  readonly title: string | undefined;
  /** The title in sentence case, where the publisher gave one. */
  readonly titleSentence: string | undefined;
  /** What the title means in the language of this page; only an original has it. */
  readonly meaning: string | undefined;
  readonly meaningSentence: string | undefined;
  readonly container: string | undefined;
  /** As exactly as it is known, EDTF level 0. */
  readonly date: string | undefined;
  /** BCP 47. */
  readonly language: string | undefined;
  /** Absolute. */
  readonly url: string | undefined;
  /** The day on which the reader looked, YYYY-MM-DD. */
  readonly accessed: string;
  /** How the text came into this language; an original was not translated. */
  readonly translation: { readonly from: string | undefined; readonly machine: string | undefined } | undefined;
  /** Where the text appeared before; an original has none. */
  readonly original: Origin | undefined;
}

/** What a citation of this version says of the original. */
export interface Origin {
  /** If it is another one. */
  readonly title: string | undefined;
  readonly container: string | undefined;
  readonly date: string | undefined;
  readonly language: string | undefined;
}

/** What the page around the credit adds, and the day. */
export interface Surroundings {
  /** Absolute. */
  readonly url?: string | undefined;
  readonly headline?: string | undefined;
  /** YYYY-MM-DD. */
  readonly accessed: string;
}

/** Whether the text comes from elsewhere, so that there are two things to cite. */
export function hasOriginal({ source, sourceUrl, sourceTitle }: Facts): boolean {
  return (source ?? sourceUrl ?? sourceTitle) !== undefined;
}

/**
 * The text on this page, or the one that it comes from, as something to cite.
 *
 * @returns `undefined` for an original whose title nobody knows: it cannot be cited.
 */
export function itemOf(facts: Facts, page: Surroundings, target: Target): Item | undefined {
  return target === 'this' ? thisItem(facts, page) : originalItem(facts, page);
}

function thisItem(facts: Facts, page: Surroundings): Item {
  const title = cleaned(facts.headline ?? page.headline);
  const isTranslated = isTranslation(facts.kind);
  // Whoever translated their own text is named as its translator, too.
  const translators =
    facts.kind === 'self-translation' && facts.translators.length === 0 ? facts.authors : facts.translators;
  const { method, engine } = facts;
  return {
    target: 'this',
    ...common(facts, page),
    type: containerType(facts, 'publisherKind'),
    translators: namesOf(facts, translators),
    title,
    titleSentence: cleaned(facts.titleSentence),
    meaning: undefined,
    meaningSentence: undefined,
    container: cleaned(facts.publisher),
    date: facts.published,
    language: facts.lang,
    url: absolute(facts.url, page.url) ?? absolute(page.url, undefined),
    translation: isTranslated
      ? { from: facts.sourceLang, machine: method === 'machine' ? clean(engine ?? '') : undefined }
      : undefined,
    original: hasOriginal(facts) ? originOf(facts, title) : undefined,
  };
}

function originOf(facts: Facts, title: string | undefined): Origin {
  const sourceTitle = cleaned(facts.sourceTitle);
  return {
    title: sourceTitle === title ? undefined : sourceTitle,
    container: cleaned(facts.source),
    date: facts.sourcePublished,
    language: facts.sourceLang,
  };
}

function originalItem(facts: Facts, page: Surroundings): Item | undefined {
  const title = cleaned(facts.sourceTitle);
  if (title === undefined) return undefined;
  const { sourceLang, lang } = facts;
  const isOther =
    isTranslation(facts.kind) && (sourceLang === undefined || baseLanguage(sourceLang) !== baseLanguage(lang));
  return {
    target: 'original',
    ...common(facts, page),
    type: containerType(facts, 'sourceKind'),
    translators: [],
    title,
    titleSentence: undefined,
    meaning: isOther ? cleaned(facts.headline ?? page.headline) : undefined,
    meaningSentence: isOther ? cleaned(facts.titleSentence) : undefined,
    container: cleaned(facts.source),
    date: facts.sourcePublished,
    language: sourceLang,
    url: absolute(facts.sourceUrl, page.url),
    translation: undefined,
    original: undefined,
  };
}

function common(facts: Facts, { accessed }: Surroundings): Pick<Item, 'authors' | 'accessed'> {
  return { authors: namesOf(facts, facts.authors), accessed };
}

/** A newsroom that signs as itself is no person, whatever its name looks like. */
function namesOf({ source, publisher }: Facts, people: readonly Person[]): Name[] {
  const groups = [source, publisher].map((name) => clean(name ?? '')).filter((name) => name !== '');
  return people
    .filter((person) => !person.isAnonymous)
    .map((person) => nameOf(person, groups))
    .filter(({ full }) => full !== '');
}

const TYPES: Readonly<Record<string, Container>> = {
  'news-site': 'website',
  magazine: 'magazine',
  blog: 'blog',
  journal: 'journal',
};

function containerType(facts: Facts, key: 'publisherKind' | 'sourceKind'): Container {
  return TYPES[facts[key] ?? ''] ?? 'newspaper';
}

function cleaned(text: string | undefined): string | undefined {
  return (text === undefined ? '' : clean(text)) || undefined;
}

/** An address that fits into every format: the few characters that end a field somewhere are written as their codes. */
function absolute(address: string | undefined, base: string | undefined): string | undefined {
  const link = safeLink(address, 'publisher');
  if (!link) return undefined;
  try {
    const { href, protocol } = new URL(link, base);
    return /^https?:$/.test(protocol) ? href.replace(/[\\{}|[\]<>"`^\s\p{Cc}]/gu, encodeURIComponent) : undefined;
  } catch {
    return undefined;
  }
}

/** Articles, which say nothing about a title. */
const ARTICLES = /^(?:an?|the|d(?:er|ie|as|en|em|es)|eine?[mnrs]?|l[aeo]s?|el|un[ae]?|il|gli|het|een|os?|as?|uma?)$/;

/** `kessler-brandt-2015-pipeline`: the same for the same text everywhere, and another for its original. */
export function keyOf({ authors, container = '', date, title = '', target, language = 'original' }: Item): string {
  const people = authors.slice(0, 2).map(({ full, parts }) => slug(parts?.family ?? full));
  const words = slug(title).split('-');
  const parts = [
    ...(people.some((name) => name) ? people : [slug(container)]),
    date ? String(dateParts(date).year) : '',
    words.find((word) => !ARTICLES.test(word)) ?? words[0]!,
    target === 'original' ? slug(language) : '',
  ];
  return parts.filter((part) => part).join('-') || 'article';
}
