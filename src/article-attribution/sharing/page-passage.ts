import type { Passage } from './text-fragment.ts';

const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, blockquote, figcaption, td, th, dt, dd, pre, div, section, article';

/** What the reader has selected in the article; `undefined` for nothing, or for something elsewhere. */
export function selectedPassage(article: Element): Passage | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.commonAncestorContainer)) return undefined;
  return passageOf(article, range);
}

/** The text of the article, a line for each block, and where the range lies in it. */
function passageOf(article: Element, range: Range): Passage | undefined {
  let text = '';
  let start: number | undefined;
  let end = 0;
  let block: Element | null = null;
  const walker = article.ownerDocument.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const own = node.parentElement?.closest(BLOCKS) ?? null;
    if (own !== block && text !== '') text += '\n';
    block = own;
    if (range.intersectsNode(node)) {
      start ??= text.length + (node === range.startContainer ? range.startOffset : 0);
      end = text.length + (node === range.endContainer ? range.endOffset : node.length);
    }
    text += node.data.replace(/\s/g, ' ');
  }
  return start === undefined || end <= start ? undefined : { text, start, end };
}
