import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { fromStripe } from '../../../src/server/payments/stripe-amounts.ts';
import { entriesOf } from '../../../src/server/payments/stripe-events.ts';
import {
  campaignOf,
  countedOf,
  joinCharges,
  joinNames,
  joinRenewals,
  joinReversals,
  rootOf,
  totalOf,
  type ChargeEntry,
  type Entry,
  type NameEntry,
  type RenewalEntry,
  type ReversalEntry,
} from '../../../src/server/rules/ledger.ts';
import { deliveries, lives, monthlyTruth, truth } from './stripe-world.ts';

const CHARGE: ChargeEntry = {
  ...{ kind: 'charge', id: 'ch_1', state: 'succeeded', amount: 1000, refunded: 0, fee: null, currency: 'EUR' },
  ...{ made: 1000, campaign: 'spring', parent: null, at: 1000, event: 'e1' },
};
const refund = (rest: Partial<ReversalEntry> = {}): ReversalEntry => ({
  ...{ kind: 'refund', id: 're_1', charge: 'ch_1', amount: 300, stands: true, isFinal: false, made: 2000 },
  ...{ at: 2000, event: 'e2', ...rest },
});

/** A ledger in memory, by the rules alone. */
function ledgerOf(entries: readonly Entry[]) {
  const charges = new Map<string, ChargeEntry>();
  const reversals = new Map<string, ReversalEntry>();
  const names = new Map<string, NameEntry>();
  const renewals = new Map<string, RenewalEntry>();
  const put = <T extends Entry>(kept: Map<string, T>, entry: T, join: (one: T, other: T) => T): void => {
    const known = kept.get(entry.id);
    kept.set(entry.id, known ? join(known, entry) : entry);
  };
  for (const entry of entries) {
    if (entry.kind === 'charge') put(charges, entry, joinCharges);
    else if (entry.kind === 'name') put(names, entry, joinNames);
    else if (entry.kind === 'renewal') put(renewals, entry, joinRenewals);
    else put(reversals, entry, joinReversals);
  }
  return { charges, reversals, names, renewals };
}

/** Of the subscriptions with a charge that counts, each once. */
function monthlyIn(entries: readonly Entry[], campaign: string): number {
  const { charges, reversals, names, renewals } = ledgerOf(entries);
  const paid = new Set<string>();
  for (const charge of charges.values()) {
    const ours = [...reversals.values()].filter((one) => one.charge === charge.id);
    if (campaignOf(charge, (id) => names.get(id)) !== campaign || countedOf(charge, ours) === 0) continue;
    paid.add(rootOf(charge, (id) => names.get(id)) ?? charge.id);
  }
  return [...paid].reduce((sum, id) => sum + (renewals.get(id)?.monthly ?? 0), 0);
}

function totalIn(entries: readonly Entry[], campaign: string): number {
  const { charges, reversals, names } = ledgerOf(entries);
  let total = 0;
  for (const charge of charges.values())
    if (campaignOf(charge, (id) => names.get(id)) === campaign)
      total += countedOf(
        charge,
        [...reversals.values()].filter((one) => one.charge === charge.id),
      );
  return total;
}

describe('what counts of a charge', () => {
  const lost = refund({ kind: 'dispute', id: 'dp_1', amount: 1000 });
  const told = { ...CHARGE, refunded: 300, at: 2000 };
  const failed = refund({ stands: false, isFinal: true, at: 9000 });
  const table: readonly [string, ChargeEntry, readonly ReversalEntry[], number][] = [
    ['all of it', CHARGE, [], 1000],
    ['nothing while it is pending', { ...CHARGE, state: 'pending' }, [], 0],
    ['nothing once it has failed', { ...CHARGE, state: 'failed' }, [], 0],
    ['what the charge says was not refunded', told, [], 700],
    ['what a refund says', CHARGE, [refund()], 700],
    ['a refund once, that both tell of', told, [refund()], 700],
    ['all of it after a refund that failed', told, [failed], 1000],
    ['all but a refund that nobody told of', { ...told, refunded: 500 }, [refund()], 500],
    ['the same beside one that failed before', { ...told, at: 9500, refunded: 200 }, [failed], 800],
    ['two refunds, one after the charge was told of', told, [refund(), refund({ id: 're_2', made: 5000 })], 400],
    ['nothing once a dispute is lost', CHARGE, [lost], 0],
    ['all of it once one is won', CHARGE, [{ ...lost, stands: false, isFinal: true }], 1000],
    ['never less than nothing', told, [lost], 0],
  ];
  for (const [what, charge, reversals, counted] of table)
    it(`is ${what}`, () => assert.equal(countedOf(charge, reversals), counted));
});

