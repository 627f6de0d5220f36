import * as z from 'zod/mini';

/** Longest quoted passage, in UTF-16 code units: some paragraphs. */
export const MAX_QUOTE_LENGTH = 2_000;
/** Longest text before or after a passage that travels with it, in UTF-16 code units. */
export const MAX_CONTEXT_LENGTH = 64;
/** Longest anchor, in characters of its JSON. */
export const MAX_ANCHOR_LENGTH = 8_000;

const offset = z.number().check(z.int(), z.minimum(0));

/** The passage by its words (Web Annotation Data Model, 4.2.4), over normalised text. */
export const TextQuoteSelector = z.object({
  type: z.literal('TextQuoteSelector'),
  exact: z.string().check(z.minLength(1), z.maxLength(MAX_QUOTE_LENGTH)),
  prefix: z.optional(z.string().check(z.maxLength(MAX_CONTEXT_LENGTH))),
  suffix: z.optional(z.string().check(z.maxLength(MAX_CONTEXT_LENGTH))),
});

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
    .array(z.discriminatedUnion('type', [TextQuoteSelector, TextPositionSelector, FragmentSelector]))
    .check(z.minLength(1), z.maxLength(8)),
});

export type Anchor = z.infer<typeof Anchor>;
export type TextQuoteSelector = z.infer<typeof TextQuoteSelector>;

/** The quote of an anchor; `undefined` where what came is none. */
export function quoteOf(anchor: unknown): TextQuoteSelector | undefined {
  const { data } = Anchor.safeParse(anchor);
  return data?.selector.find((selector) => selector.type === 'TextQuoteSelector');
}

/** Where the quote of an anchor began; `undefined` where it does not say. */
export function startOf(anchor: Anchor): number | undefined {
  return anchor.selector.find((selector) => selector.type === 'TextPositionSelector')?.start;
}
