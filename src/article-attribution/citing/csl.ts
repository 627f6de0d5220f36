import { toJson } from '../../base/to-json.ts';
import { dateParts } from './dates.ts';
import { keyOf, type Container, type Item } from './item.ts';
import type { Name } from './names.ts';

/** A name in CSL-JSON. */
export interface CslName {
  readonly family?: string;
  readonly given?: string;
  readonly 'non-dropping-particle'?: string;
  readonly suffix?: string;
  /** A name that is not taken apart. */
  readonly literal?: string;
}

/** A date in CSL-JSON, as exactly as it is known: year, month, day. */
export interface CslDate {
  readonly 'date-parts': readonly [readonly number[]];
}

/** One item of CSL-JSON, with the fields that are filled in here. */
export interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly title?: string;
  readonly 'container-title'?: string;
  readonly author?: readonly CslName[];
  readonly translator?: readonly CslName[];
  readonly issued?: CslDate;
  readonly language?: string;
  readonly 'original-title'?: string;
  readonly 'original-date'?: CslDate;
  readonly 'original-publisher'?: string;
  readonly URL?: string;
  readonly accessed?: CslDate;
}

const TYPES: Readonly<Record<Container, string>> = {
  newspaper: 'article-newspaper',
  website: 'webpage',
  magazine: 'article-magazine',
  blog: 'post-weblog',
  journal: 'article-journal',
};

/**
 * A text as an item of CSL-JSON; what is not known is left out.
 *
 * @see https://docs.citationstyles.org/en/stable/specification.html
 */
export function csl(item: Item): CslItem {
  const { title, container, authors, translators, date, language, original, url } = item;
  return pruned({
    id: keyOf(item),
    type: TYPES[item.type],
    title,
    'container-title': container,
    author: authors.map(nameIn),
    translator: translators.map(nameIn),
    issued: dateIn(date),
    language,
    'original-title': original?.title,
    'original-date': dateIn(original?.date),
    'original-publisher': original?.container,
    URL: url,
    accessed: url && dateIn(item.accessed),
  });
}

/** The item as a file. Safe inside a script of a page, too. */
export function cslText(item: Item): string {
  return toJson([csl(item)])
    .replace(/</g, '\\u003c')
    .replace(/\u2028|\u2029/g, ' ');
}

function nameIn({ full, parts }: Name): CslName {
  if (!parts) return { literal: full };
  const { family, given, particle, suffix } = parts;
  return {
    family,
    given,
    ...(particle && { 'non-dropping-particle': particle }),
    ...(suffix && { suffix }),
  };
}

function dateIn(date: string | undefined): CslDate | undefined {
  if (date === undefined) return undefined;
  const { year, month, day } = dateParts(date);
  return { 'date-parts': [[year, month, day].filter((part) => part !== undefined)] };
}

type Loose<T> = { readonly [K in keyof T]: T[K] | '' | undefined };

/** Without what is unknown. */
function pruned(item: Loose<CslItem>): CslItem {
  const entries = Object.entries(item).filter(([, value]) => value && (!Array.isArray(value) || value.length > 0));
  const known: Record<string, unknown> = {};
  for (const [name, value] of entries) known[name] = value;
  return known as unknown as CslItem;
}
