import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { Campaign } from '../../../src/contracts/donations.ts';
import { recordEvent } from '../../../src/server/store/ledger.ts';
import { openStream, type Blocks } from './follow.ts';
import { moderator, START, startServer, type TestServer } from './support.ts';

/** How a campaign goes on, streamed, on any database. `database` gives an empty one each time. */
export function campaignEventsSuite(name: string, database: () => string): void {
  describe(`live campaigns on ${name}`, () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ database: database(), origins: ['https://news.example'] });
    });
    after(() => server.close());
    const save = (id: string, more: object = {}) =>
      server.call('PUT', `/v1/campaigns/${id}`, { version: 1, currency: 'EUR', goal: 100, ...more }, moderator());
    const open = (id: string, headers = {}) => openStream(`${server.url}/v1/campaigns/${id}/events`, headers);
    const next = async (stream: Blocks) => {
      for (let block = await stream.next(); block !== undefined; block = await stream.next()) {
        const [, id, data] = /^id: (\S+)\nevent: campaign\ndata: (.*)$/.exec(block) ?? [];
        if (data !== undefined) return { id: id!, campaign: Campaign.parse(JSON.parse(data)) };
      }
      throw new Error(`ended: ${stream.text()}`);
    };
    const give = async (campaign: string, amount: number) =>
      recordEvent(
        await server.furniture.ready,
        `${campaign} ${amount}`,
        [
          {
            ...{ kind: 'charge', id: `${campaign} ${amount}`, state: 'succeeded', amount, refunded: 0, fee: null },
            ...{ currency: 'EUR', made: START, campaign, parent: null, at: START, event: 'e' },
          },
        ],
        START,
      );

    it('begin with the present, and tell of gifts and of changes by hand', async () => {
      await save('spring', { raised: 5 });
      await save('roof');
      const stream = await open('spring', { origin: 'https://news.example' });
      assert.match(stream.response.headers.get('content-type')!, /^text\/event-stream/);
      assert.equal(stream.response.headers.get('access-control-allow-origin'), 'https://news.example');
      assert.equal((await next(stream)).campaign.raised, '5');
      await give('roof', 700);
      await give('spring', 1250);
      const { campaign } = await next(stream);
      assert.deepEqual([campaign.raised, campaign.history?.length], ['12.5', 1]);
      await save('spring', { goal: 200 });
      assert.equal((await next(stream)).campaign.goal, '200');
      stream.stop();
    });

    it('go on from what the client has', async () => {
      await save('again');
      const first = await open('again');
      const { id } = await next(first);
      first.stop();
      const resumed = await open('again', { 'last-event-id': id });
      await resumed.next();
      await give('again', 300);
      assert.equal((await next(resumed)).campaign.raised, '3');
      resumed.stop();
    });

    it('are the campaign itself for who asks for JSON, and 404 where there is none', async () => {
      await save('plain');
      const reply = await server.call('GET', '/v1/campaigns/plain/events');
      assert.deepEqual([reply.status, reply.json.goal], [200, 100]);
      assert.match(reply.headers.get('vary')!, /Accept/);
      assert.equal((await server.call('GET', '/v1/campaigns/none/events')).status, 404);
      const stream = await open('none');
      assert.equal(stream.response.status, 404);
      stream.stop();
    });

    it('keep what the publisher says of monthly gifts, and a history that was sent along changes nothing', async () => {
      const history = [{ date: '2026-01-01', raised: 4 }];
      const saved = await save('monthly', { raised: 50, recurring: { monthly: '20.50' }, history });
      assert.deepEqual([saved.status, saved.json.recurring, saved.json.history], [200, { monthly: 20.5 }, undefined]);
      const wrong = await save('monthly', { recurring: { monthly: '1.001' } });
      assert.deepEqual([wrong.status, wrong.json.errors[0].path], [422, 'recurring.monthly']);
    });
  });
}
