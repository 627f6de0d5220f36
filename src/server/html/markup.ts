import { parseMarkup, type Block, type Inline } from '../../contracts/markup/markup.ts';
import type { Comment } from '../../contracts/comments.ts';
import { escapeHtml, withoutTags } from './escape.ts';

/** What links that readers write carry. */
export const READER_LINK = 'rel="ugc nofollow noopener noreferrer"';

/**
 * The words of a comment as HTML: the same tree that the element draws, with a fixed tag for each kind of node and every
 * value escaped.
 */
export function bodyHtml({ format, text }: Comment['body']): string {
  if (format === 'markdown')
    return parseMarkup(text)
      .map((block) => blockHtml(block))
      .join('');
  const plain = format === 'html' ? withoutTags(text) : text;
  return plain
    .split(/\n{2,}/)
    .map((paragraph) => `<p dir="auto">${escapeHtml(paragraph).replace(/\n/g, '<br>')}</p>`)
    .join('');
}

/** @param isInside - In a quote or a list, which finds its direction in what has none of its own. */
function blockHtml(block: Block, isInside = false): string {
  const dir = isInside ? '' : ' dir="auto"';
  switch (block.type) {
    case 'paragraph':
      return `<p${dir}>${inlineHtml(block.children)}</p>`;
    case 'code':
      return `<pre dir="auto"><code>${escapeHtml(block.text)}</code></pre>`;
    case 'quote':
      return `<blockquote${dir}>${insideHtml(block.children)}</blockquote>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}${dir}>${block.items.map((item) => `<li>${itemHtml(item)}</li>`).join('')}</${tag}>`;
    }
  }
}

/** A first paragraph needs no box of its own in a list item. */
function itemHtml([first, ...rest]: readonly Block[]): string {
  if (!first) return '';
  const start = first.type === 'paragraph' ? inlineHtml(first.children) : blockHtml(first, true);
  return start + insideHtml(rest);
}

const insideHtml = (blocks: readonly Block[]): string => blocks.map((block) => blockHtml(block, true)).join('');

const TAGS = { emphasis: 'em', strong: 'strong', deleted: 'del' } as const;

function inlineHtml(nodes: readonly Inline[]): string {
  return nodes.map(nodeHtml).join('');
}

function nodeHtml(node: Inline): string {
  if (typeof node === 'string') return escapeHtml(node);
  switch (node.type) {
    case 'break':
      return '<br>';
    case 'code':
      return `<code>${escapeHtml(node.text)}</code>`;
    case 'link': {
      const host = node.host === '' ? '' : ` <span>(<bdi>${escapeHtml(node.host)}</bdi>)</span>`;
      return `<a href="${escapeHtml(node.href)}" ${READER_LINK}>${inlineHtml(node.children)}</a>${host}`;
    }
    default:
      return `<${TAGS[node.type]}>${inlineHtml(node.children)}</${TAGS[node.type]}>`;
  }
}
