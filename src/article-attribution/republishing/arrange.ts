import { markup, type Markup, type Piece } from '../markup.ts';

/** The tag of what stands for a picture that was left out, until it is arranged. */
export const LEFT_OUT = 'left-out';

const BLOCK =
  /^(?:p|h[2-6]|ul|ol|li|dl|dt|dd|blockquote|figure|figcaption|table|thead|tbody|tfoot|tr|td|th|caption|pre|hr|div)$/;
/** Holds blocks, or words alone. */
const FLOW = /^(?:blockquote|li|dd|td|th|figure|figcaption|caption)$/;
/** Says something although there is nothing in it. */
const EMPTY = /^(?:br|hr|img|td|th)$/;
/** What may stand in what, where a browser would put anything else somewhere else. */
const CHILDREN: Readonly<Record<string, RegExp>> = {
  ul: /^li$/,
  ol: /^li$/,
  dl: /^d[dt]$/,
  table: /^(?:caption|thead|tbody|tfoot|tr)$/,
  thead: /^tr$/,
  tbody: /^tr$/,
  tfoot: /^tr$/,
  tr: /^t[dh]$/,
};
const PLACED = /^(?:li|d[dt]|caption|thead|tbody|tfoot|tr|t[dh]|figcaption)$/;
const WORDS: Readonly<Record<string, RegExp>> = {
  dir: /^(?:ltr|rtl|auto)$/,
  lang: /^[a-z\d]+(?:-[a-z\d]+)*$/i,
  scope: /^(?:row|col|rowgroup|colgroup)$/,
  colspan: /^\d{1,3}$/,
  rowspan: /^\d{1,3}$/,
  start: /^-?\d{1,6}$/,
  width: /^\d{1,5}$/,
  height: /^\d{1,5}$/,
  datetime: /^[-\d\s.,:+TZWPYMDHS]{4,40}$/i,
};
/** What ends an element, a comment or a section somewhere: read again as XML or in another element, the rest would be markup. */
const BREAKS_OUT = /(?:--!?|\])>|<\/[a-z]/i;
// What HTML cannot hold.
const UNWRITABLE = /(?![\t\n\f\r])\p{Cc}/gu;

interface Place {
  /** The nearest element that is kept. */
  readonly parent: string;
  readonly isInLink: boolean;
  readonly isInPre: boolean;
  /** Where words alone may stand. */
  readonly isInline: boolean;
}

/**
 * Puts what was kept in the order of HTML: every word in a paragraph or another block, no block in a paragraph, no link
 * in a link, nothing loose in lists and tables, nothing empty; so that a browser reads it as it is written.
 */
export function arrange(pieces: readonly Piece[], placeholder: string): Piece[] {
  const place: Place = { parent: '', isInLink: false, isInPre: false, isInline: false };
  return inParagraphs(arrangeAll(pieces, place, placeholder));
}

function arrangeAll(pieces: readonly Piece[], place: Place, placeholder: string): Piece[] {
  const allowed = CHILDREN[place.parent];
  const arranged = joined(
    pieces.flatMap((piece) => arrangeOne(piece, place, placeholder)),
    place.isInPre,
  );
  return allowed ? sorted(arranged, place.parent, allowed) : arranged;
}

/** Texts side by side are one, with one space where a browser shows one. */
function joined(pieces: readonly Piece[], isInPre: boolean): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const before = all[all.length - 1];
    if (typeof piece === 'string' && typeof before === 'string') all[all.length - 1] = before + piece;
    else all.push(piece);
  }
  return all.map((piece) => (typeof piece === 'string' && !isInPre ? piece.replace(/[ \t\n\f]+/g, ' ') : piece));
}

function arrangeOne(piece: Piece, place: Place, placeholder: string): Piece[] {
  if (typeof piece === 'string') {
    return [piece.replace(UNWRITABLE, '').replace(/\r\n?/g, '\n')];
  }
  const { tag } = piece;
  if (tag === LEFT_OUT) return [placeholder];
  if (tag === 'figure' && isWithoutPicture(piece))
    return place.isInline ? [placeholder] : [markup('p', {}, [placeholder])];
  const isLoose =
    PLACED.test(tag) && !(CHILDREN[place.parent]?.test(tag) || (tag === 'figcaption' && place.parent === 'figure'));
  if (place.isInline && BLOCK.test(tag)) {
    return [' ', ...arrangeAll(piece.children, { ...place, parent: '' }, placeholder), ' '];
  }
  if (tag === 'div' || isLoose) {
    const children = arrangeAll(piece.children, { ...place, parent: place.parent === 'dl' ? 'dl' : '' }, placeholder);
    return place.parent === 'dl' ? children : inParagraphs(children);
  }
  return element(piece, place, placeholder);
}

