import { MAX_QUOTE_LENGTH, quoteOf } from './quote.ts';
import { cleanLine } from './text.ts';

/** Longest passage that is shown away from its article, in UTF-16 code units. */
export const MAX_PASSAGE_LENGTH = 300;
/** A smaller share is not left for the sake of a whole word: there are scripts without spaces. */
const MIN_SHARE = 2 / 3;

/**
 * The words that a comment is about, for where its article does not stand beside it: see {@link shortenPassage}.
 *
 * @returns `undefined` where the comment is about no passage, or the anchor is none.
 */
export function passageOf(anchor: unknown): string | undefined {
  return shortenPassage(quoteOf(anchor)?.exact ?? '') || undefined;
}

/**
 * A passage as one line, shortened after a whole word where there is one.
 *
 * @param most - Longest that is shown, in UTF-16 code units; two more say that it goes on.
 */
export function shortenPassage(exact: string, most = MAX_PASSAGE_LENGTH): string {
  const line = cleanLine(exact, MAX_QUOTE_LENGTH);
  if (line.length <= most) return line;
  const start = cleanLine(line, most);
  const isWhole = line[start.length] === ' ';
  const space = start.lastIndexOf(' ');
  return `${isWhole || space < most * MIN_SHARE ? start : start.slice(0, space)} …`;
}
