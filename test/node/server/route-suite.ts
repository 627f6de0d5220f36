import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { Counts } from '../../../src/contracts/comments.ts';
import { Campaign } from '../../../src/contracts/donations.ts';
import { listing } from './listing-suite.ts';
import { changing, posting } from './writing-suite.ts';
import { ANN, bearer, jwt, moderator, problemOf, startServer, texts, type TestServer } from './support.ts';

/** What every route does, on any database. `database` gives an empty one each time. */
export function routeSuite(name: string, database: () => string): void {
  describe(`routes on ${name}`, () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ database: database() });
    });
    after(() => server.close());

    posting(() => server);
    changing(() => server);
    listing(() => server);
    moderating(() => server);
    others(() => server);
    holding(database);
  });
}

function moderating(server: () => TestServer): void {
  describe('moderating', () => {
    const act = (id: string, action: string, headers = moderator()) =>
      server().call('POST', `/v1/comments/${id}/moderation`, { action }, headers);

    it('hides and approves', async () => {
      const top = await server().write('m1', 'rude');
      const reply = await server().write('m1', 'reply', top.comment.id);
      assert.equal((await act(top.comment.id, 'hide')).json.comment.state, 'hidden');
      const hidden = await server().list('m1');
      assert.deepEqual(
        hidden.comments.map(({ state, body }) => [state, body.text]),
        [
          ['deleted', ''],
          ['published', 'reply'],
        ],
      );
      assert.deepEqual([hidden.thread.count, hidden.hidden], [1, 1]);
      await act(reply.comment.id, 'hide');
      assert.deepEqual((await server().list('m1')).comments, []);
      await act(top.comment.id, 'approve');
      assert.deepEqual(texts(await server().list('m1')), ['rude']);
      await act(reply.comment.id, 'approve');
      const shown = await server().list('m1');
      assert.deepEqual([texts(shown), shown.thread.count, shown.hidden], [['rude', 'reply'], 2, undefined]);
    });

    it('is for moderators, by a signed claim', async () => {
      const { comment } = await server().write('m2', 'x');
      const headers: [Record<string, string>, number][] = [
        [{}, 401],
        [bearer(jwt()), 403],
        [bearer(jwt({ role: 'staff' })), 403],
        [bearer(jwt({ role: 'moderator' }, {}, 'another secret of at least thirty-two bytes')), 401],
        [bearer(jwt({ role: 'admin' })), 200],
      ];
      for (const [header, status] of headers) assert.equal((await act(comment.id, 'pin', header)).status, status);
    });

    it('closes a thread to everybody but moderators, and opens it again', async () => {
      const { comment, editToken } = await server().write('m3', 'x');
      const close = await server().call('PATCH', '/v1/threads/m3', { open: false }, moderator());
      assert.deepEqual(close.json, { thread: { id: 'm3', count: 1, open: false, premoderated: false, version: 2 } });
      assert.equal((await server().post('m3', { body: 'late', ...ANN })).status, 403);
      assert.equal(
        (await server().call('PATCH', `/v1/comments/${comment.id}`, { body: 'y' }, bearer(editToken))).status,
        403,
      );
      assert.equal((await server().post('m3', { body: 'closed because …' }, moderator())).status, 201);
      await server().call('PATCH', '/v1/threads/m3', { open: true }, moderator());
      assert.equal((await server().post('m3', { body: 'again', ...ANN })).status, 201);
      assert.equal((await server().call('PATCH', '/v1/threads/m3', { open: false })).status, 401);
    });

    it('holds comments of a premoderated thread, and edits of approved ones', async () => {
      await server().call('PATCH', '/v1/threads/m4', { premoderated: true }, moderator());
      const held = await server().post('m4', { body: 'may I?', ...ANN });
      assert.deepEqual([held.status, held.json.comment.state], [202, 'held']);
      const list = await server().list('m4');
      assert.deepEqual([list.comments, list.thread.count, list.thread.premoderated], [[], 0, true]);
      assert.equal((await server().post('m4', { body: 'x', ...ANN, parentId: held.json.comment.id })).status, 422);
      await act(held.json.comment.id, 'approve');
      assert.deepEqual(texts(await server().list('m4')), ['may I?']);
      const edited = await server().call(
        ...(['PATCH', `/v1/comments/${held.json.comment.id}`, { body: 'spam' }, bearer(held.json.editToken)] as const),
      );
      assert.equal(edited.json.comment.state, 'held');
      assert.deepEqual((await server().list('m4')).comments, []);
    });

    it('deletes anybody’s comment, but puts no words into their mouth', async () => {
      const { comment } = await server().write('m5', 'x');
      assert.equal(
        (await server().call('PATCH', `/v1/comments/${comment.id}`, { body: 'y' }, moderator())).status,
        403,
      );
      assert.equal((await server().call('DELETE', `/v1/comments/${comment.id}`, undefined, moderator())).status, 204);
    });
  });
}

