import { passageOf } from '../../contracts/passage.ts';
import { escapeHtml } from './escape.ts';
import { pageWords, type PageLanguage } from './words.ts';

/** The passage that a comment is about, as a quotation above its words; nothing where there is none. */
export function passageHtml(anchor: unknown, language: PageLanguage): string {
  const passage = passageOf(anchor);
  if (passage === undefined) return '';
  return `<p>${pageWords(language).passage}</p><blockquote dir="auto">${escapeHtml(passage)}</blockquote>`;
}
