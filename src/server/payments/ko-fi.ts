import * as z from 'zod/mini';

import { CurrencyCode, Decimal } from '../../contracts/donations.ts';
import { Instant } from '../../contracts/instant.ts';
import { parseInstant } from '../../contracts/dates.ts';
import { exactMinor } from '../amounts.ts';
import type { ChargeEntry } from '../rules/ledger.ts';
import { isSecret } from '../rules/tokens.ts';

/** What Ko-fi calls a payment that is given; commissions and orders of its shop are paid for something. */
const GIFTS = ['Donation', 'Subscription'] as const;
/** What Ko-fi's page of examples sends as if it was paid. */
const EXAMPLE = '00000000-1111-2222-3333-444444444444';

const Sent = z.object({ verification_token: z.string() });
const Other = z.object({ type: z.string() });
const Example = z.object({ kofi_transaction_id: z.literal(EXAMPLE) });

/**
 * A payment as Ko-fi tells of it, once; nothing of who paid is read.
 *
 * @see https://ko-fi.com/manage/webhooks
 */
export const KoFiPayment = z.object({
  type: z.enum(GIFTS),
  timestamp: Instant,
  kofi_transaction_id: z.string().check(z.regex(/^[\w-]{1,100}$/)),
  amount: Decimal,
  currency: CurrencyCode,
});
export type KoFiPayment = z.infer<typeof KoFiPayment>;

/** Whether it comes with our token, compared in constant time. */
export function isFromKoFi(value: unknown, token: string): boolean {
  const sent = Sent.safeParse(value);
  return sent.success && isSecret(sent.data.verification_token, token);
}

/** Whether it is something else than a gift, and so no concern of the ledger. */
export function isNoGift(value: unknown): boolean {
  const other = Other.safeParse(value);
  const isOther = other.success && !GIFTS.some((type) => type === other.data.type);
  return isOther || Example.safeParse(value).success;
}

/**
 * What a payment says for the ledger. Ko-fi tells of no refunds and no fees.
 *
 * @param campaign - Ko-fi knows none.
 * @throws {ProblemError} 422 if the amount is not exact.
 */
export function paymentEntry(payment: KoFiPayment, campaign: string): ChargeEntry {
  const { currency } = payment;
  const at = parseInstant(payment.timestamp)!;
  // Not by the message: whatever tells of the same payment again is the same gift.
  const id = `ko-fi:${payment.kofi_transaction_id}`;
  return {
    ...{ kind: 'charge', id, event: id, at, made: at, state: 'succeeded' },
    ...{ amount: exactMinor(payment.amount, currency, 'amount'), refunded: 0, fee: null },
    ...{ currency, campaign, parent: null },
  };
}