function element(piece: Markup, place: Place, placeholder: string): Piece[] {
  const { tag } = piece;
  const attributes = checked(piece.attributes);
  const isLink = tag === 'a';
  const inside: Place = {
    parent: tag,
    isInLink: place.isInLink || isLink,
    isInPre: place.isInPre || tag === 'pre',
    isInline: !FLOW.test(tag) && !CHILDREN[tag],
  };
  const children = arrangeAll(piece.children, inside, placeholder);
  const isUnlinked =
    isLink && (place.isInLink || attributes['href'] === undefined || isPlaceholder(children, placeholder));
  if (isUnlinked || (tag === 'span' && Object.keys(attributes).length === 0)) return children;
  if (tag === 'img') return [markup(tag, { src: attributes['src'], alt: '', ...attributes }, [])];
  if (!EMPTY.test(tag) && !hasContent(children)) return children.some((child) => child !== '') ? [' '] : [];
  if (tag === 'blockquote' && children.some(isBlock)) return [markup(tag, attributes, inParagraphs(children))];
  return [markup(tag, attributes, BLOCK.test(tag) ? edged(tag, children) : children)];
}

/** A browser drops the first line break of a `pre`, and spaces at the edges of other blocks. */
function edged(tag: string, children: readonly Piece[]): readonly Piece[] {
  const [first] = children;
  if (tag === 'pre') return typeof first === 'string' && first.startsWith('\n') ? ['\n', ...children] : children;
  return trimmed(children);
}

function checked(attributes: Markup['attributes']): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value === undefined || WORDS[name]?.test(value) === false || BREAKS_OUT.test(value)) continue;
    kept[name] = value.replace(UNWRITABLE, '').replace(/\r\n?/g, '\n');
  }
  return kept;
}

/** A caption without its picture describes nothing. */
function isWithoutPicture({ children }: Markup): boolean {
  let isLeftOut = false;
  const isOnlyThat = (pieces: readonly Piece[]): boolean =>
    pieces.every((piece) => {
      if (typeof piece === 'string') return !/\S/.test(piece);
      if (piece.tag === LEFT_OUT) return (isLeftOut = true);
      return piece.tag === 'figcaption' || (/^(?:a|div|span|p)$/.test(piece.tag) && isOnlyThat(piece.children));
    });
  return isOnlyThat(children) && isLeftOut;
}

const isPlaceholder = (children: readonly Piece[], placeholder: string): boolean =>
  children.every((child) => typeof child === 'string' && (child.trim() === placeholder || !/\S/.test(child)));

const isBlock = (piece: Piece): boolean => typeof piece !== 'string' && BLOCK.test(piece.tag);

function hasContent(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) =>
    typeof piece === 'string'
      ? /[^ \t\n\f\r]/.test(piece)
      : /^(?:br|hr|img)$/.test(piece.tag) || hasContent(piece.children),
  );
}

/** What stands loose in a list becomes an item of it; what stands loose in a table goes. */
function sorted(pieces: readonly Piece[], parent: string, allowed: RegExp): Piece[] {
  const isItem = (piece: Piece) => typeof piece !== 'string' && allowed.test(piece.tag);
  const loose = parent === 'dl' ? 'dd' : parent === 'ul' || parent === 'ol' ? 'li' : undefined;
  return pieces.flatMap((piece) => {
    if (isItem(piece)) return [piece];
    return loose !== undefined && hasContent([piece]) ? [markup(loose, {}, [piece])] : [];
  });
}

/** Words between blocks, in paragraphs of their own. */
function inParagraphs(pieces: readonly Piece[]): Piece[] {
  const blocks: Piece[] = [];
  let run: Piece[] = [];
  const close = () => {
    const words = trimmed(run);
    if (hasContent(words) && !words.every((one) => typeof one !== 'string' && one.tag === 'br')) {
      blocks.push(markup('p', {}, words));
    }
    run = [];
  };
  for (const piece of pieces) {
    if (!isBlock(piece)) run.push(piece);
    else {
      close();
      blocks.push(piece);
    }
  }
  close();
  return blocks;
}

function trimmed(pieces: readonly Piece[]): readonly Piece[] {
  const all = [...pieces];
  const trim = (index: number, pattern: RegExp) => {
    const piece = all[index];
    if (typeof piece === 'string') all[index] = piece.replace(pattern, '');
  };
  trim(0, /^[ \t\n\f\r]+/);
  trim(all.length - 1, /[ \t\n\f\r]+$/);
  return all.filter((piece) => piece !== '');
}
