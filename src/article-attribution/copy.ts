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

/** The same as it goes to the clipboard. */
export function copyOf(nodes: Iterable<Node>, base: string): CreditCopy {
  const pieces = piecesOf(nodes, base);
  const text = pieces
    .map(plain)
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
function plain(piece: Piece): string {
  if (typeof piece === 'string') return piece.replace(/\s+/g, ' ');
  const text = piece.children.map(plain).join('');
  const { href, rel = '' } = piece.attributes;
  const isNeeded = piece.tag === 'a' && href !== undefined && /\b(?:external|license)\b/.test(rel) && href !== text;
  return `${text}${isNeeded ? ` (${href})` : ''}${piece.tag === 'p' ? '\n' : ''}`;
}
