import { safeLink } from '../contracts/links.ts';
import { markup, type Piece } from './markup.ts';

/** What of a page a copy keeps. */
export interface Manner {
  /** What relative addresses start from. */
  readonly base: string;
  /** Elements that stay, with the attributes that stay; of any other, what it holds. */
  readonly keep: Readonly<Record<string, readonly string[]>>;
  /** What takes the place of an element and of all it holds; `undefined`: nothing special about it. */
  readonly instead?: (element: Element) => readonly Piece[] | undefined;
  /** The last word on an absolute address. */
  readonly address?: (link: string) => string;
}

const SKIPPED = /^(?:script|style|template|noscript|iframe|object|form)$/;
const ADDRESSES = /^(?:href|src|cite)$/;

/** Reads nodes of a page as pieces, and changes none: no HTML is parsed, and nothing of the page runs. */
export function walk(nodes: Iterable<Node>, manner: Manner): Piece[] {
  return [...nodes].flatMap((node) => pieceOf(node, manner));
}

function pieceOf(node: Node, manner: Manner): readonly Piece[] {
  if (node.nodeType === 3) return [node.nodeValue ?? ''];
  if (node.nodeType !== 1) return [];
  const element = node as Element;
  const tag: unknown = element.localName;
  // The fields of a form take the place of its own properties; nothing else on a page has a name that is no text.
  if (typeof tag !== 'string' || tag === 'form') return manner.instead?.(element) ?? [];
  const instead = manner.instead?.(element);
  if (instead) return instead;
  if (SKIPPED.test(tag)) return [];
  const children = walk(element.childNodes, manner);
  const names = Object.keys(manner.keep).includes(tag) ? manner.keep[tag] : undefined;
  return names ? [markup(tag, attributesOf(element, names, manner), children)] : children;
}

/** Some attributes of an element, with absolute addresses; `undefined` for one that is missing or not safe to pass on. */
export function attributesOf(
  element: Element,
  names: readonly string[],
  manner: Manner,
): Record<string, string | undefined> {
  const attributes: Record<string, string | undefined> = {};
  for (const name of names) {
    const value = element.getAttribute(name) ?? undefined;
    attributes[name] = ADDRESSES.test(name) ? addressOf(value, manner) : value;
  }
  return attributes;
}

/** An absolute address, or `undefined` for one that is not safe to pass on. */
export function addressOf(value: string | undefined, { base, address }: Manner): string | undefined {
  const link = safeLink(value, 'publisher');
  try {
    const absolute = link && safeLink(new URL(link, base).href, 'publisher');
    return absolute && (address ? address(absolute) : absolute);
  } catch {
    return undefined;
  }
}
