import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { OptionError, optionsFrom } from '../../../src/server/index.ts';
import { settle } from '../../../src/server/options.ts';
import { moderator, problemOf, startServer, type Reply, type TestServer } from './support.ts';

const TOKEN = 'f0eb5d28-1a2b-4c3d-9e4f-0123456789ab';

/** What Ko-fi sends of a payment, people included. */
const payment = (more: object = {}) => ({
  ...{ verification_token: TOKEN, message_id: 'd2d4', timestamp: '2026-11-24T08:59:00Z', type: 'Donation' },
  ...{ is_public: true, from_name: 'Jo', message: 'Thank you & good luck!', amount: '3.00', email: 'jo@mail.example' },
  ...{ url: 'https://ko-fi.com/Home/CoffeeShop?txid=one', currency: 'EUR', is_subscription_payment: false },
  ...{ kofi_transaction_id: 'one', shop_items: null, tier_name: null, ...more },
});

/** Ko-fi's webhook on any database. `database` gives an empty one. */
export function koFiSuite(name: string, database: () => string): void {
  describe(`payments at Ko-fi on ${name}`, () => {
    let server: TestServer;
    const warnings: string[] = [];
    before(async () => {
      const logger = { info: () => {}, warn: (text: string) => void warnings.push(text), error: () => {} };
      const payments = { koFi: { token: TOKEN, campaign: 'spring' } };
      server = await startServer({ database: database(), payments, logger });
      const campaign = { version: 1, currency: 'EUR', goal: 500 };
      assert.equal((await server.call('PUT', '/v1/campaigns/spring', campaign, moderator())).status, 200);
    });
    after(() => server.close());

    const send = (data: string, to = server): Promise<Reply> =>
      to.call('POST', '/v1/payments/ko-fi', new URLSearchParams({ data }).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
    const tell = async (more: object): Promise<void> => {
      const reply = await send(JSON.stringify(payment(more)));
      assert.deepEqual([reply.status, reply.json], [200, { received: true }]);
    };
    const raised = async () => (await server.call('GET', '/v1/campaigns/spring')).json.raised as unknown;

    it('count for the campaign, renewals each time, and each once however often it is told of', async () => {
      const monthly = { type: 'Subscription', is_subscription_payment: true, tier_name: 'Friend' };
      await tell({});
      await tell({ message_id: 'another' });
      await tell({ kofi_transaction_id: 'two', amount: '5.50', ...monthly });
      await tell({ kofi_transaction_id: 'three', amount: '5.50', ...monthly });
      assert.equal(await raised(), 14);
    });

    it('of a commission, an order or Ko-fi’s example are taken and not counted, nor in another currency', async () => {
      const before = await raised();
      await tell({ kofi_transaction_id: 'art', type: 'Commission' });
      await tell({ kofi_transaction_id: 'mug', type: 'Shop Order', shop_items: [{ direct_link_code: 'a1' }] });
      await tell({ kofi_transaction_id: '00000000-1111-2222-3333-444444444444' });
      await tell({ kofi_transaction_id: 'dollars', currency: 'USD' });
      assert.equal(await raised(), before);
    });

    it('are refused without our token', async () => {
      const before = await raised();
      const id = { kofi_transaction_id: 'forged' };
      for (const verification_token of [undefined, '', TOKEN.slice(1), `${TOKEN} `, [TOKEN], null]) {
        const reply = await send(JSON.stringify(payment({ ...id, verification_token })));
        assert.equal(reply.status, 400, String(verification_token));
        assert.match(problemOf(reply).detail ?? '', /verification token/);
      }
      for (const data of ['', '{"half', 'null', '[]', '['.repeat(40)])
        assert.equal((await send(data)).status, 400, data);
      assert.equal((await server.call('POST', '/v1/payments/ko-fi', payment(id))).status, 400);
      assert.equal(await raised(), before);
    });

    it('that cannot be read are refused by field, and the log names the places and nobody', async () => {
      const wrong: readonly (readonly [string, unknown])[] = [
        ...[undefined, '3,00', '-3', '3.001'].map((amount) => ['amount', amount] as const),
        ...['eur', 'jo@mail.example'].map((currency) => ['currency', currency] as const),
        ...[undefined, '', 'a\u0000'].map((id) => ['kofi_transaction_id', id] as const),
        ['timestamp', 'yesterday'],
        ['type', undefined],
      ];
      for (const [path, value] of wrong) {
        const reply = await send(JSON.stringify(payment({ kofi_transaction_id: 'wrong', [path]: value })));
        assert.equal(reply.status, 422, path);
        assert.deepEqual(
          problemOf(reply).errors?.map((error) => error.path),
          [path],
        );
        assert.ok(warnings.at(-1)?.includes(path));
      }
      assert.ok(!warnings.some((text) => /jo@|Jo/.test(text)));
    });

    it('are not taken by a server without a token', async () => {
      const other = await startServer();
      assert.equal((await send(JSON.stringify(payment()), other)).status, 404);
      await other.close();
    });
  });

  describe('the token of Ko-fi', () => {
    it('comes with the campaign that its payments are for', () => {
      const koFiIn = (token: string, campaign: string) =>
        settle(optionsFrom({ FURNITURE_KO_FI_TOKEN: token, FURNITURE_KO_FI_CAMPAIGN: campaign })).payments?.koFi;
      assert.deepEqual(koFiIn(TOKEN, 'spring'), { token: TOKEN, campaign: 'spring' });
      assert.equal(koFiIn(' ', ''), undefined);
      for (const [token, campaign] of [
        [TOKEN, ''],
        [TOKEN, 'no/campaign'],
        ['', 'spring'],
        ['short', 'spring'],
      ] as const)
        assert.throws(
          () => koFiIn(token, campaign),
          (error) => error instanceof OptionError && !error.message.includes(TOKEN),
        );
    });
  });
}
