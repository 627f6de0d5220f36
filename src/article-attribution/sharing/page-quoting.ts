import { toHtml } from '../markup.ts';
import { fillIn } from '../page-copy.ts';
import type { PanelHost } from '../panel.ts';
import { walk } from '../walk.ts';
import { sharedOf, sourceLine } from './shared.ts';
import { wordsOf } from './text-fragment.ts';
import { SHARING_WORDS } from './words-sharing.ts';

/** A shorter passage is somebody's words in a message; its copy is never touched. */
const FEWEST_WORDS = 40;
/** Where people copy to work on, not to quote. */
const WORKPLACES = 'input, textarea, select, pre, code, [contenteditable]:not([contenteditable=false])';
/** What of the passage's markup is somebody's meaning, and not a page's look. */
const KEEP: Record<string, readonly string[]> = {
  a: ['href'],
  ol: ['start'],
  bdi: ['lang', 'dir'],
  span: ['lang', 'dir'],
};
for (const tag of 'p h2 h3 h4 h5 h6 ul li blockquote q cite em strong b i sub sup br'.split(' ')) KEEP[tag] = [];

/**
 * Adds one line with title and address to long passages that readers copy from the article: with `copy-credit="quote"`
 * only, because most readers copy to keep, and want what they selected. What they selected stays as it is.
 */
export function quoteOnCopy(host: PanelHost): void {
  host.element.ownerDocument.addEventListener('copy', (event) => onCopy(event, host), { signal: host.signal });
}

function onCopy(event: ClipboardEvent, host: PanelHost): void {
  const selection = getSelection();
  const article = host.findArticle();
  const range = selection?.rangeCount === 1 ? selection.getRangeAt(0) : undefined;
  if (event.defaultPrevented || !range || !article?.contains(range.commonAncestorContainer)) return;
  const text = selection!.toString();
  const place = range.commonAncestorContainer;
  if (host.element.contains(place) || isWork(place) || wordsOf(text, host.tag).length < FEWEST_WORDS) return;
  const known = host.known();
  if (known.options.copyCredit !== 'quote') return;
  const say = host.sayer(SHARING_WORDS);
  const source = sourceLine(sharedOf(known), say);
  const passage = walk(range.cloneContents().childNodes, { base: article.ownerDocument.baseURI, keep: KEEP });
  event.preventDefault();
  fillIn(event, {
    html: [...passage, source.piece].map(toHtml).join(''),
    text: `${text}\n\n${source.text}`,
  });
  host.copied('quote', 'html', say('quoteCopied'));
}

function isWork(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(WORKPLACES) !== null;
}
