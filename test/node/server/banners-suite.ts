import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { dayOf } from '../../../src/server/rules/day.ts';
import { DAY_MS } from '../../../src/server/rules/ledger.ts';
import {
  COUNT_LIFE_DAYS,
  forgetCounts,
  MAX_CAMPAIGNS,
  MAX_VARIANTS,
  readCounts,
} from '../../../src/server/store/banner-counts.ts';
import { problemOf, startServer, type Reply, type TestServer } from './support.ts';

const ORIGIN = 'https://news.example';
/** What browsers send with `navigator.sendBeacon(url, JSON.stringify(…))`. */
const BEACON = { 'content-type': 'text/plain;charset=UTF-8', origin: ORIGIN, 'user-agent': 'Some Browser/1.0' };

/** What readers do with banners, counted, on any database. `database` gives an empty one. */
export function bannersSuite(name: string, database: () => string): void {
  describe(`banners counted on ${name}`, () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ database: database(), origins: [ORIGIN] });
    });
    after(() => server.close());

    const send = (campaign: string, body: unknown, headers: Record<string, string> = BEACON): Promise<Reply> =>
      server.call('POST', `/v1/banners/${campaign}/events`, body, headers);
    const countsOf = async (campaign: string, first = dayOf(server.clock.now), last = first) => {
      const { connections } = await server.furniture.ready;
      const counts = await readCounts(connections, { first, last }, campaign);
      return Object.fromEntries(counts.map(({ variant, kind, total }) => [`${variant} ${kind}`, total]));
    };

    it('count what a beacon tells, as text or as JSON, and answer with nothing', async () => {
      const reply = await send('spring', { variant: 'a', kind: 'view' });
      assert.deepEqual([reply.status, reply.text, reply.headers.get('set-cookie')], [204, '', null]);
      assert.equal(reply.headers.get('access-control-allow-origin'), ORIGIN);
      for (const kind of ['view', 'follow', 'dismissal']) {
        const { status } = await send('spring', { variant: 'a', kind }, { 'content-type': 'application/json' });
        assert.equal(status, 204);
      }
      for (const body of [{ kind: 'view' }, { variant: '', kind: 'view' }])
        assert.equal((await send('spring', body)).status, 204);
      assert.deepEqual(await countsOf('spring'), { ' view': 2, 'a view': 2, 'a follow': 1, 'a dismissal': 1 });
    });

    it('lose none and count none twice when many come at once', async () => {
      const bodies = Array.from({ length: 60 }, (_, index) => ({ variant: index % 2 ? 'a' : 'b', kind: 'view' }));
      await Promise.all(bodies.map((body) => send('race', body)));
      assert.deepEqual(await countsOf('race'), { 'a view': 30, 'b view': 30 });
    });

    it('keep of a reader nothing but that there was one more of a kind on a day', async () => {
      await send('private', { variant: 'a', kind: 'view' }, { ...BEACON, 'x-forwarded-for': '203.0.113.77' });
      const { connections } = await server.furniture.ready;
      const rows = connections.read.selectFrom('banner_counts').selectAll().where('campaign', '=', 'private');
      const day = dayOf(server.clock.now);
      assert.deepEqual(await rows.execute(), [{ day, campaign: 'private', variant: 'a', kind: 'view', total: 1 }]);
      for (const table of ['buckets', 'answers', 'threads', 'comments', 'votes', 'reports'] as const)
        assert.deepEqual(await connections.read.selectFrom(table).selectAll().execute(), [], table);
    });

    it('are counted by the day in UTC', async () => {
      const midnight = (dayOf(server.clock.now) + 1) * DAY_MS;
      for (const now of [midnight - 1, midnight]) {
        server.clock.now = now;
        await send('night', { kind: 'view' });
      }
      const day = dayOf(midnight);
      assert.deepEqual(await countsOf('night', day - 1), { ' view': 1 });
      assert.deepEqual(await countsOf('night', day), { ' view': 1 });
      assert.deepEqual(await countsOf('night', day - 1, day), { ' view': 2 });
    });

    const refused: readonly (readonly [string, unknown, Record<string, string>, number])[] = [
      ['spring', { kind: 'click' }, {}, 422],
      ['spring', { variant: 'a' }, {}, 422],
      ['spring', { variant: 'x'.repeat(51), kind: 'view' }, {}, 422],
      ['spring', { variant: 'a b', kind: 'view' }, {}, 422],
      ['spring', { kind: 'view', reader: 'u1' }, {}, 422],
      ['spring', 'view', {}, 400],
      ['spring', `{"kind":"view"${' '.repeat(1024)}}`, {}, 413],
      ['spring', { kind: 'view' }, { 'content-type': 'text/html' }, 415],
      ['spring', { kind: 'view' }, { 'content-type': 'text/plain;charset=utf-16' }, 415],
      ['spring', { kind: 'view' }, { origin: 'https://elsewhere.example' }, 403],
      ['spring', { kind: 'view' }, { origin: 'null' }, 403],
      ['x'.repeat(101), { kind: 'view' }, {}, 404],
      ['a%20b', { kind: 'view' }, {}, 404],
      ['%00', { kind: 'view' }, {}, 404],
    ];
    for (const [campaign, body, headers, status] of refused)
      it(`are refused with ${status}: ${campaign.slice(0, 9)} ${JSON.stringify({ body, ...headers }).slice(0, 70)}`, async () => {
        const before = await countsOf('spring', 0, 1e6);
        const reply = await send(campaign, body, { ...BEACON, ...headers });
        assert.deepEqual([reply.status, problemOf(reply).status], [status, status]);
        assert.deepEqual(await countsOf('spring', 0, 1e6), before);
      });

    it('are no more campaigns and variants than a day may have, and those that were first go on', async () => {
      server.clock.now += 3 * DAY_MS;
      // All at once: of those that are the first of their name none may pass unseen.
      const names = Array.from({ length: MAX_CAMPAIGNS + 10 }, (_, index) => `made-up-${index}`);
      const statuses = await Promise.all(names.map(async (name) => (await send(name, { kind: 'view' })).status));
      assert.equal(statuses.filter((status) => status === 204).length, MAX_CAMPAIGNS);
      assert.equal(statuses.filter((status) => status === 429).length, 10);
      const known = names[statuses.indexOf(204)]!;
      const variants = Array.from({ length: MAX_VARIANTS + 5 }, (_, index) => `v${index}`);
      const more = await Promise.all(
        variants.map(async (variant) => (await send(known, { variant, kind: 'view' })).status),
      );
      // The row without a variant is one of them.
      assert.equal(more.filter((status) => status === 204).length, MAX_VARIANTS - 1);
      const late = await send('late', { kind: 'view' });
      assert.match(problemOf(late).detail ?? '', /^No more than 100 campaigns are counted on one day\.$/);
      const untilMidnight = ((dayOf(server.clock.now) + 1) * DAY_MS - server.clock.now) / 1000;
      assert.equal(late.headers.get('retry-after'), String(Math.ceil(untilMidnight)));
      for (const kind of ['view', 'follow']) assert.equal((await send(known, { kind })).status, 204);
      server.clock.now += DAY_MS;
      assert.equal((await send('late', { kind: 'view' })).status, 204);
    });

    it('are forgotten after 400 days', async () => {
      const store = await server.furniture.ready;
      const day = dayOf(server.clock.now);
      await send('old', { kind: 'view' });
      await forgetCounts(store, (day + COUNT_LIFE_DAYS) * DAY_MS);
      assert.deepEqual(await countsOf('old', day), { ' view': 1 });
      await forgetCounts(store, (day + COUNT_LIFE_DAYS + 1) * DAY_MS);
      assert.deepEqual(await countsOf('old', day), {});
    });

    it('are those of the campaigns that are named, where they are', async () => {
      const strict = await startServer({ database: database(), banners: ['spring'] });
      const statusOf = async (id: string) =>
        (await strict.call('POST', `/v1/banners/${id}/events`, { kind: 'view' })).status;
      assert.deepEqual([await statusOf('spring'), await statusOf('autumn')], [204, 404]);
      await strict.close();
    });

    it('are as many of one network as its limit lets through', async () => {
      const policy = { burst: 2, perMinute: 1 };
      const strict = await startServer({ database: database(), limits: { bannerEvents: policy } });
      const replies: Reply[] = [];
      for (let time = 0; time < 3; time++)
        replies.push(await strict.call('POST', '/v1/banners/spring/events', { kind: 'view' }));
      assert.deepEqual(
        replies.map(({ status }) => status),
        [204, 204, 429],
      );
      assert.equal(replies[2]!.headers.get('retry-after'), '60');
      await strict.close();
    });
  });
}
