import * as z from 'zod/mini';

import type { Anchor } from '../../contracts/anchor.ts';
import { TextQuoteSelector } from '../../contracts/quote.ts';
import { safely } from '../check.ts';

/** Most selectors that are looked at. */
const MAX_SELECTORS = 8;

/** An anchor of any backend: Web Annotation has more kinds of selectors than are of use here. */
const AnyAnchor = z.object({ source: z.optional(z.unknown()), selector: z.array(z.unknown()) });
const AnySelector = z.object({
  type: z.string(),
  start: z.optional(z.number()),
  end: z.optional(z.number()),
  value: z.optional(z.string()),
});

/**
 * An anchor as plain checked data: the selectors in it that are of use here.
 *
 * @returns `undefined` for what is none, or has no quote.
 */
export function readAnchor(value: unknown): Anchor | undefined {
  const anchor = safely(() => z.safeParse(AnyAnchor, value))?.data;
  const selector = anchor?.selector.slice(0, MAX_SELECTORS).flatMap(readSelector) ?? [];
  if (!selector.some(({ type }) => type === 'TextQuoteSelector')) return undefined;
  const { source } = anchor!;
  return { ...(typeof source === 'string' && { source }), selector };
}

/** An object of a hostile backend may throw while it is read. */
function readSelector(value: unknown): Anchor['selector'] {
  const quote = safely(() => z.safeParse(TextQuoteSelector, value))?.data;
  if (quote) return [quote];
  const { type, start, end, value: fragment } = safely(() => z.safeParse(AnySelector, value))?.data ?? {};
  if (type === 'TextPositionSelector' && start !== undefined && end !== undefined) return [{ type, start, end }];
  return type === 'FragmentSelector' && fragment ? [{ type, value: fragment }] : [];
}

/** The words that an anchor is about, with those around them. */
export function quoteIn(anchor: Anchor): TextQuoteSelector {
  return anchor.selector.find((selector) => selector.type === 'TextQuoteSelector')!;
}

/** Where they began when they were quoted; `undefined` where the anchor does not say. */
export function startOf(anchor: Anchor): number | undefined {
  return anchor.selector.find((selector) => selector.type === 'TextPositionSelector')?.start;
}
