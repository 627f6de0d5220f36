import fc from 'fast-check';

/** What may happen to one payment, in order. */
export interface Life {
  readonly amount: number;
  /** Where its campaign is named; a renewal's is named by its subscription, whose first payment had a session. */
  readonly namedBy: 'charge' | 'session' | 'reference' | 'renewal' | 'nobody';
  readonly campaign: 'spring' | 'roof';
  /** Bank debits are pending for days. */
  readonly start: 'paid' | 'pending-paid' | 'pending-failed';
  readonly acts: readonly Act[];
  /** What becomes of the subscription, where there is one. */
  readonly fate: 'goes on' | 'ends' | 'will end' | 'rests' | 'is yearly';
  /** Whether the account sends news of single refunds, too. */
  readonly tellsRefunds: boolean;
}
type Act =
  | { readonly kind: 'refund'; readonly percent: number; readonly fails: boolean }
  | { readonly kind: 'dispute'; readonly end: 'open' | 'won' | 'lost' | 'inquiry' };

export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: Record<string, unknown> };
}

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('refund' as const), percent: fc.integer({ min: 1, max: 100 }), fails: fc.boolean() }),
  fc.record({
    kind: fc.constant('dispute' as const),
    end: fc.constantFrom('open' as const, 'won' as const, 'lost' as const, 'inquiry' as const),
  }),
);
const life: fc.Arbitrary<Life> = fc.record({
  amount: fc.integer({ min: 50, max: 99_999_999 }),
  namedBy: fc.constantFrom(
    'charge' as const,
    'session' as const,
    'reference' as const,
    'renewal' as const,
    'nobody' as const,
  ),
  campaign: fc.constantFrom('spring' as const, 'roof' as const),
  start: fc.constantFrom('paid' as const, 'pending-paid' as const, 'pending-failed' as const),
  acts: fc.array(act, { maxLength: 4 }),
  fate: fc.constantFrom(
    'goes on' as const,
    'ends' as const,
    'will end' as const,
    'rests' as const,
    'is yearly' as const,
  ),
  tellsRefunds: fc.boolean(),
});
export const lives = fc.array(life, { minLength: 1, maxLength: 6 });

/**
 * What Stripe sends about a payment, by a small model of Stripe that knows nothing of the ledger, and what is left of the
 * payment in the end.
 */
