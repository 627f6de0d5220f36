import * as z from 'zod/mini';

import { TextQuoteSelector } from './quote.ts';

export * from './quote.ts';

/** Longest anchor, in characters of its JSON. */
export const MAX_ANCHOR_LENGTH = 8_000;

const offset = z.number().check(z.int(), z.minimum(0));

/** Where it stood when it was quoted (4.2.5), in UTF-16 code units of the same text. */
export const TextPositionSelector = z.object({ type: z.literal('TextPositionSelector'), start: offset, end: offset });

/** The element it stood in (4.2.1): its id in the page. */
export const FragmentSelector = z.object({
  type: z.literal('FragmentSelector'),
  value: z.string().check(z.minLength(1), z.maxLength(200)),
});

/**
 * The passage of the article that a comment is about: the target of a W3C Web Annotation. The quote is always there;
 * what else stands in `selector` helps to find it.
 */
export const Anchor = z.object({
  /** The article's canonical address. */
  source: z.optional(z.string().check(z.maxLength(2_000))),
  selector: z
    .array(z.union([TextQuoteSelector, TextPositionSelector, FragmentSelector]))
    .check(z.minLength(1), z.maxLength(8)),
});

export type Anchor = z.infer<typeof Anchor>;