describe('the campaign of a charge', () => {
  const name = (id: string, campaign: string | null, parent: string | null): NameEntry => ({
    ...{ kind: 'name', id, campaign, parent, at: 1, event: 'e' },
  });
  const find = (...names: readonly NameEntry[]) => {
    const charge = { ...CHARGE, campaign: null, parent: 'pi' };
    return campaignOf(charge, (id) => names.find((one) => one.id === id));
  };
  it('is named by the nearest that names one', () => {
    assert.equal(
      campaignOf(CHARGE, () => name('pi', 'roof', null)),
      'spring',
    );
    assert.equal(find(name('pi', 'roof', 'in'), name('in', 'spring', null)), 'roof');
    assert.equal(find(name('pi', null, 'in'), name('in', null, 'sub'), name('sub', 'roof', null)), 'roof');
    assert.equal(find(name('pi', null, 'in')), null);
    assert.equal(find(name('pi', null, 'pi')), null, 'what belongs to itself ends, too');
  });
  it('is the one named last, whatever arrives first', () => {
    const [one, other] = [name('pi', 'spring', null), { ...name('pi', 'roof', 'in'), at: 2 }];
    const later = { ...name('pi', null, null), at: 3 };
    for (const order of [
      [one, other, later],
      [later, other, one],
      [other, later, one],
    ] as const)
      assert.deepEqual(
        order.reduce<NameEntry>((joined, entry) => joinNames(joined, entry), order[0]),
        other,
      );
  });
});

