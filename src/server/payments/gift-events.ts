import * as z from 'zod/mini';

import { parseInstant } from '../../contracts/dates.ts';
import { CurrencyCode, Decimal } from '../../contracts/donations.ts';
import { Instant } from '../../contracts/instant.ts';
import { exactMinor } from '../amounts.ts';
import { wrongField } from '../problem.ts';
import { CAMPAIGN_ID } from '../rules/campaign-id.ts';
import type { ChargeEntry } from '../rules/ledger.ts';

const TYPES = ['gift.succeeded', 'gift.pending', 'gift.failed', 'gift.refunded'] as const;

/**
 * What a provider of any kind says of a gift: its state at a time, whole. Amounts are decimals in major units,
 * `refunded` is all refunds together.
 */
export const GiftEvent = z.object({
  type: z.enum(TYPES),
  timestamp: Instant,
  data: z.object({
    // Printable, so that every database takes it.
    id: z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/)),
    campaign: z.string().check(z.regex(CAMPAIGN_ID)),
    amount: Decimal,
    currency: CurrencyCode,
    refunded: z.optional(Decimal),
    fee: z.optional(Decimal),
    createdAt: z.optional(Instant),
  }),
});
export type GiftEvent = z.infer<typeof GiftEvent>;

const Foreign = z.object({ type: z.string().check(z.refine((type) => !type.startsWith('gift.'))) });

/** Whether an event is about something else than gifts, and so no concern of the ledger. */
export const isForeign = (value: unknown): boolean => Foreign.safeParse(value).success;

/**
 * What an event of a gift says for the ledger.
 *
 * @param event - The id of the message.
 * @throws {ProblemError} 422 if an amount is not exact, or more was refunded than given.
 */
export function entryOf({ type, timestamp, data }: GiftEvent, event: string): ChargeEntry {
  const { currency, createdAt } = data;
  const minor = (name: 'amount' | 'refunded' | 'fee', decimal: string): number =>
    exactMinor(decimal, currency, `data.${name}`);
  const amount = minor('amount', data.amount);
  const refunded = data.refunded === undefined ? undefined : minor('refunded', data.refunded);
  if (refunded !== undefined && refunded > amount) throw wrongField('data.refunded', 'is more than the amount.');
  const at = parseInstant(timestamp)!;
  return {
    ...{ kind: 'charge', id: `standard:${data.id}`, at, event: `standard:${event}` },
    state: type === 'gift.pending' ? 'pending' : type === 'gift.failed' ? 'failed' : 'succeeded',
    ...{ amount, currency, refunded: refunded ?? (type === 'gift.refunded' ? amount : 0) },
    fee: data.fee === undefined ? null : minor('fee', data.fee),
    made: createdAt === undefined ? at : parseInstant(createdAt)!,
    ...{ campaign: data.campaign, parent: null },
  };
}
