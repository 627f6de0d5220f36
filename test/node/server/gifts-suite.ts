import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';

import { Campaign } from '../../../src/contracts/donations.ts';
import { Gift, NewGift } from '../../../src/contracts/gifts.ts';
import { entriesOf } from '../../../src/server/payments/stripe-events.ts';
import { ProblemError } from '../../../src/server/problem.ts';
import { DAY_MS, type ChargeEntry } from '../../../src/server/rules/ledger.ts';
import { readCampaign } from '../../../src/server/store/campaigns.ts';
import { addGift, readGifts, takeBack } from '../../../src/server/store/gifts.ts';
import { rebuildTotals, recordEvent } from '../../../src/server/store/ledger.ts';
import { openStore, type Store } from '../../../src/server/store/store.ts';
import { deliveries, lives } from './stripe-world.ts';
import { bearer, jwt, key, moderator, problemOf, START, startServer, type TestServer } from './support.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** Gifts that people enter, on any database. `database` gives an empty one. */
export function giftsSuite(name: string, database: () => string): void {
  describe(`gifts entered by hand on ${name}`, () => {
    let store: Store;
    before(async () => {
      store = await openStore(database());
    });
    after(() => store.close());

    const save = (id: string, more: object = {}) =>
      store.saveCampaign(id, Campaign.parse({ version: 1, currency: 'EUR', goal: 500, ...more }));
    const add = (campaign: string, gift: object, now = START) =>
      addGift(store, campaign, NewGift.parse(gift), { author: 'Mia', now });
    const back = (id: string, note?: string, now = START + 1000) => takeBack(store, id, note, { author: 'Mia', now });
    const campaignOf = (id: string) => readCampaign(store.connections, id);
    const raised = async (id: string) => (await campaignOf(id))?.raised;
    const standing = async (id: string) =>
      (await readGifts(store.connections, id)).map((gift) => [gift.id, gift.counted, gift.uncounted]);
    const refused = (status: number, text: RegExp) => (error: unknown) =>
      error instanceof ProblemError && error.status === status && text.test(error.message);
    /** What Ko-fi or another provider told of. */
    const told = (id: string, campaign: string, more: Partial<ChargeEntry> = {}) =>
      recordEvent(
        store,
        `told ${id}`,
        [
          {
            ...{ kind: 'charge', id, state: 'succeeded', amount: 500, refunded: 0, fee: null, currency: 'EUR' },
            ...{ made: START, campaign, parent: null, at: START, event: `told ${id}`, ...more },
          },
        ],
        START,
      );

    it('count like those that providers tell of, each on its day, in the total and the history', async () => {
      await save('spring', { raised: 70 });
      const { gift, isKnown } = await add('spring', { amount: '12.50', note: 'Cash\u0000 at the fair' });
      assert.equal(isKnown, false);
      assert.match(gift.id, /^offline:[0-9a-z]{26}$/);
      assert.deepEqual(gift.notes, [{ at: iso(START), by: 'Mia', text: 'Cash at the fair' }]);
      await add('spring', { amount: 7, currency: 'EUR', at: iso(START - DAY_MS).slice(0, 10) });
      const campaign = await campaignOf('spring');
      assert.equal(campaign?.raised, 19.5);
      assert.deepEqual(
        campaign.history?.map((day) => day.raised),
        [7, 19.5],
      );
    });

    it('are one gift however often they are entered with one id, also after they were taken back', async () => {
      await save('once');
      const gift = { amount: 5, id: 'cheque-1' };
      assert.equal((await add('once', gift)).isKnown, false);
      assert.equal((await add('once', { ...gift, amount: '5.00' }, START + 5000)).isKnown, true);
      assert.equal(await raised('once'), 5);
      await back('offline:cheque-1');
      assert.equal((await add('once', gift, START + 40 * DAY_MS)).isKnown, true);
      assert.equal(await raised('once'), 0);
      await save('other');
      await assert.rejects(add('once', { ...gift, amount: 6 }), refused(409, /another gift/));
      await assert.rejects(add('other', gift), refused(409, /another gift/));
      await assert.rejects(add('once', { ...gift, at: '2026-01-01' }), refused(409, /another gift/));
    });

    it('entered at the same time with one id are one', async () => {
      await save('race');
      const all = await Promise.all(Array.from({ length: 5 }, () => add('race', { amount: 3, id: 'race' })));
      assert.equal(all.filter(({ isKnown }) => !isKnown).length, 1);
      assert.equal(await raised('race'), 3);
    });

    it('count for net campaigns, as no provider takes a fee', async () => {
      await save('net', { policy: 'net' });
      await add('net', { amount: 8 });
      assert.equal(await raised('net'), 8);
    });

    it('are refused without such a campaign, in another currency, in no exact amount, or of a time to come', async () => {
      await save('yen', { currency: 'JPY' });
      await assert.rejects(add('none', { amount: 1 }), refused(404, /no such campaign/));
      await assert.rejects(add('yen', { amount: 1, currency: 'EUR' }), refused(422, /^currency: is JPY/));
      await assert.rejects(add('yen', { amount: '1.5' }), refused(422, /^amount: is no exact amount in JPY/));
      await assert.rejects(add('yen', { amount: '0' }), refused(422, /^amount: must be more than 0/));
      await assert.rejects(
        add('yen', { amount: 1, at: iso(START + 2 * DAY_MS) }),
        refused(422, /^at: is still to come/),
      );
      assert.deepEqual(await standing('yen'), []);
    });

    it('are taken back once, whole, with a note', async () => {
      await save('back');
      const { gift } = await add('back', { amount: 9 });
      const { gift: returned, isKnown } = await back(gift.id, 'It bounced');
      assert.deepEqual([isKnown, returned.counted, returned.uncounted], [false, 0, 'returned']);
      assert.deepEqual(
        returned.notes.map(({ text }) => text),
        [undefined, 'It bounced'],
      );
      const again = await back(gift.id, 'Again');
      assert.deepEqual([again.isKnown, again.gift.notes.length], [true, 2]);
      assert.equal(await raised('back'), 0);
    });

    it('of Ko-fi can be taken back, and stay so when Ko-fi tells of them again; those of other providers cannot', async () => {
      await save('ko-fi');
      await told('ko-fi:one', 'ko-fi');
      await told('ch_1', 'ko-fi');
      await back('ko-fi:one');
      await told('ko-fi:one', 'ko-fi', { event: 'again' });
      assert.equal(await raised('ko-fi'), 5);
      await assert.rejects(back('ch_1'), refused(422, /give the money back there/));
      await assert.rejects(back('offline:none'), refused(404, /no gift/));
    });

    it('are listed with all others, and why one does not count', async () => {
      await save('list', { startsAt: iso(START - DAY_MS), endsAt: iso(START + DAY_MS) });
      await told('a', 'list');
      await told('b', 'list', { state: 'pending', made: START + 1 });
      await told('c', 'list', { currency: 'USD', made: START + 2 });
      await told('d', 'list', { made: START - 2 * DAY_MS });
      await told('e', 'list', { refunded: 200, made: START + 3, fee: 30 });
      await told('f', 'list', { made: START + 2 * DAY_MS });
      assert.deepEqual(await standing('list'), [
        ['d', 0, 'early'],
        ['a', 5, undefined],
        ['b', 0, 'pending'],
        ['c', 0, 'currency'],
        ['e', 3, undefined],
        ['f', 0, 'late'],
      ]);
      assert.equal((await readGifts(store.connections, 'list'))[4]?.fee, 0.3);
      await told('g', 'not-yet');
      assert.deepEqual(await standing('not-yet'), [['g', 0, 'campaign']]);
    });

    it('are listed so that what counts is the total, whatever happened', async () => {
      const histories = lives.chain((all) => deliveries(all));
      await fc.assert(
        fc.asyncProperty(histories, async (events) => {
          const own = await openStore(database());
          await own.saveCampaign('spring', Campaign.parse({ version: 1, currency: 'EUR', goal: 5000 }));
          for (const event of events) await recordEvent(own, event.id, entriesOf(event), START);
          const { gift } = await addGift(own, 'spring', NewGift.parse({ amount: 4 }), { author: 'Mia', now: START });
          const counted = (await readGifts(own.connections, 'spring')).map((one) =>
            Math.round(Number(one.counted) * 100),
          );
          const total = (await readCampaign(own.connections, 'spring'))?.raised;
          assert.equal(
            counted.reduce((sum, one) => sum + one, 0),
            Math.round(Number(total) * 100),
          );
          assert.equal(gift.counted, 4);
          assert.deepEqual((await rebuildTotals(own, START)).changed, []);
          await own.close();
        }),
        { numRuns: 5 },
      );
    });
  });

  describe(`gifts entered by the API on ${name}`, () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ database: database() });
    });
    after(() => server.close());

    const save = (id: string) =>
      server.call('PUT', `/v1/campaigns/${id}`, { version: 1, currency: 'EUR' }, moderator());
    const add = (campaign: string, gift: unknown, headers: Record<string, string> = moderator()) =>
      server.call('POST', `/v1/campaigns/${campaign}/gifts`, gift, headers);
    const raised = async (id: string) => (await server.call('GET', `/v1/campaigns/${id}`)).json.raised as unknown;

    it('count at once, with who entered them', async () => {
      await save('spring');
      const reply = await add('spring', { amount: '12.50', currency: 'EUR', note: 'Cash', at: '2026-11-20' });
      assert.equal(reply.status, 201);
      const { at, counted, notes } = Gift.parse(reply.json);
      assert.deepEqual([at, counted], ['2026-11-20T00:00:00.000Z', '12.5']);
      assert.deepEqual(notes, [{ at: iso(START), by: 'Mod', text: 'Cash' }]);
      assert.equal(await raised('spring'), 12.5);
    });

    it('are one gift for one key, and for one id', async () => {
      await save('once');
      const keyed = { ...moderator(), ...key() };
      const first = await add('once', { amount: 5 }, keyed);
      const second = await add('once', { amount: 5 }, keyed);
      assert.deepEqual([second.status, second.json], [201, first.json]);
      assert.equal(second.headers.get('idempotency-replayed'), 'true');
      assert.equal((await add('once', { amount: 6 }, keyed)).status, 422);
      const statuses = [];
      for (const amount of [7, '7.00', 8]) statuses.push((await add('once', { amount, id: 'cheque' })).status);
      assert.deepEqual(statuses, [201, 200, 409]);
      assert.equal(await raised('once'), 12);
    });

    it('are refused from everybody but moderators, and by field', async () => {
      await save('refused');
      assert.equal((await add('refused', { amount: 1 }, {})).status, 401);
      assert.equal((await add('refused', { amount: 1 }, bearer(jwt({ role: 'author' })))).status, 403);
      assert.equal((await add('none', { amount: 1 })).status, 404);
      const wrong: readonly (readonly [object, string])[] = [
        [{}, 'amount'],
        [{ amount: '1,5' }, 'amount'],
        [{ amount: 1, currency: 'USD' }, 'currency'],
        [{ amount: 1, at: 'today' }, 'at'],
        [{ amount: 1, id: 'a b' }, 'id'],
        [{ amount: 1, note: 'x'.repeat(501) }, 'note'],
        [{ amount: 1, from: 'Jo' }, 'from'],
      ];
      for (const [gift, path] of wrong)
        assert.deepEqual(
          problemOf(await add('refused', gift)).errors?.map((error) => error.path),
          [path],
        );
      assert.equal(await raised('refused'), undefined);
    });
  });
}
