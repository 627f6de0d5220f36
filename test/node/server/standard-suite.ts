import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import fc from 'fast-check';

import { OptionError, optionsFrom } from '../../../src/server/index.ts';
import { settle } from '../../../src/server/options.ts';
import { standardHeaders } from './signing.ts';
import { moderator, problemOf, START, startServer, type Reply, type TestServer } from './support.ts';

const KEYS = [Buffer.alloc(24, 'old'), Buffer.alloc(32, 'new')] as const;
const [OLD, NEW] = [`whsec_${KEYS[0].toString('base64')}`, `whsec_${KEYS[1].toString('base64')}`];

let count = 0;
const headersFor = (body: string, { key = KEYS[1], at = START, id = `msg_${++count}` } = {}) =>
  standardHeaders(body, key, id, at);

type Type = 'succeeded' | 'pending' | 'failed' | 'refunded';

/** Gifts of any provider, on any database. `database` gives an empty one. */
export function standardSuite(name: string, database: () => string): void {
  describe(`Standard Webhooks of gifts on ${name}`, () => {
    let server: TestServer;
    const warnings: string[] = [];
    before(async () => {
      const logger = { info: () => {}, warn: (text: string) => void warnings.push(text), error: () => {} };
      server = await startServer({ database: database(), payments: { webhookSecrets: [OLD, NEW] }, logger });
    });
    after(() => server.close());

    const send = (body: string, headers: Record<string, string> = headersFor(body)): Promise<Reply> =>
      server.call('POST', '/v1/payments/standard', body, headers);
    const event = (type: Type, data: object, seconds = 0): string =>
      JSON.stringify({
        ...{ type: `gift.${type}`, timestamp: new Date(START + seconds * 1000).toISOString() },
        data: { id: 'one', campaign: 'spring', amount: '12.50', currency: 'EUR', ...data },
      });
    const tell = async (...parts: Parameters<typeof event>): Promise<void> => {
      const reply = await send(event(...parts));
      assert.deepEqual([reply.status, reply.json], [200, { received: true }]);
    };
    const store = async (id: string, rest: object = {}): Promise<void> => {
      const campaign = { version: 1, currency: 'EUR', goal: 500, ...rest };
      assert.equal((await server.call('PUT', `/v1/campaigns/${id}`, campaign, moderator())).status, 200);
    };
    const raised = async (id: string) => (await server.call('GET', `/v1/campaigns/${id}`)).json.raised as unknown;

    it('make the total of a campaign by the newest state of each gift', async () => {
      await store('spring');
      await tell('pending', {});
      assert.equal(await raised('spring'), 0);
      await tell('succeeded', {}, 1);
      assert.equal(await raised('spring'), 12.5);
      await tell('succeeded', { id: 'two', amount: 7 }, 1);
      assert.equal(await raised('spring'), 19.5);
      await tell('refunded', { refunded: '2.50' }, 2);
      assert.equal(await raised('spring'), 17);
      await tell('refunded', { id: 'two', amount: 7 }, 2);
      assert.equal(await raised('spring'), 10);
    });

    it('end in the same total in any order, as often as they come', async () => {
      const history = ([id, end]: readonly [string, Type]): string[] => {
        const data = { id, campaign: 'order', amount: '3.10' };
        const start = [event('pending', data), event('succeeded', data, 60)];
        if (end === 'pending') return start.slice(0, 1);
        if (end === 'failed') return [start[0]!, event('failed', data, 60)];
        return end === 'succeeded' ? start : [...start, event('refunded', { ...data, refunded: '1.05' }, 60)];
      };
      const left = { pending: 0, failed: 0, succeeded: 310, refunded: 205 };
      const ends = fc.array(fc.constantFrom<Type>('pending', 'failed', 'succeeded', 'refunded'), { minLength: 1 });
      let run = 0;
      const deliveries = ends.chain((list) => {
        const all = list.flatMap((end, index) => history([`${++run}-${index}`, end]));
        const twice = [...all, ...all];
        return fc.record({
          list: fc.constant(list),
          events: fc.shuffledSubarray(twice, { minLength: twice.length, maxLength: twice.length }),
        });
      });
      await fc.assert(
        fc.asyncProperty(deliveries, async ({ list, events }) => {
          await store('order');
          const before = Math.round(Number((await raised('order')) ?? 0) * 100);
          for (const body of events) assert.equal((await send(body)).status, 200);
          const expected = list.reduce((sum, end) => sum + left[end], before);
          assert.equal(Math.round(Number((await raised('order')) ?? 0) * 100), expected);
        }),
        { numRuns: 5, endOnFailure: true },
      );
    });

    it('were made when they were first told of, where the provider does not say', async () => {
      await store('window', { endsAt: new Date(START + 3_600_000).toISOString() });
      await tell('refunded', { id: 'late', campaign: 'window', refunded: 2 }, 7200);
      await tell('succeeded', { id: 'late', campaign: 'window' });
      assert.equal(await raised('window'), 10.5);
    });

    it('give net campaigns their total by their fees', async () => {
      await store('net', { policy: 'net' });
      await tell('succeeded', { id: 'fee', campaign: 'net', fee: '0.40' });
      assert.equal(await raised('net'), 12.1);
    });

    it('in another currency are kept and not counted', async () => {
      await store('euros', { raised: 3 });
      await tell('succeeded', { id: 'yen', campaign: 'euros', amount: 500, currency: 'JPY' });
      assert.equal(await raised('euros'), 3);
    });

    it('are believed with either secret, and with one of several signatures', async () => {
      await store('either');
      const first = event('succeeded', { id: 'a', campaign: 'either' });
      assert.equal((await send(first, headersFor(first, { key: KEYS[0] }))).status, 200);
      const second = event('succeeded', { id: 'b', campaign: 'either' });
      const headers = headersFor(second);
      const several = `v1a,AAAA v1,${Buffer.alloc(32).toString('base64')} ${headers['webhook-signature']}`;
      assert.equal((await send(second, { ...headers, 'webhook-signature': several })).status, 200);
      assert.equal(await raised('either'), 25);
    });

    it('are refused unless exactly these bytes were signed, with a secret of ours, minutes ago at most', async () => {
      await store('forged', { raised: 1 });
      const body = event('succeeded', { id: 'forged', campaign: 'forged' });
      const headers = headersFor(body);
      const wrong: readonly (readonly [string, string, Record<string, string>])[] = [
        ['no headers', body, {}],
        ['another secret', body, headersFor(body, { key: Buffer.alloc(32, 'x') })],
        ['another body', body.replace('12.50', '99.50'), headers],
        ['the same JSON in other bytes', JSON.stringify(JSON.parse(body), null, 1), headers],
        ['another id', body, { ...headers, 'webhook-id': 'msg_other' }],
        ['no version', body, { ...headers, 'webhook-signature': headers['webhook-signature'].slice(3) }],
        ['a time that is none', body, { ...headers, 'webhook-timestamp': 'now' }],
        ['an old one', body, headersFor(body, { at: START - 301_000 })],
        ['one of the future', body, headersFor(body, { at: START + 301_000 })],
      ];
      for (const [what, bytes, sent] of wrong) {
        const reply = await send(bytes, sent);
        assert.equal(reply.status, 400, what);
        assert.match(problemOf(reply).detail ?? '', /not signed/, what);
      }
      assert.equal(await raised('forged'), 1);
      assert.equal((await send(body, headersFor(body, { at: START - 299_000 }))).status, 200);
      assert.equal(await raised('forged'), 12.5);
    });

    it('of other things are taken and leave nothing', async () => {
      for (const body of ['{"type":"contact.created","data":{}}', '{"type":""}'])
        assert.equal((await send(body)).status, 200);
    });

    it('that cannot be read are refused by field, and the log names the places and no values', async () => {
      const wrong: readonly (readonly [string, string])[] = [
        ['{}', 'type'],
        ['{"type":"gift.stolen"}', 'type'],
        [event('succeeded', { amount: '12,50' }), 'data.amount'],
        [event('succeeded', { amount: '12.505' }), 'data.amount'],
        [event('succeeded', { amount: '-1' }), 'data.amount'],
        [event('succeeded', { currency: 'ann@mail.example' }), 'data.currency'],
        [event('succeeded', { id: 'a\u0000' }), 'data.id'],
        [event('succeeded', { campaign: 'no/campaign' }), 'data.campaign'],
        [event('refunded', { refunded: '12.51' }), 'data.refunded'],
        [event('succeeded', { createdAt: 'yesterday' }), 'data.createdAt'],
      ];
      for (const [body, path] of wrong) {
        const reply = await send(body);
        assert.equal(reply.status, 422, body);
        const paths = problemOf(reply).errors?.map((error) => error.path) ?? [];
        assert.ok(paths.includes(path), `${body}: ${paths.join()}`);
        assert.ok(warnings.at(-1)?.includes(path));
      }
      assert.ok(!warnings.some((text) => text.includes('ann@')));
      for (const body of ['{"half', '['.repeat(40)]) assert.equal((await send(body)).status, 400, body);
    });

    it('are not taken by a server without a secret for them', async () => {
      const other = await startServer({ payments: { stripeSecrets: ['whsec_0123456789abcdefghij'] } });
      const body = event('succeeded', {});
      assert.equal((await other.call('POST', '/v1/payments/standard', body, headersFor(body))).status, 404);
      assert.equal((await other.call('POST', '/v1/payments/stripe', body)).status, 400);
      await other.close();
    });
  });

  describe('secrets of Standard Webhooks', () => {
    it('are several with commas between, and nothing else', () => {
      const secretsIn = (text: string) =>
        settle(optionsFrom({ FURNITURE_PAYMENT_WEBHOOK_SECRET: text })).payments?.webhookSecrets;
      assert.deepEqual(secretsIn(`${OLD}, ${NEW}`), [OLD, NEW]);
      assert.equal(secretsIn(' '), undefined);
      for (const text of [OLD.slice(6), `${OLD},whsec_c2hvcnQ=`, `${OLD}-`, ','])
        assert.throws(
          () => secretsIn(text),
          (error) => error instanceof OptionError && !error.message.includes(OLD.slice(6)),
        );
    });
  });
}
