import { html, nothing, type TemplateResult } from 'lit';

import type { Anchor, TextQuoteSelector } from '../../contracts/anchor.ts';
import type { Comment } from '../../contracts/comments.ts';
import { shortenPassage } from '../../contracts/passage.ts';
import type { Scene } from '../draw-scene.ts';
import { quoteIn, readAnchor } from './read-anchor.ts';
import { textDirective } from './text-directive.ts';

export { quoteStyles } from './quote.styles.ts';

const anchors = new WeakMap<Comment, Anchor | undefined>();

/** What a comment is about, read once for each comment as it was received. */
export function anchorOf(comment: Comment): Anchor | undefined {
  if (!anchors.has(comment)) anchors.set(comment, readAnchor(comment.anchor));
  return anchors.get(comment);
}

/** The words that a comment is about. */
export function quoteFor(comment: Comment): TextQuoteSelector | undefined {
  const anchor = anchorOf(comment);
  return anchor && quoteIn(anchor);
}

/**
 * The passage that a comment is about, as a link to it: the way there is a text fragment, which other pages and other
 * readers can follow as well. What was changed since stands as it was, and leads nowhere.
 */
export function drawQuote(comment: Comment, scene: Scene): TemplateResult | typeof nothing {
  const quote = quoteFor(comment);
  const { address, passages, say } = scene;
  const state = passages?.stateOf(comment);
  if (!quote || comment.state === 'deleted' || comment.state === 'hidden' || state === 'open') return nothing;
  const words = shortenPassage(quote.exact);
  const href = `${address.split('#', 1)[0]}#:~:${textDirective(quote)}`;
  return html`<blockquote class="quote" dir="auto">
      ${state === 'changed' ? words : html`<a href=${href} data-act="passage">${words}</a>`}
    </blockquote>
    ${state === 'changed' ? html`<p class="quote-changed muted">${say('passageChanged')}</p>` : nothing}`;
}
