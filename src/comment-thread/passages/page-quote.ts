import { nothing } from 'lit';

import type { Comment } from '../../contracts/comments.ts';
import type { Scene } from '../draw-scene.ts';
import { dress } from '../page-world.ts';

/** What draws the passage that a comment is about, once one is. */
let code: typeof import('./draw-quote.ts') | undefined;

/**
 * Gets ready to draw what these comments are about, and dresses the thread in `root` for it. Without it they stand there
 * as comments on the whole article. Never rejects.
 */
export async function prepareQuotes(comments: readonly Comment[], root: ShadowRoot): Promise<void> {
  if (comments.some(({ anchor }) => anchor !== undefined)) await wantQuotes(root);
}

/** Fetches what quoted passages need. Never rejects. */
export async function wantQuotes(root: ShadowRoot): Promise<void> {
  try {
    code ??= await import('./draw-quote.ts');
    dress(root, code.quoteStyles);
  } catch (error) {
    console.warn?.('page-furniture: what draws quoted passages could not be loaded', error);
  }
}

/** The passage that a comment is about, above it. */
export const drawQuote = (comment: Comment, scene: Scene): unknown =>
  (comment.anchor !== undefined && code?.drawQuote(comment, scene)) || nothing;
