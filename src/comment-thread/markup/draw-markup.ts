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
 * Each block finds its own direction, so that an Arabic answer to an English quote reads right.
 */
export function drawMarkup(blocks: readonly Block[]): TemplateResult[] {
  return blocks.map(drawBlock);
}

function drawBlock(block: Block): TemplateResult {
  switch (block.type) {
    case 'paragraph':
      return html`<p dir="auto">${block.children.map(drawInline)}</p>`;
    case 'code':
      return html`<pre dir="auto"><code>${block.text}</code></pre>`;
    case 'quote':
      return html`<blockquote dir="auto">${drawMarkup(block.children)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => html`<li dir="auto">${drawItem(item)}</li>`);
      return block.ordered
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
  }
}

/** A first paragraph needs no box of its own in a list item. */
function drawItem(item: readonly Block[]): unknown {
  const [first, ...rest] = item;
  return first?.type === 'paragraph' ? [first.children.map(drawInline), drawMarkup(rest)] : drawMarkup(item);
}

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
