import * as z from 'zod/mini';

import { CAMPAIGN_ID } from '../rules/campaign-id.ts';
import type { ChargeEntry, Entry, NameEntry, RenewalEntry, ReversalEntry } from '../rules/ledger.ts';
import { fromStripe } from './stripe-amounts.ts';

/** An object by its id, or the object itself where it was expanded. */
const Reference = z.nullish(z.union([z.string(), z.object({ id: z.string() })]));
const Amount = z.int().check(z.nonnegative());
const Metadata = z.nullish(z.record(z.string(), z.string()));
const Id = z.string().check(z.minLength(1), z.maxLength(255));
const Currency = z.string().check(z.regex(/^[a-z]{3}$/));

const Charge = z.object({
  ...{ id: Id, status: z.string(), amount: Amount, amount_captured: z.nullish(Amount), amount_refunded: Amount },
  ...{ captured: z.boolean(), currency: Currency, created: Amount, metadata: Metadata },
  ...{ payment_intent: Reference, invoice: Reference },
  balance_transaction: z.nullish(z.union([z.string(), z.object({ fee: Amount, currency: Currency })])),
});
const Refund = z.object({
  ...{ id: Id, charge: Reference, amount: Amount, currency: Currency, created: Amount, status: z.nullish(z.string()) },
});
const Dispute = z.object({ ...Refund.shape, status: z.string() });
const Session = z.object({
  ...{ client_reference_id: z.nullish(z.string()), metadata: Metadata },
  ...{ payment_intent: Reference, invoice: Reference, subscription: Reference },
});
const Invoice = z.object({
  ...{ id: Id, metadata: Metadata, subscription: Reference, payment_intent: Reference },
  subscription_details: z.nullish(z.object({ metadata: Metadata })),
  parent: z.nullish(
    z.object({ subscription_details: z.nullish(z.object({ subscription: Reference, metadata: Metadata })) }),
  ),
});
const InvoicePayment = z.object({
  invoice: Reference,
  payment: z.object({ payment_intent: Reference, charge: Reference }),
});
const Price = z.object({
  ...{ currency: Currency, unit_amount: z.nullish(Amount) },
  recurring: z.nullish(z.object({ interval: z.string(), interval_count: z.int() })),
});
const Subscription = z.object({
  ...{ id: Id, metadata: Metadata, status: z.nullish(z.string()) },
  ...{ cancel_at_period_end: z.nullish(z.boolean()), cancel_at: z.nullish(z.int()) },
  pause_collection: z.nullish(z.record(z.string(), z.unknown())),
  items: z.nullish(z.object({ data: z.array(z.object({ price: Price, quantity: z.nullish(z.int()) })) })),
});

const StripeEvent = z.object({
  ...{ id: Id, type: z.string(), created: Amount },
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});

/** What every entry of an event begins with. */
type Moment = Pick<Entry, 'at' | 'event'>;

/** What is read of an event, by what its name begins with. The first that fits is taken. */
const READERS: readonly (readonly [RegExp, (object: unknown, moment: Moment) => readonly Entry[]])[] = [
  [/^charge\.dispute\./, (object, moment) => readDispute(Dispute.parse(object), moment)],
  [/^charge\.refund\.updated$|^refund\./, (object, moment) => readRefund(Refund.parse(object), moment)],
  [
    /^charge\.(?:succeeded|pending|failed|captured|updated|refunded|expired)$/,
    (object, moment) => readCharge(Charge.parse(object), moment),
  ],
  [
    /^checkout\.session\.(?:completed|async_payment_succeeded|async_payment_failed)$/,
    (object, moment) => readSession(Session.parse(object), moment),
  ],
  [/^invoice\.paid$/, (object, moment) => readInvoice(Invoice.parse(object), moment)],
  [/^invoice_payment\.paid$/, (object, moment) => readInvoicePayment(InvoicePayment.parse(object), moment)],
  [
    /^customer\.subscription\.(?:created|updated|paused|resumed|deleted)$/,
    (object, moment) => readSubscription(Subscription.parse(object), moment),
  ],
];

/**
 * What an event of Stripe says for the ledger: nothing, if it is about something else.
 *
 * Money is only ever counted by charges, which one-off gifts, first payments and renewals all have. Sessions, invoices
 * and subscriptions say what a charge is for.
 *
 * @throws {z.core.$ZodError} If it is not written as Stripe writes it.
 */
export function entriesOf(value: unknown): readonly Entry[] {
  const { id, type, created, data } = StripeEvent.parse(value);
  const reader = READERS.find(([pattern]) => pattern.test(type))?.[1];
  return reader?.(data.object, { at: created * 1000, event: id }) ?? [];
}

function readCharge(charge: z.infer<typeof Charge>, moment: Moment): readonly Entry[] {
  const currency = charge.currency.toUpperCase();
  const paid = charge.captured ? (charge.amount_captured ?? charge.amount) : charge.amount;
  const [amount, refunded] = [fromStripe(paid, currency), fromStripe(charge.amount_refunded, currency)];
  if (amount === undefined || refunded === undefined) return [];
  const [intent, invoice] = [idOf(charge.payment_intent), idOf(charge.invoice)];
  const entry: ChargeEntry = {
    ...{ kind: 'charge', ...moment, id: charge.id, state: stateOf(charge), amount, refunded, currency },
    ...{ fee: feeOf(charge), made: charge.created * 1000 },
    ...{ campaign: campaignIn(charge.metadata), parent: intent ?? invoice },
  };
  return intent !== null && invoice !== null ? [entry, nameEntry(moment, intent, null, invoice)] : [entry];
}

