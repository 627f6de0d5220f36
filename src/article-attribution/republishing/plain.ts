import { type Markup, type Piece } from '../markup.ts';

/** Blocks as plain text: paragraphs apart, bullets, tables with tabs, and every address once. */
export function toPlain(pieces: readonly Piece[]): string {
  return blocks(pieces, new Set()).join('\n\n');
}

type Seen = Set<string>;

const BLOCK = /^(?:p|h[2-6]|ul|ol|dl|blockquote|figure|figcaption|table|pre|hr)$/;

function blocks(pieces: readonly Piece[], seen: Seen): string[] {
  const texts: string[] = [];
  let run = '';
  const close = () => {
    if (/\S/.test(run)) texts.push(run.trim());
    run = '';
  };
  for (const piece of pieces) {
    if (typeof piece === 'string' || !BLOCK.test(piece.tag)) run += inline(piece, seen);
    else {
      close();
      const text = block(piece, seen);
      if (text !== '') texts.push(text);
    }
  }
  close();
  return texts;
}

function block(piece: Markup, seen: Seen): string {
  const { tag, children } = piece;
  switch (tag) {
    case 'ul':
    case 'ol':
      return list(piece, seen);
    case 'dl':
      return items(children)
        .map((one) => (one.tag === 'dt' ? '' : '  ') + indented(blocks(one.children, seen).join('\n'), '  '))
        .join('\n');
    case 'table':
      return rows(children)
        .map((row) =>
          items(row.children)
            .map((cell) => flat(cell, seen))
            .join('\t'),
        )
        .join('\n');
    case 'blockquote':
      return blocks(children, seen).join('\n\n').replace(/^/gm, '> ').replace(/^> $/gm, '>');
    case 'pre':
      return children
        .map((child) => inline(child, seen))
        .join('')
        .replace(/^\n|\s+$/g, '');
    case 'hr':
      return '* * *';
    default:
      return blocks(children, seen).join('\n\n');
  }
}

const items = (pieces: readonly Piece[]): Markup[] =>
  pieces.filter((piece): piece is Markup => typeof piece !== 'string');

/** The rows of a table, with its caption first. */
function rows(children: readonly Piece[]): Markup[] {
  return items(children).flatMap((child) => {
    if (child.tag === 'tr') return [child];
    return child.tag === 'caption' ? [{ ...child, children: [child] }] : rows(child.children);
  });
}

const flat = (cell: Markup, seen: Seen): string => blocks(cell.children, seen).join(' ').replace(/\s+/g, ' ');

function list({ tag, attributes, children }: Markup, seen: Seen): string {
  const start = Number(attributes['start'] ?? 1);
  return items(children)
    .map((item, index) => {
      const bullet = tag === 'ol' ? `${start + index}. ` : '• ';
      return bullet + indented(blocks(item.children, seen).join('\n'), bullet.replace(/./g, ' '));
    })
    .join('\n');
}

const indented = (text: string, indent: string): string => text.replace(/\n(?=.)/g, `\n${indent}`);

function inline(piece: Piece, seen: Seen): string {
  if (typeof piece === 'string') return piece;
  const { tag, attributes, children } = piece;
  if (tag === 'br') return '\n';
  if (tag === 'img') return attributes['alt'] ? `[${attributes['alt']}]` : '';
  const text = children.map((child) => inline(child, seen)).join('');
  const { href } = attributes;
  if (tag !== 'a' || href === undefined || seen.has(href) || text.trim() === href) return text;
  seen.add(href);
  return `${text} (${href.replace(/^mailto:/i, '')})`;
}
