/** A piece of a credit: text, or an element with attributes and pieces of its own. Plain data, drawn or written out. */
export type Piece = string | Markup;

/** An element as data; attributes without a value are left out of it. */
export interface Markup {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly Piece[];
}

/** An element; attributes without a value are left out. */
export function markup(tag: string, attributes: Markup['attributes'], children: readonly Piece[]): Markup {
  return { tag, attributes, children };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\u00a0': '&nbsp;',
};

/**
 * HTML of a piece, letter for letter what a browser would serialise after drawing it. Every text and every value is
 * escaped; tags and attribute names are ours.
 */
export function toHtml(piece: Piece): string {
  if (typeof piece === 'string') return escapeWith(piece, /[&<>\u00a0]/g);
  const attributes = Object.keys(piece.attributes).map((name) => {
    const value = piece.attributes[name];
    return value === undefined ? '' : ` ${name}="${escapeWith(value, /[&<>"\u00a0]/g)}"`;
  });
  const start = `<${piece.tag}${attributes.join('')}>`;
  if (/^(?:br|hr|img|link|meta)$/.test(piece.tag)) return start;
  return `${start}${piece.children.map(toHtml).join('')}</${piece.tag}>`;
}

/** The text of a piece, without its elements. */
export function toText(piece: Piece): string {
  return typeof piece === 'string' ? piece : piece.children.map(toText).join('');
}

function escapeWith(text: string, pattern: RegExp): string {
  return text.replace(pattern, (letter) => ENTITIES[letter]!);
}
