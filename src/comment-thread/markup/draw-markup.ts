import { html, nothing, type TemplateResult } from 'lit';
import { parseMarkup, type Block, type Inline } from '../../contracts/markup/markup.ts';

export { markupStyles } from './markup.styles.ts';

/** The Markdown of a comment as nodes. Fetched with the first comment that is more than plain prose. */
export function drawRichText(text: string): TemplateResult[] {
  return drawMarkup(parseMarkup(text));
}

/**
 * Draws a comment's tree: one fixed template per kind of node, every value a text node or a checked `href`.
 *
 * Each block finds its own direction, so that an Arabic answer to an English quote reads right. A quote and a list find
 * theirs in what stands in them, for the side of their bar and their bullets: only what has no direction of its own counts.
 */
export function drawMarkup(blocks: readonly Block[]): TemplateResult[] {
  return blocks.map((block) => drawBlock(block));
}

/** @param isInside - In a quote or a list. */
function drawBlock(block: Block, isInside = false): TemplateResult {
  const dir = isInside ? nothing : 'auto';
  switch (block.type) {
    case 'paragraph':
      if (isInside) return html`<p>${block.children.map(drawInline)}</p>`;
      return html`<p dir="auto">${block.children.map(drawInline)}</p>`;
    case 'code':
      return html`<pre dir="auto"><code>${block.text}</code></pre>`;
    case 'quote':
      return html`<blockquote dir=${dir}>${drawInside(block.children)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${drawItem(item)}</li>`);
      return block.ordered
        ? html`<ol dir=${dir}>
            ${items}
          </ol>`
        : html`<ul dir=${dir}>
            ${items}
          </ul>`;
    }
  }
}

/** A first paragraph needs no box of its own in a list item. */
function drawItem(item: readonly Block[]): unknown {
  const [first, ...rest] = item;
  return first?.type === 'paragraph' ? [first.children.map(drawInline), drawInside(rest)] : drawInside(item);
}

const drawInside = (blocks: readonly Block[]) => blocks.map((block) => drawBlock(block, true));

function drawInline(node: Inline): unknown {
  if (typeof node === 'string') return node;
  switch (node.type) {
    case 'break':
      return html`<br />`;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'emphasis':
      return html`<em>${node.children.map(drawInline)}</em>`;
    case 'strong':
      return html`<strong>${node.children.map(drawInline)}</strong>`;
    case 'deleted':
      return html`<del>${node.children.map(drawInline)}</del>`;
    case 'link':
      return html`<a href=${node.href} rel="ugc nofollow noopener noreferrer">${node.children.map(drawInline)}</a>${
          node.host ? html` <span class="link-host">(<bdi>${node.host}</bdi>)</span>` : nothing
        }`;
  }
}
