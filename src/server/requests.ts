import * as z from 'zod/mini';

import { Campaign, Milestone, MAX_TIERS, Recurring, Tier } from '../contracts/donations.ts';
import { Instant } from '../contracts/instant.ts';
import { safeLink } from '../contracts/links.ts';

/** What only the server reads: the bodies of requests that no element sends yet, and contracts made strict. */

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
