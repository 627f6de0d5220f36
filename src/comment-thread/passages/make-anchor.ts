import { MAX_QUOTE_LENGTH } from '../../contracts/quote.ts';
import type { Anchor } from '../../contracts/anchor.ts';

/** How much of the text before and after a passage travels with it, in UTF-16 code units. */
export const CONTEXT_LENGTH = 32;

/** A stretch of a text, in UTF-16 code units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * An anchor for a stretch of an article.
 *
 * @param text - The article, normalised.
 * @param about - The article's canonical address, and the id of the element that the passage stands in.
 * @returns `undefined` where there are no words.
 */
export function makeAnchor(
  text: string,
  stretch: Stretch,
  about: { readonly source?: string | undefined; readonly fragment?: string | undefined } = {},
): Anchor | undefined {
  const { start, end } = shorten(text, trim(text, stretch));
  if (!/[\p{L}\p{N}]/u.test(text.slice(start, end))) return undefined;
  return {
    ...(about.source && { source: about.source }),
    selector: [
      {
        type: 'TextQuoteSelector',
        exact: text.slice(start, end),
        prefix: whole(text.slice(Math.max(0, start - CONTEXT_LENGTH), start)),
        suffix: whole(text.slice(end, end + CONTEXT_LENGTH)),
      },
      { type: 'TextPositionSelector', start, end },
      ...(about.fragment ? [{ type: 'FragmentSelector' as const, value: about.fragment }] : []),
    ],
  };
}

/** Whole characters, without the spaces at both ends. */
function trim(text: string, { start, end }: Stretch): Stretch {
  let [first, last] = [Math.max(0, start), Math.min(text.length, end)];
  if (isHalf(text, first)) first--;
  if (isHalf(text, last)) last++;
  while (first < last && text[first] === ' ') first++;
  while (last > first && text[last - 1] === ' ') last--;
  return { start: first, end: last };
}

/** A passage that is too long ends after the last whole word that fits. */
function shorten(text: string, { start, end }: Stretch): Stretch {
  if (end - start <= MAX_QUOTE_LENGTH) return { start, end };
  const space = text.lastIndexOf(' ', start + MAX_QUOTE_LENGTH);
  const last = space > start ? space : start + MAX_QUOTE_LENGTH;
  return { start, end: isHalf(text, last) ? last - 1 : last };
}

/** Whether a place is in the middle of a character that takes two code units. */
const isHalf = (text: string, at: number) =>
  /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');

/** Without half a character at either end. */
const whole = (text: string) => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