export function happen(life: Life, index: number): { readonly events: readonly StripeEvent[]; readonly left: number } {
  const events: StripeEvent[] = [];
  const names = { charge: `ch_${index}`, payment: `pi_${index}`, invoice: `in_${index}`, subscription: `sub_${index}` };
  const charge = { status: 'succeeded', refunded: 0 };
  const metadata = { campaign: life.campaign };
  let second = 1_790_000_000 + index;
  const made = second;
  const tell = (type: string, object: Record<string, unknown>): void => {
    // Ids are in no order, as Stripe's are not.
    events.push({
      id: `evt_${(events.length * 7919 + index) % 9973}_${index}`,
      type,
      created: second,
      data: { object },
    });
  };
  const tellCharge = (type: string): void =>
    tell(`charge.${type}`, {
      ...{ id: names.charge, status: charge.status, amount: life.amount, amount_refunded: charge.refunded },
      ...{ captured: charge.status === 'succeeded', currency: 'eur', created: made, payment_intent: names.payment },
      metadata: life.namedBy === 'charge' ? metadata : {},
    });
  const recurring = { interval: life.fate === 'is yearly' ? 'year' : 'month', interval_count: 1 };
  const items = { data: [{ price: { currency: 'eur', unit_amount: life.amount, recurring }, quantity: 1 }] };
  const tellSubscription = (type: string, rest: object): void =>
    tell(`customer.subscription.${type}`, { id: names.subscription, metadata: {}, items, ...rest });
  const session = (type: string, rest: object): void =>
    tell(`checkout.session.${type}`, { metadata: {}, payment_intent: names.payment, ...rest });

  if (life.namedBy === 'session') session('completed', { metadata, client_reference_id: 'other' });
  if (life.namedBy === 'reference') session('completed', { client_reference_id: `${life.campaign}__b__x7` });
  if (life.namedBy === 'renewal') {
    session('completed', {
      metadata,
      payment_intent: null,
      subscription: names.subscription,
      invoice: `first_${index}`,
    });
    tellSubscription('created', { status: 'incomplete' });
    tellSubscription('updated', { status: 'active' });
    second += 1;
    if (life.fate === 'ends') tellSubscription('deleted', { status: 'canceled' });
    if (life.fate === 'will end') tellSubscription('updated', { status: 'active', cancel_at_period_end: true });
    if (life.fate === 'rests')
      tellSubscription('updated', { status: 'active', pause_collection: { behavior: 'void' } });
    tell('invoice.paid', { id: names.invoice, parent: { subscription_details: { subscription: names.subscription } } });
    tell('invoice_payment.paid', { invoice: names.invoice, payment: { payment_intent: names.payment } });
  }
  if (life.start !== 'paid') {
    charge.status = 'pending';
    tellCharge('pending');
    charge.status = life.start === 'pending-paid' ? 'succeeded' : 'failed';
    // As quick as a second sometimes.
    second += life.amount % 2;
  }
  tellCharge(charge.status);
  if (charge.status === 'failed') return { events, left: 0 };

  let disputed = 0;
  life.acts.forEach((act, place) => {
    second += (life.amount + place) % 3;
    const rest = life.amount - charge.refunded - disputed;
    if (act.kind === 'dispute') {
      if (rest === 0 || disputed > 0) return;
      const dispute = {
        id: `dp_${index}_${place}`,
        charge: names.charge,
        amount: rest,
        currency: 'eur',
        created: second,
      };
      const isInquiry = act.end === 'inquiry';
      tell('charge.dispute.created', { ...dispute, status: isInquiry ? 'warning_needs_response' : 'needs_response' });
      if (act.end === 'open') disputed = rest;
      if (act.end === 'lost') disputed = rest;
      if (act.end === 'won' || act.end === 'lost') tell('charge.dispute.closed', { ...dispute, status: act.end });
      return;
    }
    const amount = Math.min(rest, Math.ceil((life.amount * act.percent) / 100));
    if (amount === 0) return;
    const refund = { id: `re_${index}_${place}`, charge: names.charge, amount, currency: 'eur', created: second };
    charge.refunded += amount;
    if (life.tellsRefunds) tell('refund.created', { ...refund, status: 'succeeded' });
    tellCharge('refunded');
    // Whoever hears of no single refunds cannot hear that one failed.
    if (!act.fails || !life.tellsRefunds) return;
    second += place % 2;
    charge.refunded -= amount;
    tell('refund.failed', { ...refund, status: 'failed' });
  });
  return { events, left: life.amount - charge.refunded - disputed };
}

/** What a campaign has in the end. */
export const truth = (all: readonly Life[], campaign: string): number =>
  all.reduce((sum, one, index) => {
    const isOurs = one.namedBy !== 'nobody' && one.campaign === campaign;
    return isOurs ? sum + happen(one, index).left : sum;
  }, 0);

/** What of that comes again every month. */
export const monthlyTruth = (all: readonly Life[], campaign: string): number =>
  all.reduce((sum, one, index) => {
    const isOurs = one.namedBy === 'renewal' && one.campaign === campaign && one.fate === 'goes on';
    return isOurs && happen(one, index).left > 0 ? sum + one.amount : sum;
  }, 0);

/** Every event twice, in any order. */
export const deliveries = (all: readonly Life[]): fc.Arbitrary<readonly StripeEvent[]> => {
  const events = all.flatMap((one, index) => happen(one, index).events);
  const twice = [...events, ...events];
  return fc.shuffledSubarray(twice, { minLength: twice.length, maxLength: twice.length });
};