function stateOf({ status, captured }: z.infer<typeof Charge>): ChargeEntry['state'] {
  if (status === 'failed') return 'failed';
  return status === 'succeeded' && captured ? 'succeeded' : 'pending';
}

function feeOf({ balance_transaction: settled, currency }: z.infer<typeof Charge>): number | null {
  if (typeof settled !== 'object' || settled === null || settled.currency !== currency) return null;
  return fromStripe(settled.fee, currency.toUpperCase()) ?? null;
}

/** Money of a refund is on its way unless it has failed. */
const readRefund = (refund: z.infer<typeof Refund>, moment: Moment): readonly Entry[] =>
  reversal('refund', refund, moment, refund.status !== 'failed' && refund.status !== 'canceled');

/** Stripe takes the money of a dispute at once, and gives it back when it is won; of an inquiry it takes nothing. */
const readDispute = (dispute: z.infer<typeof Dispute>, moment: Moment): readonly Entry[] =>
  reversal('dispute', dispute, moment, /^(?:needs_response|under_review|lost)$/.test(dispute.status));

const FINAL = /^(?:failed|canceled|won|lost|warning_closed|prevented)$/;

function reversal(
  kind: ReversalEntry['kind'],
  { id, charge, amount, currency, created, status }: z.infer<typeof Refund>,
  moment: Moment,
  stands: boolean,
): readonly Entry[] {
  const [of, minor] = [idOf(charge), fromStripe(amount, currency.toUpperCase())];
  if (of === null || minor === undefined) return [];
  const isFinal = FINAL.test(status ?? '');
  return [{ kind, ...moment, id, charge: of, amount: minor, stands, isFinal, made: created * 1000 }];
}

function readSession(session: z.infer<typeof Session>, moment: Moment): readonly Entry[] {
  const campaign = campaignIn(session.metadata) ?? campaignInReference(session.client_reference_id);
  const ids = [session.payment_intent, session.invoice, session.subscription].map(idOf);
  return ids.filter((id) => id !== null).map((id) => nameEntry(moment, id, campaign, null));
}

function readInvoice(invoice: z.infer<typeof Invoice>, moment: Moment): readonly Entry[] {
  const details = invoice.parent?.subscription_details;
  const campaign =
    campaignIn(invoice.metadata) ?? campaignIn(details?.metadata) ?? campaignIn(invoice.subscription_details?.metadata);
  const own = nameEntry(moment, invoice.id, campaign, idOf(details?.subscription) ?? idOf(invoice.subscription));
  const intent = idOf(invoice.payment_intent);
  return intent === null ? [own] : [own, nameEntry(moment, intent, null, invoice.id)];
}

function readInvoicePayment({ invoice, payment }: z.infer<typeof InvoicePayment>, moment: Moment): readonly Entry[] {
  const [intent, parent] = [idOf(payment.payment_intent), idOf(invoice)];
  return intent === null || parent === null ? [] : [nameEntry(moment, intent, null, parent)];
}

/** What will be charged again: not what is only tried, tried in vain, held or about to end. */
function readSubscription(subscription: z.infer<typeof Subscription>, moment: Moment): readonly Entry[] {
  const { id, status, metadata, items } = subscription;
  const name = nameEntry(moment, id, campaignIn(metadata), null);
  const currency = items?.data[0]?.price.currency.toUpperCase();
  // The first payment has not gone through yet, and may do so within the same second.
  if (currency === undefined || status === 'incomplete') return [name];
  const isEnding = subscription.cancel_at_period_end || typeof subscription.cancel_at === 'number';
  const comesAgain = status === 'active' && !isEnding && !subscription.pause_collection;
  const monthly = comesAgain ? items!.data.reduce((sum, item) => sum + monthlyOf(item), 0) : 0;
  const minor = fromStripe(monthly, currency);
  if (minor === undefined) return [name];
  const isOver = status === 'canceled' || status === 'incomplete_expired';
  const renewal: RenewalEntry = { kind: 'renewal', ...moment, id, monthly: minor, currency, isOver };
  return [name, renewal];
}

/** In Stripe's units. A price that depends on how much is used is no gift that is known. */
function monthlyOf({
  price,
  quantity,
}: {
  price: z.infer<typeof Price>;
  quantity?: number | null | undefined;
}): number {
  const isMonthly = price.recurring?.interval === 'month' && price.recurring.interval_count === 1;
  return isMonthly ? (price.unit_amount ?? 0) * (quantity ?? 1) : 0;
}

const nameEntry = (moment: Moment, id: string, campaign: string | null, parent: string | null): NameEntry => ({
  kind: 'name',
  ...{ ...moment, id, campaign, parent },
});

const idOf = (reference: z.infer<typeof Reference>): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);

const campaignIn = (metadata: z.infer<typeof Metadata>): string | null => checked(metadata?.campaign);

/** References may say more than the campaign: `campaign__variant__random`. */
const campaignInReference = (reference: string | null | undefined): string | null => checked(reference?.split('__')[0]);

const checked = (id: string | undefined): string | null => (id !== undefined && CAMPAIGN_ID.test(id) ? id : null);
