import { attempt } from '../../base/messages.ts';

/**
 * Words of a text, also in languages that put no spaces between them.
 *
 * @param tag - BCP 47, for where a word ends.
 */
export function countWords(text: string, tag: string): number {
  const segments = attempt(() => [...new Intl.Segmenter(tag, { granularity: 'word' }).segment(text)]);
  return segments ? segments.filter(({ isWordLike }) => isWordLike).length : (text.match(/\S+/g) ?? []).length;
}
