import type { Piece } from './markup.ts';

/** Draws a piece node by node: no HTML is parsed, whatever the text is. */
export function draw(piece: Piece, page: Document): Node {
  if (typeof piece === 'string') return page.createTextNode(piece);
  const element = page.createElement(piece.tag);
  for (const name of Object.keys(piece.attributes)) {
    const value = piece.attributes[name];
    if (value !== undefined) element.setAttribute(name, value);
  }
  for (const child of piece.children) element.appendChild(draw(child, page));
  return element;
}
