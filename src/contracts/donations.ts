import * as z from 'zod/mini';

export const FREQUENCIES = ['once', 'monthly', 'yearly'] as const;
/** Whether totals count what donors gave (`gross`) or what arrived after fees (`net`). */
export const POLICIES = ['gross', 'net'] as const;
/** Most tiers and milestones one campaign may have; more are cut. */
export const MAX_TIERS = 50;

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
    if (/^\d{1,15}(\.\d{1,4})?$/.test(text)) return text;
    context.issues.push({
      code: 'custom',
      input: value,
      message: 'a decimal in major units with a dot, like 12.5 or "12.50"',
    });
    return z.NEVER;
  }),
);

export const Milestone = z.object({ at: Decimal, label: z.optional(z.string()) });

export const Tier = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  amount: Decimal,
  label: z.optional(z.string()),
  description: z.optional(z.string()),
  frequency: z.optional(z.enum(FREQUENCIES)),
  href: z.optional(z.string()),
});

/** The campaign JSON (version 1) of `src`, a child script, the `campaign` property and `GET /v1/campaigns/{id}`. */
export const Campaign = z.object({
  version: z.literal(1),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  raised: z.optional(Decimal),
  goal: z.optional(Decimal),
  milestones: z.optional(z.array(Milestone).check(z.maxLength(MAX_TIERS))),
  tiers: z.optional(z.array(Tier).check(z.maxLength(MAX_TIERS))),
  supporters: z.optional(z.int().check(z.nonnegative())),
  policy: z.optional(z.enum(POLICIES)),
  updatedAt: z.optional(z.string()),
  startsAt: z.optional(z.string()),
  endsAt: z.optional(z.string()),
  events: z.optional(z.string()),
});

export type Frequency = (typeof FREQUENCIES)[number];
export type Policy = (typeof POLICIES)[number];
export type Milestone = z.infer<typeof Milestone>;
export type Tier = z.infer<typeof Tier>;
/** A campaign after parsing: every amount is decimal text. */
export type Campaign = z.infer<typeof Campaign>;
/** A campaign as it is written: amounts may be numbers. */
export type CampaignInput = z.input<typeof Campaign>;
