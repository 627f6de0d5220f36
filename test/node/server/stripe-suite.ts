import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { OptionError, optionsFrom } from '../../../src/server/index.ts';
import { settle } from '../../../src/server/options.ts';
import { stripeSignature } from './signing.ts';
import { happen, type StripeEvent } from './stripe-world.ts';
import { moderator, problemOf, START, startServer, type Reply, type TestServer } from './support.ts';

const [OLD, NEW] = ['whsec_0123456789abcdefghij', 'whsec_zyxwvutsrqponmlkjihg'];

const signature = (body: string, { secret = NEW, at = START } = {}): string => stripeSignature(body, secret, at);

/** Stripe's webhook on any database. `database` gives an empty one. */
export function stripeSuite(name: string, database: () => string): void {
  describe(`events of Stripe on ${name}`, () => {
    let server: TestServer;
    const warnings: string[] = [];
    before(async () => {
      const logger = { info: () => {}, warn: (text: string) => void warnings.push(text), error: () => {} };
      server = await startServer({ database: database(), payments: { stripeSecrets: [OLD, NEW] }, logger });
    });
    after(() => server.close());

    const send = (body: string, header: string | undefined = signature(body)): Promise<Reply> =>
      server.call('POST', '/v1/payments/stripe', body, header === '' ? {} : { 'stripe-signature': header });
    const tell = async (event: StripeEvent): Promise<void> => {
      const reply = await send(JSON.stringify(event, null, 2));
      assert.deepEqual([reply.status, reply.json], [200, { received: true }]);
    };
    const store = async (id: string, rest: object = {}): Promise<void> => {
      const campaign = { version: 1, currency: 'EUR', goal: 500, ...rest };
      assert.equal((await server.call('PUT', `/v1/campaigns/${id}`, campaign, moderator())).status, 200);
    };
    const raised = async (id: string) => (await server.call('GET', `/v1/campaigns/${id}`)).json.raised as unknown;
    let count = 0;
    const paid = (campaign: string): string =>
      JSON.stringify({
        ...{ id: `evt_paid_${++count}`, object: 'event', type: 'charge.succeeded', created: START / 1000 },
        data: {
          object: {
            ...{ id: `ch_paid_${count}`, object: 'charge', status: 'succeeded', captured: true, amount: 1250 },
            ...{ amount_refunded: 0, currency: 'eur', created: START / 1000, metadata: { campaign } },
          },
        },
      });

    it('make the total of a campaign, the last first and each twice', async () => {
      await store('spring');
      const life = {
        amount: 5000,
        namedBy: 'renewal',
        campaign: 'spring',
        start: 'pending-paid',
        tellsRefunds: true,
        fate: 'goes on',
      } as const;
      const refund = { kind: 'refund', percent: 20, fails: false } as const;
      const { events } = happen({ ...life, acts: [refund, { kind: 'dispute', end: 'won' }] }, 1);
      for (const event of [...events].reverse()) {
        await tell(event);
        await tell(event);
      }
      const { json, headers } = await server.call('GET', '/v1/campaigns/spring');
      assert.deepEqual([json.raised, json.policy, json.goal], [40, 'gross', 500]);
      assert.ok(headers.get('etag'));
    });

    it('are believed with either secret, while one takes the place of the other', async () => {
      await store('either');
      for (const secret of [OLD, NEW]) {
        const body = paid('either');
        assert.equal((await send(body, signature(body, { secret }))).status, 200);
      }
      assert.equal(await raised('either'), 25);
    });

    it('are refused unless exactly these bytes were signed, with a secret of ours, minutes ago at most', async () => {
      await store('forged', { raised: 1 });
      const body = paid('forged');
      const wrong: readonly (readonly [string, string, string])[] = [
        ['no header', body, ''],
        ['a header that is none', body, 'hello'],
        ['another secret', body, signature(body, { secret: 'whsec_of_somebody_else_000' })],
        ['another body', body.replace('1250', '9950'), signature(body)],
        ['the same JSON in other bytes', JSON.stringify(JSON.parse(body), null, 1), signature(body)],
        ['an old one', body, signature(body, { at: START - 301_000 })],
        ['nothing', '', signature(body)],
      ];
      for (const [what, bytes, header] of wrong) {
        const reply = await send(bytes, header);
        assert.equal(reply.status, 400, what);
        assert.match(problemOf(reply).detail ?? '', /not signed/, what);
      }
      assert.equal(await raised('forged'), 1);
      assert.equal((await send(body, signature(body, { at: START - 299_000 }))).status, 200);
      assert.equal(await raised('forged'), 12.5);
    });

    it('that are no concern of the ledger are taken and leave nothing', async () => {
      const body = JSON.stringify({
        id: 'evt_x',
        type: 'customer.created',
        created: 1,
        data: { object: { id: 'cus_1' } },
      });
      assert.equal((await send(body)).status, 200);
      const { connections } = await server.furniture.ready;
      const row = connections.read.selectFrom('ledger_events').select('id').where('id', '=', 'evt_x');
      assert.equal(await row.executeTakeFirst(), undefined);
    });

    it('that cannot be read are refused, and the log names the places and no values', async () => {
      const body = paid('odd').replace('"eur"', '"ann@mail.example"');
      const reply = await send(body);
      assert.equal(reply.status, 422);
      assert.match(warnings.at(-1) ?? '', /could not be read.*currency/);
      assert.ok(!warnings.some((text) => text.includes('ann@')));
      assert.equal((await send('{"half', signature('{"half'))).status, 400);
    });

    it('may be longer than what readers send, but not endless', async () => {
      await store('long');
      const long = (size: number): string => paid('long').replace('"object":"event"', `"x":"${'y'.repeat(size)}"`);
      assert.equal((await send(long(200_000))).status, 200);
      assert.equal((await send(long(1_100_000))).status, 413);
      assert.equal(await raised('long'), 12.5);
    });

    it('are not taken by a server without a secret', async () => {
      const other = await startServer();
      const body = paid('spring');
      const headers = { 'stripe-signature': signature(body) };
      assert.equal((await other.call('POST', '/v1/payments/stripe', body, headers)).status, 404);
      await other.close();
    });
  });

  describe('secrets of Stripe', () => {
    it('are several with commas between, and nothing else', () => {
      const secretsIn = (text: string) =>
        settle(optionsFrom({ FURNITURE_STRIPE_WEBHOOK_SECRET: text })).payments?.stripeSecrets;
      assert.deepEqual(secretsIn(`${OLD}, ${NEW}`), [OLD, NEW]);
      assert.equal(secretsIn(' '), undefined);
      for (const text of ['sk_live_0123456789abcdefghij', `${OLD},short`, ','])
        assert.throws(
          () => secretsIn(text),
          (error) => error instanceof OptionError && !error.message.includes('0123'),
        );
    });
  });
}
