import * as z from 'zod/mini';

import { Campaign, Decimal, Milestone, MAX_TIERS, Recurring, Tier } from '../contracts/donations.ts';
import { parseInstant } from '../contracts/dates.ts';
import { safeLink } from '../contracts/links.ts';

/** What only the server reads: the bodies of requests that no element sends yet, and contracts made strict. */

const isInstant = (value: string): boolean => parseInstant(value) !== undefined;
/** A time as people and providers write it. */
export const Instant = z.string().check(z.refine(isInstant, 'an ISO 8601 date or date-time'));
const isLink = (value: string): boolean => safeLink(value, 'publisher') !== undefined;
const Link = z.string().check(z.refine(isLink, 'a link'));
const Label = z.string().check(z.maxLength(300));

/** A campaign to store: as it travels, without unknown keys, with dates and links that are ones. */
export const CampaignDocument = z.strictObject({
  ...Campaign.shape,
  milestones: z.optional(
    z.array(z.strictObject({ ...Milestone.shape, label: z.optional(Label) })).check(z.maxLength(MAX_TIERS)),
  ),
  tiers: z.optional(
    z
      .array(
        z.strictObject({
          ...Tier.shape,
          label: z.optional(Label),
          description: z.optional(z.string().check(z.maxLength(2000))),
          href: z.optional(Link),
        }),
      )
      .check(z.maxLength(MAX_TIERS)),
  ),
  recurring: z.optional(z.strictObject(Recurring.shape)),
  updatedAt: z.optional(Instant),
  startsAt: z.optional(Instant),
  endsAt: z.optional(Instant),
  events: z.optional(Link),
});

/** Ends what a browser follows in a thread. */
export const PushEnding = z.strictObject({ endpoint: z.string().check(z.maxLength(1_000)) });

/** Most of a note on a gift, in UTF-16 code units. */
export const MAX_NOTE_LENGTH = 500;

/** A gift that no provider tells of: cash, a cheque, a transfer. */
export const NewGift = z.strictObject({
  amount: Decimal,
  /** The campaign's, if it is said. */
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  /** For those who look into the ledger. */
  note: z.optional(z.string().check(z.maxLength(MAX_NOTE_LENGTH))),
  at: z.optional(Instant),
  /** Names it, so that it is entered once however often it is sent. */
  id: z.optional(z.string().check(z.regex(/^[\w.:-]{1,100}$/))),
});
export type NewGift = z.infer<typeof NewGift>;
