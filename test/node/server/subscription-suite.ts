import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { MOST_UNCONFIRMED } from '../../../src/server/rules/notices.ts';
import { clean } from '../../../src/server/store/cleaning.ts';
import { openStore, type Store } from '../../../src/server/store/store.ts';
import {
  addSubscription,
  confirmSubscription,
  endSubscriptions,
  findSubscription,
  KEPT_MS,
  subscriptionsOf,
  UNCONFIRMED_MS,
  type NewRow,
} from '../../../src/server/store/subscriptions.ts';
import { ensureThread } from '../../../src/server/store/threads.ts';
import { START } from './support.ts';

const asking = (name: string, change: Partial<NewRow> = {}): NewRow => ({
  ...{ scope: 'all', commentId: null, address: `${name}@mail.example`, addressKey: name, memberKey: null },
  ...{ language: 'en', frequency: 'immediate', isVerified: false, isLimited: true, now: START },
  ...change,
});

/** Who wants to be told, as it is stored, on any database. `database` gives an empty one. */
export function subscriptionSuite(name: string, database: () => string): void {
  describe(`subscriptions on ${name}`, () => {
    let store: Store;
    let count = 0;
    let who = '';
    before(async () => {
      store = await openStore(database());
    });
    beforeEach(() => {
      who = `reader${++count}`;
    });
    after(() => store.close());

    const add = (change: Partial<NewRow> = {}, thread = 't', waitsFor: string | null = null) =>
      store.write(async (transaction) =>
        addSubscription(transaction, {
          ...asking(who, change),
          ...{ threadId: await ensureThread(transaction, thread), waitsFor },
        }),
      );
    const own = () => subscriptionsOf(store.connections, who);
    const rows = () =>
      store.connections.read.selectFrom('subscriptions').selectAll().where('address_key', '=', who).execute();
    const letters = async () => {
      const ids = (await rows()).map(({ id }) => id);
      if (ids.length === 0) return [];
      return store.connections.read.selectFrom('outbox').selectAll().where('subscription_id', 'in', ids).execute();
    };

    it('wait for their owner, who is asked by one mail', async () => {
      await add();
      const [row] = await own();
      assert.deepEqual([row?.state, row?.thread, row?.confirmed_at], ['pending', 't', null]);
      assert.deepEqual(
        (await letters()).map(({ kind, state }) => [kind, state]),
        [['confirm', 'waiting']],
      );
      assert.equal(await confirmSubscription(store.write, row!.id, START + 1), true);
      assert.equal(await confirmSubscription(store.write, row!.id, START + 2), true);
      assert.equal((await findSubscription(store.connections, row!.id))?.confirmed_at, START + 1);
    });

    it('begin at once, without a mail, where the token vouches for the address', async () => {
      await add({ isVerified: true });
      assert.deepEqual([(await own())[0]?.state, (await letters()).length], ['active', 0]);
    });

    it('ask an address no more than a few times a day, whatever threads', async () => {
      for (let index = 0; index < 9; index++) await add({ now: START + index }, `bomb ${index}`);
      assert.equal((await letters()).length, MOST_UNCONFIRMED);
      await add({ now: START + 25 * 3600_000 }, 'tomorrow');
      assert.equal((await letters()).length, MOST_UNCONFIRMED + 1);
    });

    it('are counted against an address even when it ended them', async () => {
      for (let index = 0; index < 9; index++) {
        await add({ now: START + index }, `bomb ${index}`);
        await endSubscriptions(store.write, { addressKey: who }, START + index);
      }
      assert.equal((await rows()).length, MOST_UNCONFIRMED);
    });

    it('are one for an address that asks again, in the rhythm asked for last', async () => {
      await add({ isVerified: true });
      await add({ isVerified: true });
      await add();
      assert.deepEqual([(await rows()).length, (await letters()).length], [1, 0]);
      await add({ isVerified: true, frequency: 'daily' });
      assert.deepEqual(
        (await own()).map(({ frequency }) => frequency),
        ['daily'],
      );
    });

    it('end with their address, and take back what was about to be sent', async () => {
      await add();
      const [row] = await own();
      await endSubscriptions(store.write, { id: row!.id }, START);
      const ended = (await rows())[0]!;
      assert.deepEqual([ended.state, ended.address, ended.ended_at], ['ended', null, START]);
      assert.deepEqual(await letters(), []);
      assert.equal(await confirmSubscription(store.write, row!.id, START), false);
      assert.deepEqual(await own(), []);
    });

    it('end for all of an address, or for its daily ones', async () => {
      await add({ isVerified: true }, 'one');
      await add({ isVerified: true, frequency: 'daily' }, 'two');
      await endSubscriptions(store.write, { addressKey: who, frequency: 'daily' }, START);
      assert.deepEqual(
        (await own()).map(({ thread }) => thread),
        ['one'],
      );
      await endSubscriptions(store.write, { addressKey: who }, START);
      assert.deepEqual(await own(), []);
    });

    it('are forgotten a week after nobody confirmed, and a month after their end', async () => {
      await add();
      await clean(store, START + UNCONFIRMED_MS);
      assert.equal((await rows()).length, 1);
      await clean(store, START + UNCONFIRMED_MS + 1);
      assert.deepEqual([await rows(), await letters()], [[], []]);
      await add({ isVerified: true }, 'kept');
      await endSubscriptions(store.write, { addressKey: who }, START);
      await clean(store, START + KEPT_MS);
      assert.equal((await rows()).length, 1);
      await clean(store, START + KEPT_MS + 1);
      assert.deepEqual(await rows(), []);
    });

    it('that are active are kept for years', async () => {
      await add({ isVerified: true });
      await clean(store, START + 20 * KEPT_MS);
      assert.equal((await own())[0]?.address, `${who}@mail.example`);
    });
  });
}
