import type { Piece } from '../markup.ts';
import { dayFirstShort, monthFirst } from './dates.ts';
import type { Item, Origin } from './item.ts';
import { inverted, listed, type Name } from './names.ts';
import { foreign, italic, spaced } from './pieces.ts';
import { innerQuotes, stop } from './text.ts';

/**
 * An entry in a list of works cited, Modern Language Association, 9th edition.
 *
 * @see https://style.mla.org/works-cited/citations-by-format/
 */
export function mla(item: Item): Piece[] {
  const authors = mlaNames(item.authors);
  const where = commas([
    ...(item.container === undefined ? [] : [italic(foreign(item.container))]),
    ...(item.date === undefined ? [] : [dayFirstShort(item.date)]),
    ...(item.url === undefined ? [] : [item.url.replace(/^https?:\/\//, '')]),
  ]);
  return spaced([
    authors ? [authors + stop(authors)] : [],
    quoted(item.title, item.language, true),
    item.translators.length > 0 ? [sentence(`Translated by ${mlaPlain(item.translators)}`)] : [],
    where.length > 0 ? [...where, '.'] : [],
    item.date === undefined ? [`Accessed ${dayFirstShort(item.accessed)}.`] : [],
    originallyIn(item.original, dayFirstShort),
  ]);
}

/**
 * An entry in a bibliography, Chicago Manual of Style, 17th edition (notes and bibliography).
 *
 * @see https://www.chicagomanualofstyle.org/tools_citationguide.html
 */
export function chicago(item: Item): Piece[] {
  const { container, date, url, original, meaning, language, title } = item;
  const authors = chicagoNames(item.authors);
  const where = commas([
    ...(container === undefined ? [] : [item.type === 'website' ? foreign(container) : italic(foreign(container))]),
    date === undefined ? `accessed ${monthFirst(item.accessed)}` : monthFirst(date),
  ]);
  if (typeof where[0] === 'string') where[0] = where[0].replace(/^accessed/, 'Accessed');
  return spaced([
    authors ? [authors + stop(authors)] : [],
    [
      ...quoted(title, language, meaning === undefined),
      ...(meaning === undefined ? [] : [` [${item.meaningSentence ?? meaning}].`]),
    ],
    item.translators.length > 0 ? [sentence(`Translated by ${listed(plainNames(item.translators), 'and')}`)] : [],
    [...where, '.'],
    url === undefined ? [] : [`${url}.`],
    original?.title === undefined ? originallyIn(original, monthFirst) : originallyAs(original.title, original),
  ]);
}

const sentence = (text: string): string => text + stop(text);

/** A title between quotation marks, with the full stop that belongs inside them. */
function quoted(title: string | undefined, language: string | undefined, hasStop: boolean): Piece[] {
  if (title === undefined) return [];
  const text = innerQuotes(title);
  return ['“', foreign(text, language), `${hasStop ? stop(text) : ''}”`];
}

function commas(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, index) => (index > 0 ? [', ', piece] : [piece]));
}

/** `Originally published in *Der Bote*, 14 Mar. 2015.` */
function originallyIn(original: Origin | undefined, format: (date: string) => string): Piece[] {
  const { container, date } = original ?? {};
  if (container === undefined) return date === undefined ? [] : [sentence(`Originally published ${format(date)}`)];
  const when = date === undefined ? '' : `, ${format(date)}`;
  return ['Originally published in ', italic(foreign(container)), `${when}.`];
}

/** `Originally published as “Title” (*Der Bote*, March 14, 2015).` */
function originallyAs(title: string, { container, date, language }: Origin): Piece[] {
  const where = commas([
    ...(container === undefined ? [] : [italic(foreign(container))]),
    ...(date === undefined ? [] : [monthFirst(date)]),
  ]);
  const pieces: Piece[] = ['Originally published as ', ...quoted(title, language, false)];
  return where.length === 0 ? [...pieces, '.'] : [...pieces, ' (', ...where, ').'];
}

const plainNames = (names: readonly Name[]): string[] => names.map(({ full }) => full);

function mlaNames(names: readonly Name[]): string {
  const [first, second] = names;
  if (!first) return '';
  if (names.length > 2) return `${inverted(first)}, et al.`;
  return second ? `${inverted(first)}, and ${second.full}` : inverted(first);
}

function mlaPlain(names: readonly Name[]): string {
  return names.length > 2 ? `${names[0]!.full} et al.` : plainNames(names).join(' and ');
}

/** Of more than ten authors, the first seven are named. */
function chicagoNames(names: readonly Name[]): string {
  const [first, ...others] = names;
  if (!first) return '';
  const all = [inverted(first), ...plainNames(others)];
  if (all.length > 10) return `${all.slice(0, 7).join(', ')}, et al.`;
  return all.length === 2 ? all.join(', and ') : listed(all, 'and');
}
