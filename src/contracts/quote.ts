import * as z from 'zod/mini';

/*
 * The quoted words of an anchor, apart from the rest of it: who only shows them loads no more.
 */

/** Longest quoted passage, in UTF-16 code units: some paragraphs. */
export const MAX_QUOTE_LENGTH = 2_000;
/** Longest text before or after a passage that travels with it, in UTF-16 code units. */
export const MAX_CONTEXT_LENGTH = 64;

/** The passage by its words (Web Annotation Data Model, 4.2.4), over normalised text. */
export const TextQuoteSelector = z.object({
  type: z.literal('TextQuoteSelector'),
  exact: z.string().check(z.minLength(1), z.maxLength(MAX_QUOTE_LENGTH)),
  prefix: z.optional(z.string().check(z.maxLength(MAX_CONTEXT_LENGTH))),
  suffix: z.optional(z.string().check(z.maxLength(MAX_CONTEXT_LENGTH))),
});
export type TextQuoteSelector = z.infer<typeof TextQuoteSelector>;

const Selectors = z.object({ selector: z.array(z.unknown()) });

/** The quote of an anchor, whatever else is in it; `undefined` where what came has none. */
export function quoteOf(anchor: unknown): TextQuoteSelector | undefined {
  const { data } = Selectors.safeParse(anchor);
  for (const selector of data?.selector ?? []) {
    const quote = TextQuoteSelector.safeParse(selector);
    if (quote.success) return quote.data;
  }
  return undefined;
}
