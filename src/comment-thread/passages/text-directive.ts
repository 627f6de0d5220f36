import type { TextQuoteSelector } from '../../contracts/anchor.ts';
import { wellFormed } from '../../contracts/permalink.ts';

/** A longer passage is named by its first and last words, in UTF-16 code units. */
const MAX_EXACT = 120;
/** How many words of each. */
const EDGE_WORDS = 5;
/** How many words around a passage tell it from others that read alike. */
const CONTEXT_WORDS = 3;

/**
 * The part of an address after `#:~:` that leads a browser to a passage.
 *
 * @returns `text=[prefix-,]start[,end][,-suffix]`
 * @see https://wicg.github.io/scroll-to-text-fragment/#syntax
 */
export function textDirective({ exact, prefix = '', suffix = '' }: TextQuoteSelector): string {
  const words = exact.split(' ');
  const isLong = exact.length > MAX_EXACT && words.length > 2 * EDGE_WORDS;
  const start = isLong ? words.slice(0, EDGE_WORDS).join(' ') : exact;
  const end = isLong ? words.slice(-EDGE_WORDS).join(' ') : undefined;
  // What travels with a passage ends in the middle of words; a browser looks for whole ones.
  const before = prefix
    .split(' ')
    .slice(1)
    .slice(-CONTEXT_WORDS - 1)
    .join(' ')
    .trim();
  const after = suffix
    .split(' ')
    .slice(0, -1)
    .slice(0, CONTEXT_WORDS + 1)
    .join(' ')
    .trim();
  const parts = [before && `${escape(before)}-`, escape(start), end && escape(end), after && `-${escape(after)}`];
  return `text=${parts.filter(Boolean).join(',')}`;
}

/** A dash is a sign of its own here. */
const escape = (text: string) => encodeURIComponent(wellFormed(text)).replace(/-/g, '%2D');
