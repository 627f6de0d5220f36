import search, { type Match } from 'approx-string-match';

import type { Anchor, TextQuoteSelector } from '../../contracts/anchor.ts';
import type { Stretch } from './make-anchor.ts';
import { quoteIn, startOf } from './read-anchor.ts';

/** Most of a passage that may have changed, as a share of its characters. With more, deleted sentences are "found". */
const MAX_CHANGE = 0.2;
/** Most of the words before or after it that may have changed, for these to agree. */
const MAX_CONTEXT_CHANGE = 0.25;
/** Fewest characters before or after a passage that say anything about its place. */
const MIN_CONTEXT = 8;
/** So many characters next to a passage, word for word, say as much as all that travels with it, with some changed. */
const STRONG_RUN = 18;
/** From how many characters on a passage that is there word for word, and once, needs nothing around it to agree. */
const LONG = 80;
/** Shortest passage that is looked for after it was changed: a fifth of less is a letter or two. */
const MIN_CHANGED_LENGTH = 15;
/** By how much a place must be better than the next, where 1 is all of the passage. */
const MARGIN = 0.1;
/** Most places that are looked at; a passage that stands in more is not to be told apart. */
const MAX_PLACES = 50;
/** How much of one search is done at a stretch, in characters of text for each 32 that may be different: a few milliseconds. */
const STEP = 200_000;

/** Where a passage is now. */
export interface Found extends Stretch {
  /** Word for word as it was quoted. */
  readonly isExact: boolean;
}

interface Candidate extends Stretch {
  /** What part of it is different, 0 to 0.2. */
  readonly change: number;
  /** How much of the words around it is the same, 0 to 2: a whole one for each side. */
  readonly agreement: number;
}

/**
 * Finds a passage in a text that may have been edited since. A wrong place is worse than none: a comment would seem to be
 * about what it never was about. So four fifths must be as they were, the words before or after it must agree, and no
 * other place may come near it.
 *
 * The limits are those of `facts/inline-feedback.md`, 4.4: with half of a passage changed, as others allow, one deleted
 * sentence in three is found somewhere.
 *
 * @param text - The article as it is now, normalised.
 * @returns `undefined` where it is not to be found for certain.
 */
export function locate(text: string, anchor: Anchor): Found | undefined {
  const steps = locating(text, anchor);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/**
 * The same in steps, each of a few milliseconds: the first tells whether it is there word for word, then a long text is
 * searched through piece by piece.
 */
export function* locating(text: string, anchor: Anchor): Generator<void, Found | undefined> {
  const quote = quoteIn(anchor);
  const starts = placesOf(text, quote.exact);
  if (starts.length > MAX_PLACES) return undefined;
  const exact = starts.map((start) => judge(text, quote, { start, end: start + quote.exact.length }, 0));
  const only = exact.length === 1 && quote.exact.length >= LONG ? exact[0] : undefined;
  const found =
    choose(exact, startOf(anchor)) ?? only ?? (exact.length === 0 ? yield* changed(text, quote) : undefined);
  return toFound(found);
}

function placesOf(text: string, exact: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(exact); at >= 0 && starts.length <= MAX_PLACES; at = text.indexOf(exact, at + 1))
    starts.push(at);
  return starts;
}

function* changed(text: string, quote: TextQuoteSelector): Generator<void, Candidate | undefined> {
  if (quote.exact.length < MIN_CHANGED_LENGTH) return undefined;
  yield;
  const first = choose(yield* closestIn(text, quote, MAX_CHANGE));
  if (!first) return undefined;
  // Only the closest are found at once: what comes near them is looked for before and after.
  const near = Math.min(first.change + MARGIN, MAX_CHANGE);
  const before = yield* closestIn(text, quote, near, { start: 0, end: first.start });
  const after = yield* closestIn(text, quote, near, { start: first.end, end: text.length });
  return choose([first, ...before, ...after]);
}

