import type { Piece } from '../markup.ts';
import { dateParts, yearFirst } from './dates.ts';
import type { Item } from './item.ts';
import { initials, surname, type Name } from './names.ts';
import { foreign, italic, spaced } from './pieces.ts';
import { stop } from './text.ts';

/** Who comes after this many authors is left out, except for the last. */
const MAX_AUTHORS = 20;

/** Scripts that shorten names to letters; elsewhere a letter alone is no initial. */
const HAS_INITIALS = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]/u;

/**
 * A reference in the style of the American Psychological Association, 7th edition. Titles stay as they are written, unless
 * the publisher says how they read in sentence case: no rule knows which words are names.
 *
 * @see https://apastyle.apa.org/style-grammar-guidelines/references
 */
export function apa(item: Item): Piece[] {
  const authors = authorList(item.authors.map(nameBack));
  const title = titleOf(item);
  const date = [`(${item.date === undefined ? 'n.d.' : yearFirst(item.date)}).`];
  const { original } = item;
  return spaced([
    ...(authors ? [[authors + stop(authors)], date, title] : [title, date]),
    containerOf(item),
    item.url === undefined ? [] : [item.url],
    original?.date === undefined ? [] : [`(Original work published ${dateParts(original.date).year})`],
  ]);
}

/** `Kessler, M.` */
function nameBack({ full, parts }: Name): string {
  if (!parts || !HAS_INITIALS.test(parts.given)) return full;
  return `${surname(parts)}, ${initials(parts.given)}${parts.suffix && `, ${parts.suffix}`}`;
}

/** `M. Kessler` */
function nameAhead({ full, parts }: Name): string {
  if (!parts || !HAS_INITIALS.test(parts.given)) return full;
  return `${initials(parts.given)} ${surname(parts)}${parts.suffix && `, ${parts.suffix}`}`;
}

function authorList(names: readonly string[]): string {
  const last = names[names.length - 1] ?? '';
  if (names.length > MAX_AUTHORS) return `${names.slice(0, MAX_AUTHORS - 1).join(', ')}, . . . ${last}`;
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')}, & ${last}`;
}

/** The title of a text on a site of its own, or in nothing that is known, is set like that of a book; else the newspaper's is. */
const isAlone = ({ type, container }: Item): boolean => type === 'website' || container === undefined;

function titleOf(item: Item): Piece[] {
  const { title, titleSentence = title, meaning, meaningSentence = meaning, language, translators } = item;
  if (titleSentence === undefined) return [];
  const text = foreign(titleSentence, language);
  const after = [
    ...(meaningSentence === undefined ? [] : [` [${meaningSentence}]`]),
    ...(translators.length === 0 ? [] : [` (${translatorList(translators.map(nameAhead))}, Trans.)`]),
  ].join('');
  return [isAlone(item) ? italic(text) : text, after === '' ? stop(titleSentence) : `${after}.`].filter(Boolean);
}

function translatorList(names: readonly string[]): string {
  return names.length === 2 ? names.join(' & ') : authorList(names);
}

/** A site that signs as itself is named once. */
function containerOf(item: Item): Piece[] {
  const { container, authors } = item;
  if (container === undefined) return [];
  if (isAlone(item) && authors.length === 1 && authors[0]!.full === container) return [];
  const text = foreign(container);
  return [isAlone(item) ? text : italic(text), stop(container)].filter(Boolean);
}
