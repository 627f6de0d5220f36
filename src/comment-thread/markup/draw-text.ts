import { html } from 'lit';

import type { Comment } from '../../contracts/comments.ts';
import { dress } from '../page-world.ts';
import { hasMarkup, plainParagraphs } from '../../contracts/markup/plain-text.ts';

/** What reads and draws Markdown, once a comment has some. */
let richText: typeof import('./draw-markup.ts') | undefined;

/**
 * Fetches what Markdown needs, and dresses the thread in `root` for it. Never rejects: without it comments are shown as
 * they were typed.
 */
export async function wantRichText(root: ShadowRoot): Promise<void> {
  try {
    richText ??= await import('./draw-markup.ts');
    dress(root, richText.markupStyles);
  } catch (error) {
    console.warn?.('page-furniture: what reads Markdown could not be loaded', error);
  }
}

/** Gets ready to draw these comments; most are plain prose and need nothing more. */
export async function prepareTexts(comments: readonly Comment[], root: ShadowRoot): Promise<void> {
  if (comments.some(({ body }) => body.format === 'markdown' && hasMarkup(body.text))) await wantRichText(root);
}

/** The text of a comment as nodes; what is not Markdown is shown as the plain text that it is. */
export function drawText(text: string): unknown {
  if (richText && hasMarkup(text)) return richText.drawRichText(text);
  const paragraphs = plainParagraphs(text).map((lines) => html`<p dir="auto">${one(lines.map(drawLine))}</p>`);
  return one(paragraphs);
}

const drawLine = (line: string, index: number) => (index > 0 ? html`<br />${line}` : line);

/** A list of one thing is that thing: most texts are one line, and a list takes a browser twice as long. */
const one = (items: unknown[]) => (items.length === 1 ? items[0] : items);