/** What is most alike in a part of a text. @param change - Most that may be different, 0 to 1. */
function* closestIn(
  text: string,
  quote: TextQuoteSelector,
  change: number,
  part: Stretch = { start: 0, end: text.length },
): Generator<void, Candidate[]> {
  const { exact } = quote;
  let most = Math.floor(exact.length * change);
  let closest: Match[] = [];
  // What is alike may begin so much before the piece that it ends in.
  const reach = exact.length + most;
  const length = Math.max(2 * reach, Math.floor(STEP / Math.ceil((most + 1) / 32)));
  for (let from = part.start; from < part.end; from += length) {
    const begin = Math.max(part.start, from - reach);
    const matches = search(text.slice(begin, Math.min(from + length, part.end)), exact, most)
      .map(({ start, end, errors }) => ({ start: start + begin, end: end + begin, errors }))
      .filter(({ end }) => end > from);
    const errors = matches[0]?.errors ?? Infinity;
    if (errors < most) closest = [];
    most = Math.min(most, errors);
    closest.push(...matches);
    yield;
  }
  return closest.slice(0, MAX_PLACES).map((match) => judge(text, quote, match, match.errors / exact.length));
}

function judge(text: string, quote: TextQuoteSelector, { start, end }: Stretch, change: number): Candidate {
  const before = sameness(text.slice(0, start), quote.prefix ?? '', true);
  const after = sameness(text.slice(end), quote.suffix ?? '', false);
  return { start, end, change, agreement: before + after };
}

/**
 * How much of the words beside a passage is as it was, 0 to 1.
 *
 * @param beside - The text on that side, up to its end.
 * @param isBefore - The passage comes after it.
 */
function sameness(beside: string, context: string, isBefore: boolean): number {
  // At the very beginning and the very end of an article there is nothing else to agree.
  if (context.length < MIN_CONTEXT) return beside === context ? 1 : 0;
  const most = Math.floor(context.length * MAX_CONTEXT_CHANGE);
  const reach = context.length + most;
  const near = isBefore ? beside.slice(-reach) : beside.slice(0, reach);
  const fits = search(near, context, most).filter(({ start, end }) =>
    isBefore ? end >= near.length - most : start <= most,
  );
  if (fits.length > 0) return 1 - Math.min(...fits.map(({ errors }) => errors)) / context.length;
  return adjacent(beside, context, isBefore) >= STRONG_RUN ? 1 - MAX_CONTEXT_CHANGE : 0;
}

/** How many characters next to the passage are as they were. */
function adjacent(beside: string, context: string, isBefore: boolean): number {
  const at = (text: string, index: number) => (isBefore ? text[text.length - 1 - index] : text[index]);
  let run = 0;
  while (run < context.length && at(beside, run) === at(context, run)) run++;
  return run;
}

/** The less agrees around it, the less of it may have changed: two sentences of one make begin alike. */
const isItself = ({ change, agreement }: Candidate) =>
  agreement > 0 && change <= MAX_CHANGE * Math.min(1, agreement * agreement);

const worth = ({ change, agreement }: Candidate) => agreement / 2 - change;

/**
 * The one that nobody would take for another; of those at one place the best.
 *
 * @param hint - Where it was when it was quoted: tells the same words with the same words around them apart.
 */
function choose(candidates: readonly Candidate[], hint?: number): Candidate | undefined {
  const sorted = candidates.filter(isItself).sort((a, b) => worth(b) - worth(a));
  const [first] = sorted;
  if (!first) return undefined;
  const isElsewhere = ({ start, end }: Stretch) => end <= first.start || start >= first.end;
  const rivals = sorted.filter((one) => isElsewhere(one) && worth(first) - worth(one) < MARGIN);
  if (rivals.length === 0) return first;
  return [first, ...rivals].find((one) => one.start === hint);
}

const toFound = (one: Candidate | undefined): Found | undefined =>
  one && { start: one.start, end: one.end, isExact: one.change === 0 };
