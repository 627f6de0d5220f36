import * as z from 'zod/mini';

import { Decimal, FREQUENCIES, MAX_PERKS, MAX_TIERS, POLICIES } from './decimal.ts';

export { Decimal, FREQUENCIES, MAX_TIERS, POLICIES, type Frequency, type Policy } from './decimal.ts';

/** ISO 4217. */
export const CurrencyCode = z.string().check(z.regex(/^[A-Z]{3}$/));

export const Milestone = z.object({ at: Decimal, label: z.optional(z.string()) });

export const Tier = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  amount: Decimal,
  label: z.optional(z.string()),
  description: z.optional(z.string()),
  /** What givers get for it, one by one. */
  perks: z.optional(z.array(z.string()).check(z.maxLength(MAX_PERKS))),
  frequency: z.optional(z.enum(FREQUENCIES)),
  href: z.optional(z.string()),
});

/** What of the total comes again by itself: each monthly gift once. */
export const Recurring = z.object({ monthly: Decimal });
/** What was raised until the end of a day, in UTC. */
export const DayTotal = z.object({ date: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)), raised: Decimal });
/** More days than a year has are not told. */
export const MAX_DAYS = 366;

/** The campaign JSON (version 1) of `src`, a child script, the `campaign` property and `GET /v1/campaigns/{id}`. */
export const Campaign = z.object({
  version: z.literal(1),
  currency: CurrencyCode,
  raised: z.optional(Decimal),
  recurring: z.optional(Recurring),
  goal: z.optional(Decimal),
  milestones: z.optional(z.array(Milestone).check(z.maxLength(MAX_TIERS))),
  tiers: z.optional(z.array(Tier).check(z.maxLength(MAX_TIERS))),
  supporters: z.optional(z.int().check(z.nonnegative())),
  policy: z.optional(z.enum(POLICIES)),
  updatedAt: z.optional(z.string()),
  startsAt: z.optional(z.string()),
  endsAt: z.optional(z.string()),
  events: z.optional(z.string()),
  history: z.optional(z.array(DayTotal).check(z.maxLength(MAX_DAYS))),
});

export type Milestone = z.infer<typeof Milestone>;
export type Tier = z.infer<typeof Tier>;
/** A campaign after parsing: every amount is decimal text. */
export type Campaign = z.infer<typeof Campaign>;
/** A campaign as it is written: amounts may be numbers. */
export type CampaignInput = z.input<typeof Campaign>;
