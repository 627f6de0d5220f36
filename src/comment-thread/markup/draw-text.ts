import { html, type TemplateResult } from 'lit';

import type { Comment } from '../../contracts/comments.ts';
import { hasMarkup, plainParagraphs } from '../../contracts/markup/plain-text.ts';

/** What reads and draws Markdown, once a comment has some. */
let richText: typeof import('./draw-markup.ts') | undefined;

/** Fetches what Markdown needs. Never rejects: without it comments are shown as they were typed. */
export async function wantRichText(): Promise<void> {
  if (richText) return;
  try {
    richText = await import('./draw-markup.ts');
  } catch (error) {
    console.warn?.('page-furniture: what reads Markdown could not be loaded', error);
  }
}

/** Gets ready to draw these comments; most are plain prose and need nothing more. */
export async function prepareTexts(comments: readonly Comment[]): Promise<void> {
  if (comments.some(({ body }) => body.format === 'markdown' && hasMarkup(body.text))) await wantRichText();
}

/** The text of a comment as nodes; what is not Markdown is shown as the plain text that it is. */
export function drawText(text: string): TemplateResult[] {
  if (richText && hasMarkup(text)) return richText.drawRichText(text);
  return plainParagraphs(text).map(
    (lines) => html`<p dir="auto">${lines.map((line, index) => (index > 0 ? html`<br />${line}` : line))}</p>`,
  );
}