function holding(database: () => string): void {
  describe('holding back', () => {
    it('“all” holds guests and readers, not who has a role', async () => {
      const server = await startServer({ database: database(), hold: 'all' });
      assert.equal((await server.post('h1', { body: 'guest', ...ANN })).status, 202);
      assert.equal((await server.post('h1', { body: 'reader' }, bearer(jwt()))).status, 202);
      assert.equal((await server.post('h1', { body: 'author' }, bearer(jwt({ role: 'author' })))).status, 201);
      const { comments, thread } = await server.list('h1');
      assert.deepEqual([comments.length, thread.count, thread.premoderated], [1, 1, true]);
      await server.close();
    });

    it('“first” holds a guest until one comment was approved', async () => {
      const server = await startServer({ database: database(), hold: 'first' });
      const first = await server.post('h2', { body: 'one', ...ANN });
      assert.deepEqual([first.status, (await server.post('h2', { body: 'two', ...ANN })).status], [202, 202]);
      assert.equal((await server.post('h2', { body: 'reader' }, bearer(jwt()))).status, 201);
      await server.call('POST', `/v1/comments/${first.json.comment.id}/moderation`, { action: 'approve' }, moderator());
      assert.equal((await server.post('h2', { body: 'three', ...ANN })).status, 201);
      assert.equal((await server.post('h2', { body: 'four', ...ANN }, { 'user-agent': 'Another' })).status, 202);
      await server.close();
    });
  });
}

const SPRING = {
  ...{ version: 1, currency: 'USD', raised: 3250, goal: 5000, supporters: 87, policy: 'gross' },
  milestones: [{ at: 2500, label: 'One reporter for a month' }],
  tiers: [
    {
      ...{ id: 'friend', amount: '10.50', label: 'Friend', frequency: 'monthly', href: 'https://pay.example/friend' },
      ...{ description: 'A month of the harbour.', perks: ['The Friday letter'] },
    },
  ],
  ...{ updatedAt: '2026-11-20T09:00:00Z', endsAt: '2026-12-31T00:00:00Z' },
};

function others(server: () => TestServer): void {
  describe('counts and campaigns', () => {
    it('counts published comments of several threads', async () => {
      await server().write('o1', 'a');
      const reply = await server().call('GET', '/v1/counts?thread=o1&thread=__proto__&thread=none');
      assert.equal(reply.text, '{"counts":{"o1":1,"__proto__":0,"none":0}}');
      Counts.parse(reply.json);
      assert.equal((await server().call('GET', '/v1/counts')).status, 400);
      assert.equal((await server().call('GET', `/v1/counts?${'thread=x&'.repeat(101)}`)).status, 400);
    });

    it('keeps a campaign with exact amounts, in minor units', async () => {
      const saved = await server().call('PUT', '/v1/campaigns/spring', SPRING, moderator());
      assert.equal(saved.status, 200);
      const reply = await server().call('GET', '/v1/campaigns/spring');
      assert.deepEqual(reply.json, { ...SPRING, tiers: [{ ...SPRING.tiers[0], amount: 10.5 }] });
      Campaign.parse(reply.json);
      const { connections } = await server().furniture.ready;
      const row = await connections.read.selectFrom('campaigns').selectAll().executeTakeFirstOrThrow();
      assert.deepEqual([row.raised, row.goal], [325_000, 500_000]);
      const tag = { 'if-none-match': reply.headers.get('etag')! };
      assert.equal((await server().call('GET', '/v1/campaigns/spring', undefined, tag)).status, 304);
    });

    const wrong: [string, object, string][] = [
      ['more decimals than the currency has', { raised: '1.005' }, 'raised'],
      ['yen with decimals', { currency: 'JPY', goal: '10.5', milestones: [], tiers: [], raised: 0 }, 'goal'],
      ['an amount that is not exact', { goal: '999999999999999.99' }, 'goal'],
      ['a negative amount', { raised: -1 }, 'raised'],
      ['an unknown field', { colour: 'red' }, 'colour'],
      ['perks without end', { tiers: [{ id: 'a', amount: 1, perks: Array(13).fill('x') }] }, 'tiers.0.perks'],
      ['a link that could run', { tiers: [{ id: 'a', amount: 1, href: 'javascript:alert(1)' }] }, 'tiers.0.href'],
      ['30 February', { endsAt: '2026-02-30' }, 'endsAt'],
      ['half a supporter', { supporters: 1.5 }, 'supporters'],
    ];
    for (const [what, change, path] of wrong)
      it(`refuses ${what}, naming ${path}`, async () => {
        const reply = await server().call('PUT', '/v1/campaigns/wrong', { ...SPRING, ...change }, moderator());
        assert.equal(reply.status, 422);
        assert.deepEqual(
          problemOf(reply).errors?.map((error) => error.path),
          [path],
        );
        assert.equal((await server().call('GET', '/v1/campaigns/wrong')).status, 404);
      });

    it('lets only moderators store one', async () => {
      assert.equal((await server().call('PUT', '/v1/campaigns/x', SPRING)).status, 401);
      assert.equal((await server().call('PUT', '/v1/campaigns/x', SPRING, bearer(jwt()))).status, 403);
    });

    it('imports comments with their times, votes and places, twice as well as once', async () => {
      const store = await server().furniture.ready;
      const comments = [
        { id: 'i1', author: { name: 'Old' }, body: 'first', createdAt: 1000, votes: { up: 3, down: 1 } },
        { id: 'i2', parentId: 'i1', author: { name: 'Staff', role: 'staff' as const }, body: 'reply', createdAt: 500 },
        { id: 'i3', author: { name: 'Gone' }, body: 'x', createdAt: 900, state: 'hidden' as const },
      ];
      assert.deepEqual(
        [await store.importComments('o2', comments), await store.importComments('o2', comments)],
        [3, 0],
      );
      const list = await server().list('o2', { sort: 'top' });
      assert.deepEqual(
        list.comments.map(({ id, author, votes, replyCount }) => [id, author.role, votes.up, replyCount]),
        [
          ['i1', undefined, 3, 1],
          ['i2', 'staff', 0, 0],
        ],
      );
      assert.deepEqual([list.thread.count, list.hidden], [2, 1]);
    });
  });
}
