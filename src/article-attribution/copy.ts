import { RIGHT_TO_LEFT } from './direction.ts';
import { toHtml, type Piece } from './markup.ts';
import { walk } from './walk.ts';

/** A credit as it goes to the clipboard. */
export interface CreditCopy {
  readonly html: string;
  readonly text: string;
}

/** What a copy keeps of the markup: no classes, no data, nothing that a page could style or run. */
const KEEP: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'hreflang', 'rel'],
  bdi: ['lang', 'dir'],
  cite: ['lang'],
  em: [],
  p: ['lang', 'dir'],
  strong: [],
  time: ['datetime'],
};

/** A credit on a page, whoever wrote it, without what a copy leaves out, and with absolute addresses. */
export function piecesOf(nodes: Iterable<Node>, base: string): Piece[] {
  return walk(nodes, { base, keep: KEEP });
}

/**
 * The same as it goes to the clipboard.
 *
 * @param around - Direction of the text on the page, for what does not say its own.
 */
export function copyOf(nodes: Iterable<Node>, base: string, around: Direction = 'ltr'): CreditCopy {
  const pieces = piecesOf(nodes, base);
  const text = pieces
    .map((piece) => plain(piece, around))
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
  const html = pieces
    .map(toHtml)
    .join('')
    .replace(/[ \t\n\f\r]+/g, ' ')
    .trim();
  return { html, text };
}

/** Text with the addresses that a reader of plain text needs. */
function plain(piece: Piece, around: Direction): string {
  if (typeof piece === 'string') return piece.replace(/\s+/g, ' ');
  const { href, rel = '', dir } = piece.attributes;
  const own = dir === 'rtl' || dir === 'ltr' ? dir : around;
  const text = piece.children.map((child) => plain(child, own)).join('');
  if (piece.tag === 'bdi') return isolated(text, around);
  const isNeeded = piece.tag === 'a' && href !== undefined && /\b(?:external|license)\b/.test(rel) && href !== text;
  return `${text}${isNeeded ? ` (${isolated(href, around)})` : ''}${piece.tag === 'p' ? '\n' : ''}`;
}

type Direction = 'ltr' | 'rtl';

const FIRST_STRONG = /[\p{L}\p{Nl}]/u;

/**
 * What `<bdi>` does, in plain text: first strong isolate and its end (U+2068, U+2069), only around what runs against the
 * text around it.
 *
 * @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
function isolated(text: string, around: Direction): string {
  const [letter] = FIRST_STRONG.exec(text) ?? [];
  if (letter === undefined) return text;
  const own: Direction = RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
  return own === around ? text : `\u2068${text}\u2069`;
}
