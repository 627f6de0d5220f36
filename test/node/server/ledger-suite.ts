import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';

import { Campaign } from '../../../src/contracts/donations.ts';
import { entriesOf } from '../../../src/server/payments/stripe-events.ts';
import { readCampaign } from '../../../src/server/store/campaigns.ts';
import { forgetEvents, rebuildTotals, recordEvent } from '../../../src/server/store/ledger.ts';
import { openStore, type Store } from '../../../src/server/store/store.ts';
import { deliveries, lives, monthlyTruth, truth, type StripeEvent } from './stripe-world.ts';
import { START } from './support.ts';

const DAY_MS = 24 * 3_600_000;
const plain = (more: object = {}): Campaign => Campaign.parse({ version: 1, currency: 'EUR', goal: 5000, ...more });

/** The ledger on any database. `database` gives an empty one. */
export function ledgerSuite(name: string, database: () => string): void {
  describe(`the ledger on ${name}`, () => {
    let store: Store;
    before(async () => {
      store = await openStore(database());
    });
    after(() => store.close());

    const tell = (event: StripeEvent, into = store) => recordEvent(into, event.id, entriesOf(event), START);
    const raised = async (id: string, from = store) => {
      const campaign = await readCampaign(from.connections, id);
      return [campaign?.raised, campaign?.policy];
    };
    let count = 0;
    /** A charge of 10 euros that is paid, unless something else is said. */
    const charge = (campaign: string, more: object = {}): StripeEvent => ({
      ...{ id: `evt_${++count}`, type: 'charge.succeeded', created: START / 1000 },
      data: {
        object: {
          ...{ id: `ch_${count}`, status: 'succeeded', captured: true, amount: 1000, amount_refunded: 0 },
          ...{ currency: 'eur', created: START / 1000, metadata: { campaign }, ...more },
        },
      },
    });

    it('ends in what happened, whatever arrives again, late, or at the same time', async () => {
      const histories = lives.chain((all) => fc.tuple(fc.constant(all), deliveries(all)));
      await fc.assert(
        fc.asyncProperty(histories, async ([all, events]) => {
          const own = await openStore(database());
          await own.saveCampaign('spring', plain());
          // Four at a time, as a provider sends them: none of them waits for long.
          const left = [...events];
          const deliver = async (): Promise<void> => {
            for (let event = left.pop(); event; event = left.pop()) await tell(event, own);
          };
          await Promise.all([deliver(), deliver(), deliver(), deliver()]);
          await own.saveCampaign('roof', plain());
          for (const id of ['spring', 'roof']) {
            const { raised = 0, recurring, history = [] } = (await readCampaign(own.connections, id)) ?? {};
            assert.equal(Math.round(Number(raised) * 100), truth(all, id), id);
            const monthly = Math.min(monthlyTruth(all, id), truth(all, id));
            assert.equal(Math.round(Number(recurring?.monthly ?? 0) * 100), monthly, `${id}, monthly`);
            assert.equal(history.at(-1)?.raised ?? raised, raised, id);
          }
          assert.deepEqual((await rebuildTotals(own, START)).changed, []);
          await own.close();
        }),
        { numRuns: 8 },
      );
    });

    it('takes the place of what was written by hand, also when that is written again', async () => {
      await store.saveCampaign('hand', plain({ raised: 70 }));
      assert.deepEqual(await raised('hand'), [70, undefined]);
      await tell(charge('hand'));
      assert.deepEqual(await raised('hand'), [10, 'gross']);
      const read = await readCampaign(store.connections, 'hand');
      assert.equal(read?.updatedAt !== undefined && Date.parse(read.updatedAt) >= START, true);
      await store.saveCampaign('hand', Campaign.parse(read));
      assert.deepEqual(await raised('hand'), [10, 'gross']);
    });

    it('knows an event by its id, and forgets the id after thirty days', async () => {
      await store.saveCampaign('twice', plain());
      const once = charge('twice');
      assert.deepEqual([await tell(once), await tell(once)], [true, false]);
      await forgetEvents(store.connections, store.write, START + 29 * DAY_MS);
      assert.equal(await tell(once), false);
      await forgetEvents(store.connections, store.write, START + 31 * DAY_MS);
      assert.equal(await tell(once), true);
      assert.deepEqual(await raised('twice'), [10, 'gross']);
    });

    it('counts only its own currency, from its beginning to its end', async () => {
      await store.saveCampaign('window', plain());
      const days = (count: number) => ({ created: START / 1000 + count * 86_400 });
      for (const more of [{}, { currency: 'usd' }, days(-2), days(2), { amount: 1 }])
        await tell(charge('window', more));
      assert.deepEqual(await raised('window'), [30.01, 'gross']);
      const [startsAt, endsAt] = [START - DAY_MS, START + DAY_MS].map((at) => new Date(at).toISOString());
      await store.saveCampaign('window', plain({ startsAt, endsAt }));
      assert.deepEqual(await raised('window'), [10.01, 'gross']);
      await store.saveCampaign('window', plain({ currency: 'USD' }));
      assert.deepEqual(await raised('window'), [10, 'gross']);
    });

    it('says how the total grew, day by day, as it counts now', async () => {
      await store.saveCampaign('growth', plain());
      const days = (count: number) => ({ created: START / 1000 + count * 86_400 });
      const history = async () => (await readCampaign(store.connections, 'growth'))?.history;
      const day = (count: number) => new Date(START + count * DAY_MS).toISOString().slice(0, 10);
      assert.equal(await history(), undefined);
      for (const count of [0, 2, 2]) await tell(charge('growth', days(count)));
      const early = charge('growth', days(-1));
      await tell(early);
      assert.deepEqual(await history(), [
        { date: day(-1), raised: 10 },
        { date: day(0), raised: 20 },
        { date: day(2), raised: 40 },
      ]);
      const refunded = { ...early.data.object, amount_refunded: 400 };
      await tell({ ...early, id: 'evt_refunded', type: 'charge.refunded', data: { object: refunded } });
      assert.deepEqual(
        (await history())?.map(({ raised }) => raised),
        [6, 16, 36],
      );
    });

    it('tells the last 366 days with gifts', async () => {
      await store.saveCampaign('long', plain());
      const days = Array.from({ length: 370 }, (_, count) => ({ created: START / 1000 - count * 86_400 }));
      const events = days.map((more) => entriesOf(charge('long', more)));
      await recordEvent(store, 'evt_long', events.flat(), START);
      const { history = [] } = (await readCampaign(store.connections, 'long')) ?? {};
      assert.deepEqual([history.length, history[0]?.raised, history.at(-1)?.raised], [366, 50, 3700]);
    });

    it('says what of it comes again every month: each subscription once, as long as it goes on', async () => {
      await store.saveCampaign('monthly', plain({ recurring: { monthly: 3 } }));
      const monthly = async () => (await readCampaign(store.connections, 'monthly'))?.recurring?.monthly;
      const subscription = (status: string, more: object = {}): StripeEvent => ({
        ...{ id: `evt_sub_${++count}`, type: 'customer.subscription.updated', created: START / 1000 + count },
        data: {
          object: {
            ...{ id: 'sub_1', status, metadata: { campaign: 'monthly' } },
            items: {
              data: [
                { price: { currency: 'eur', unit_amount: 500, recurring: { interval: 'month', interval_count: 1 } } },
              ],
            },
            ...more,
          },
        },
      });
      const payment = () => charge('monthly', { metadata: {}, invoice: 'in_1' });
      assert.equal(await monthly(), 3, 'as it was written');
      await tell(subscription('active'));
      assert.equal(await monthly(), 3, 'nothing was paid yet');
      await tell({
        ...subscription('active'),
        type: 'invoice.paid',
        data: { object: { id: 'in_1', subscription: 'sub_1' } },
      });
      const paid = [payment(), payment()];
      for (const event of paid) await tell(event);
      assert.deepEqual([await monthly(), await raised('monthly')], [5, [20, 'gross']]);
      await tell(subscription('past_due'));
      assert.equal(await monthly(), 0);
      await tell(subscription('active'));
      assert.equal(await monthly(), 5);
      const settled = { balance_transaction: { fee: 40, currency: 'eur' } };
      await store.saveCampaign('monthly', plain({ policy: 'net', recurring: { monthly: 3 } }));
      for (const event of paid)
        await tell({ ...event, id: `${event.id}_fee`, data: { object: { ...event.data.object, ...settled } } });
      assert.deepEqual([await monthly(), await raised('monthly')], [3, [19.2, 'net']], 'no price says its fee');
      await store.saveCampaign('monthly', plain({ recurring: { monthly: 3 } }));
      assert.equal(await monthly(), 5);
      const ended = { ...subscription('canceled'), type: 'customer.subscription.deleted' };
      await tell(ended);
      await tell(subscription('active'));
      assert.equal(await monthly(), 0, 'what was ended never begins anew');
      assert.deepEqual((await rebuildTotals(store, START)).changed, []);
    });

    it('says what is left after fees only once all of them are known', async () => {
      await store.saveCampaign('net', plain({ policy: 'net', raised: 7 }));
      const event = charge('net');
      await tell(event);
      assert.deepEqual(await raised('net'), [7, 'net']);
      const balance_transaction = { id: 'txn_1', fee: 41, currency: 'eur' };
      const settled = { ...event.data.object, balance_transaction };
      await tell({ ...event, id: 'evt_settled', type: 'charge.updated', data: { object: settled } });
      assert.deepEqual(await raised('net'), [9.59, 'net']);
    });

    it('works totals out anew, whatever was done to them', async () => {
      await store.saveCampaign('wrong', plain());
      await tell(charge('wrong'));
      await store.write((database) =>
        database.updateTable('campaigns').set({ given: 5 }).where('id', '=', 'wrong').execute(),
      );
      await store.write((database) => database.updateTable('ledger_charges').set({ counted: 3 }).execute());
      const { changed } = await rebuildTotals(store, START);
      assert.ok(changed.includes('wrong'));
      assert.deepEqual(await raised('wrong'), [10, 'gross']);
    });
  });
}
