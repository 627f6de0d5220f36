import { safeLink } from '../contracts/links.ts';
import { markup, toHtml, type Piece } from './markup.ts';

/** A credit as it goes to the clipboard. */
export interface CreditCopy {
  readonly html: string;
  readonly text: string;
}

/** What a copy keeps of the markup: no classes, no data, nothing that a page could style or run. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'hreflang', 'rel'],
  bdi: ['lang', 'dir'],
  cite: ['lang'],
  em: [],
  p: ['lang', 'dir'],
  strong: [],
  time: ['datetime'],
};
const SKIPPED = /^(?:script|style|template|noscript|iframe|object)$/;

/** A credit on a page, whoever wrote it, as a clean copy with absolute addresses. */
export function copyOf(nodes: Iterable<Node>, base: string): CreditCopy {
  const pieces = [...nodes].flatMap((node) => pieceOf(node, base));
  const text = pieces
    .map(plain)
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
  return { html: pieces.map(toHtml).join('').trim(), text };
}

function pieceOf(node: Node, base: string): Piece[] {
  if (node.nodeType === 3) return [(node.nodeValue ?? '').replace(/\s+/g, ' ')];
  if (node.nodeType !== 1) return [];
  const element = node as Element;
  const tag = element.localName;
  if (SKIPPED.test(tag)) return [];
  const children = [...element.childNodes].flatMap((child) => pieceOf(child, base));
  const names = Object.keys(KEPT).includes(tag) ? KEPT[tag] : undefined;
  if (!names) return children;
  const attributes: Record<string, string | undefined> = {};
  for (const name of names) attributes[name] = valueOf(element, name, base);
  return [markup(tag, attributes, children)];
}

function valueOf(element: Element, name: string, base: string): string | undefined {
  const value = element.getAttribute(name) ?? undefined;
  if (name !== 'href') return value;
  const link = safeLink(value, 'publisher');
  try {
    return link && safeLink(new URL(link, base).href, 'publisher');
  } catch {
    return undefined;
  }
}

/** Text with the addresses that a reader of plain text needs. */
function plain(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  const text = piece.children.map(plain).join('');
  const { href, rel = '' } = piece.attributes;
  const isNeeded = piece.tag === 'a' && href !== undefined && /\b(?:external|license)\b/.test(rel) && href !== text;
  return `${text}${isNeeded ? ` (${href})` : ''}${piece.tag === 'p' ? '\n' : ''}`;
}
