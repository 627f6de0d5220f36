import { MAX_QUOTE_LENGTH, quoteOf } from './quote.ts';
import { cleanLine } from './text.ts';

/** Longest passage that is shown away from its article, in UTF-16 code units. */
export const MAX_PASSAGE_LENGTH = 300;
/** Less is not cut off for the sake of a whole word: there are scripts without spaces. */
const MIN_LENGTH = 200;

/**
 * The words that a comment is about, for where its article does not stand beside it: see {@link shortenPassage}.
 *
 * @returns `undefined` where the comment is about no passage, or the anchor is none.
 */
export function passageOf(anchor: unknown): string | undefined {
  return shortenPassage(quoteOf(anchor)?.exact ?? '') || undefined;
}

/** A passage as one line, shortened after a whole word where there is one. */
export function shortenPassage(exact: string): string {
  const line = cleanLine(exact, MAX_QUOTE_LENGTH);
  if (line.length <= MAX_PASSAGE_LENGTH) return line;
  const start = cleanLine(line, MAX_PASSAGE_LENGTH);
  const isWhole = line[start.length] === ' ';
  const space = start.lastIndexOf(' ');
  return `${isWhole || space < MIN_LENGTH ? start : start.slice(0, space)} …`;
}
