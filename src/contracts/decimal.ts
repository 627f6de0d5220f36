/** What the browser needs of donations: apart from the campaign's schemas, so that those are not shipped to readers. */
import * as z from 'zod/mini';

export const FREQUENCIES = ['once', 'monthly', 'yearly'] as const;
/** Whether totals count what donors gave (`gross`) or what arrived after fees (`net`). */
export const POLICIES = ['gross', 'net'] as const;
/** Most things that one tier may promise to its givers. */
export const MAX_PERKS = 12;
/** Most tiers and milestones one campaign may have; more are cut. */
export const MAX_TIERS = 50;

/** Whether a text is a decimal in major units: a dot, no grouping, no sign, no exponent. */
export const isDecimal = (text: string): boolean => /^\d{1,15}(\.\d{1,4})?$/.test(text);

/**
 * A decimal in major units as people write it: `12.5` or `"12.50"`, a dot, no grouping, no sign, no exponent.
 *
 * Kept as text from here on, so that no binary fraction ever touches money; `donation-tiers/money` and the server turn
 * it into whole minor units.
 */
export const Decimal = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((value, context) => {
    const text = String(value).trim();
    if (isDecimal(text)) return text;
    context.issues.push({
      code: 'custom',
      input: value,
      message: 'a decimal in major units with a dot, like 12.5 or "12.50"',
    });
    return z.NEVER;
  }),
);

export type Frequency = (typeof FREQUENCIES)[number];
export type Policy = (typeof POLICIES)[number];
