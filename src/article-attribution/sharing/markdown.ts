import type { Piece } from '../markup.ts';

/** Letters that mean something in Markdown, wherever they stand. */
const SPECIAL = /[\\`*_{}[\]<>()#+!|~&]/g;

const escaped = (text: string): string => text.replace(/\s+/g, ' ').replace(SPECIAL, '\\$&');

/** A credit as Markdown (CommonMark): links and titles stay, and nothing in a name becomes markup. */
export function toMarkdown(pieces: readonly Piece[]): string {
  return pieces.map(inline).join('').replace(/ +/g, ' ').trim();
}

function inline(piece: Piece): string {
  if (typeof piece === 'string') return escaped(piece);
  const text = piece.children.map(inline).join('');
  const { href } = piece.attributes;
  if (piece.tag === 'a' && href !== undefined && text.trim() !== '') return `[${text}](<${addressOf(href)}>)`;
  return piece.tag === 'cite' && text.trim() !== '' ? `*${text}*` : text;
}

/** Between angle brackets only these end an address. */
const addressOf = (href: string): string => href.replace(/[<>\\\s]/g, (letter) => encodeURIComponent(letter));