describe('the total', () => {
  it('is before fees, or after them once all are known', () => {
    const sums = { counted: 1000, fees: 60, untoldFees: 0 };
    assert.deepEqual([totalOf(sums, 'gross'), totalOf(sums, 'net')], [1000, 940]);
    assert.deepEqual(
      [totalOf({ ...sums, untoldFees: 1 }, 'gross'), totalOf({ ...sums, untoldFees: 1 }, 'net')],
      [1000, undefined],
    );
  });

  it('of a thousand histories, each event twice in any order, is what happened', () => {
    const histories = lives.chain((all) => fc.tuple(fc.constant(all), deliveries(all)));
    fc.assert(
      fc.property(histories, ([all, events]) => {
        const entries = events.flatMap(entriesOf);
        for (const campaign of ['spring', 'roof']) {
          assert.equal(totalIn(entries, campaign), truth(all, campaign));
          assert.equal(monthlyIn(entries, campaign), monthlyTruth(all, campaign));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what Stripe says', () => {
  const amounts: readonly [string, number, number | undefined][] = [
    ['USD', 1250, 1250],
    ['JPY', 500, 500],
    ['ISK', 500, 5],
    ['ISK', 550, undefined],
    ['UGX', 500, 5],
    ['MGA', 7, 700],
    ['KWD', 5120, 5120],
    ['HUF', 17500, 17500],
    ['USD', Number.MAX_SAFE_INTEGER + 1, undefined],
  ];
  for (const [currency, amount, minor] of amounts)
    it(`with ${amount} of ${currency} is ${String(minor)} minor units`, () =>
      assert.equal(fromStripe(amount, currency), minor));

  const event = (type: string, object: object) => ({ id: 'evt_1', type, created: 5, data: { object } });
  const charge = { id: 'ch_1', status: 'succeeded', amount: 900, amount_refunded: 0, currency: 'eur', created: 4 };
  const entryOf = (more: object) => entriesOf(event('charge.succeeded', { ...charge, captured: true, ...more }))[0];
  it('counts what was captured, and only that', () => {
    const kept = (more: object) => {
      const { state, amount } = entryOf(more) as ChargeEntry;
      return [state, amount];
    };
    assert.deepEqual(kept({}), ['succeeded', 900]);
    assert.deepEqual(kept({ amount_captured: 500 }), ['succeeded', 500]);
    assert.deepEqual(kept({ captured: false, amount_captured: 0 }), ['pending', 900]);
  });
  it('gives a fee where it is in the currency of the charge', () => {
    const feeOf = (balance_transaction: unknown) => (entryOf({ balance_transaction }) as ChargeEntry).fee;
    assert.deepEqual(
      [feeOf('txn_1'), feeOf({ id: 'txn_1', fee: 56, currency: 'eur' }), feeOf({ fee: 56, currency: 'usd' })],
      [null, 56, null],
    );
  });
  it('counts no session or invoice, which are paid by charges', () => {
    const session = { amount_total: 900, payment_status: 'paid', payment_intent: 'pi_1', client_reference_id: 'roof' };
    const entries = [
      ...entriesOf(event('checkout.session.completed', session)),
      ...entriesOf(
        event('invoice.paid', { id: 'in_1', amount_paid: 900, payment_intent: 'pi_1', subscription: 'sub_1' }),
      ),
    ];
    assert.deepEqual(
      entries.map((entry) => entry.kind === 'name' && [entry.id, entry.campaign, entry.parent]),
      [
        ['pi_1', 'roof', null],
        ['in_1', null, 'sub_1'],
        ['pi_1', null, 'in_1'],
      ],
    );
  });
  it('of a subscription is what comes every month from now on', () => {
    const price = (unit_amount: number | null, interval = 'month', interval_count = 1) => ({
      price: { currency: 'jpy', unit_amount, recurring: { interval, interval_count } },
    });
    const monthlyOf = (status: string, data: readonly object[], more: object = {}) => {
      const object = { id: 'sub_1', metadata: {}, status, items: { data }, ...more };
      return entriesOf(event('customer.subscription.updated', object)).find((entry) => entry.kind === 'renewal');
    };
    const table: readonly [string, number | undefined, RenewalEntry | undefined][] = [
      ['active', 500, monthlyOf('active', [price(500)])],
      ['two items', 700, monthlyOf('active', [price(500), { ...price(100), quantity: 2 }])],
      ['yearly', 0, monthlyOf('active', [price(500, 'year')])],
      ['every three months', 0, monthlyOf('active', [price(500, 'month', 3)])],
      ['by use', 0, monthlyOf('active', [price(null)])],
      ['not begun', undefined, monthlyOf('incomplete', [price(500)])],
      ['tried', 0, monthlyOf('trialing', [price(500)])],
      ['in arrears', 0, monthlyOf('past_due', [price(500)])],
      ['about to end', 0, monthlyOf('active', [price(500)], { cancel_at_period_end: true })],
      ['with an end', 0, monthlyOf('active', [price(500)], { cancel_at: 1_900_000_000 })],
      ['held', 0, monthlyOf('active', [price(500)], { pause_collection: { behavior: 'void' } })],
      ['ended', 0, monthlyOf('canceled', [price(500)])],
      ['of nothing', undefined, monthlyOf('active', [])],
    ];
    for (const [what, monthly, entry] of table) {
      assert.equal(entry?.monthly, monthly, what);
      assert.equal(entry?.isOver ?? false, what === 'ended', what);
    }
  });
  it('is no concern of ours otherwise', () => {
    assert.deepEqual(entriesOf(event('customer.created', { id: 'cus_1' })), []);
    assert.throws(() => entriesOf(event('charge.succeeded', { ...charge, amount: 1.5 })));
  });
});
