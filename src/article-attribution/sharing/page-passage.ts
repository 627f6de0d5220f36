import type { Passage } from './text-fragment.ts';

const BLOCK =
  /^(?:p|div|br|hr|h[1-6]|[uod]l|li|d[dt]|blockquote|fig(?:ure|caption)|table|caption|t(?:head|body|foot|r|h|d)|pre|section|article|aside|nav|header|footer|main|address|details|summary|fieldset|form|dialog|hgroup)$/;
const INLINE = /^(?:inline|contents|ruby|none)/;
const UNREAD = /^(?:script|style|template|noscript|select|textarea|input|iframe|object|video|audio|canvas|svg|img)$/;

/** What the reader has selected in the article; `undefined` for nothing, or for something elsewhere. */
export function selectedPassage(article: Element): Passage | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.commonAncestorContainer)) return undefined;
  return passageOf(article, range);
}

/** The text of the article as readers see it, a line for each block, and where the range lies in it. */
export function passageOf(article: Element, range: Range): Passage | undefined {
  let text = '';
  let start: number | undefined;
  let end = 0;
  const endLine = (): void => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  const visit = (node: Node, isVisible: boolean): void => {
    if (node instanceof Text) {
      if (!isVisible) return;
      if (range.intersectsNode(node)) {
        start ??= text.length + (node === range.startContainer ? range.startOffset : 0);
        end = text.length + (node === range.endContainer ? range.endOffset : node.length);
      }
      text += node.data.replace(/\s/g, ' ');
    } else if (node instanceof Element && !UNREAD.test(node.localName)) {
      const { display, visibility } = getComputedStyle(node);
      if (display === 'none') return;
      const isBlock = BLOCK.test(node.localName) || !INLINE.test(display);
      if (isBlock) endLine();
      for (const child of node.childNodes) visit(child, visibility === 'visible');
      if (isBlock) endLine();
    }
  };
  visit(article, true);
  return start === undefined || end <= start ? undefined : { text, start, end };
}
