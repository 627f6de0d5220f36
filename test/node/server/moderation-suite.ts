import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { ModerationLog } from '../../../src/contracts/moderation.ts';
import { proving, refusing } from './defence-suite.ts';
import { act, FROM, logOf, PROXY, queueOf } from './moderation-calls.ts';
import { reporting, restoring } from './restoring-suite.ts';
import { asking } from './webhook-suite.ts';
import { ANN, bearer, jwt, moderator, startServer, type TestServer } from './support.ts';

/** Moderation and the defences against abuse, on any database. `database` gives an empty one each time. */
export function moderationSuite(name: string, database: () => string): void {
  describe(`moderation on ${name}`, () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ database: database(), ...PROXY });
    });
    after(() => server.close());
    logging(() => server);
    queueing(() => server);
    restoring(() => server);
    reporting(() => server);
    refusing(database);
    proving(database);
    asking(database);
  });
}

function logging(server: () => TestServer): void {
  describe('the log', () => {
    it('says who did what to a comment, why, and what it was before', async () => {
      const { comment } = await server().write('g1', 'x');
      await act(server(), comment.id, { action: 'hide', reason: ' rude\u202e \n words ' });
      await act(server(), comment.id, { action: 'hide' });
      await act(server(), comment.id, { action: 'approve' });
      await act(server(), comment.id, { action: 'pin' });
      const { entries } = await logOf(server(), 'thread=g1');
      assert.deepEqual(
        entries.map(({ action, reason, stateBefore, stateAfter }) => [action, reason, stateBefore, stateAfter]),
        [
          ['pin', undefined, 'published', 'published'],
          ['approve', undefined, 'hidden', 'published'],
          ['hide', 'rude words', 'published', 'hidden'],
        ],
      );
      assert.deepEqual(entries[0]!.actor, { name: 'Mod', id: 'm1' });
      assert.deepEqual([entries[0]!.commentId, entries[0]!.thread], [comment.id, 'g1']);
    });

    it('says when a thread was changed, and not when it stayed as it was', async () => {
      const change = (body: object) => server().call('PATCH', '/v1/threads/g2', body, moderator());
      await change({ open: false, reason: 'enough' });
      await change({ open: false });
      await change({ open: true, premoderated: true });
      await change({ premoderated: false });
      const { entries } = await logOf(server(), 'thread=g2');
      assert.deepEqual(
        entries.map(({ action, reason }) => [action, reason]),
        [
          ['unpremoderate', undefined],
          ['premoderate', undefined],
          ['open', undefined],
          ['close', 'enough'],
        ],
      );
    });

    it('pages by cursor, and is for moderators', async () => {
      const { comment } = await server().write('g3', 'x');
      for (let index = 0; index < 5; index++)
        await act(server(), comment.id, { action: index % 2 ? 'unpin' : 'pin', reason: String(index) });
      const seen: (string | undefined)[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: ModerationLog = await logOf(
          server(),
          `comment=${comment.id}&limit=2${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...page.entries.map((entry) => entry.reason));
        cursor = page.nextCursor;
      }
      assert.deepEqual(seen, ['4', '3', '2', '1', '0']);
      for (const path of ['log', 'queue']) {
        assert.equal((await server().call('GET', `/v1/moderation/${path}`)).status, 401);
        const reader = await server().call('GET', `/v1/moderation/${path}`, undefined, bearer(jwt()));
        assert.deepEqual([reader.status, reader.headers.get('cache-control')], [403, 'no-store']);
        const allowed = await server().call('GET', `/v1/moderation/${path}`, undefined, moderator());
        assert.deepEqual([allowed.status, allowed.headers.get('cache-control')], [200, 'no-store']);
      }
    });

    it('holds nothing of an act that did not happen', async () => {
      const { comment } = await server().write('g4', 'x');
      const reply = await server().write('g4', 'y', comment.id);
      assert.equal((await act(server(), reply.comment.id, { action: 'pin' })).status, 409);
      assert.equal((await act(server(), comment.id, { action: 'hide', reason: 'x'.repeat(501) })).status, 422);
      assert.deepEqual((await logOf(server(), 'thread=g4')).entries, []);
    });
  });
}

function queueing(server: () => TestServer): void {
  describe('the queue', () => {
    it('lists what waits, oldest first, page by page, with its reason', async () => {
      await server().call('PATCH', '/v1/threads/q1', { premoderated: true }, moderator());
      const ids: string[] = [];
      for (const body of ['a', 'b', 'c']) ids.push((await server().post('q1', { body, ...ANN })).json.comment.id);
      const first = await queueOf(server(), 'thread=q1&limit=2');
      const rest = await queueOf(server(), `thread=q1&limit=2&cursor=${first.nextCursor}`);
      assert.deepEqual(
        [...first.comments, ...rest.comments].map(({ id, heldFor, state, thread }) => [id, heldFor, state, thread.id]),
        ids.map((id) => [id, 'thread', 'held', 'q1']),
      );
      assert.deepEqual([first.waiting, rest.nextCursor], [3, null]);
      assert.ok((await queueOf(server(), 'state=held')).waiting >= 3);
      await act(server(), ids[0]!, { action: 'approve' });
      const after = await queueOf(server(), 'thread=q1');
      assert.deepEqual([after.comments.length, after.waiting], [2, 2]);
      const nobody = await queueOf(server(), 'thread=nobody');
      assert.deepEqual([nobody.waiting, nobody.reported, nobody.hidden], [0, 0, 0]);
    });

    it('lists what was hidden and what was reported, with the reports', async () => {
      const hidden = await server().write('q2', 'hidden');
      await act(server(), hidden.comment.id, { action: 'hide' });
      const { comment } = await server().write('q2', 'reported');
      const report = (address: string, body: object) =>
        server().call('POST', `/v1/comments/${comment.id}/reports`, body, FROM(address));
      await report('192.0.2.1', { reason: 'spam', detail: 'sells pills' });
      await report('192.0.2.2', { reason: 'spam' });
      assert.deepEqual(
        (await queueOf(server(), 'thread=q2&state=hidden')).comments.map(({ body }) => body.text),
        ['hidden'],
      );
      const reported = await queueOf(server(), 'thread=q2&state=reported');
      assert.deepEqual(
        reported.comments.map(({ reports }) => reports),
        [[{ reason: 'spam', count: 2, details: ['sells pills'] }]],
      );
      assert.deepEqual([reported.waiting, reported.reported, reported.hidden], [0, 1, 1]);
      const everywhere = await queueOf(server(), 'limit=1');
      assert.ok(everywhere.reported! >= 1 && everywhere.hidden! >= 1);
      await act(server(), comment.id, { action: 'approve' });
      const after = await queueOf(server(), 'thread=q2&state=reported');
      assert.deepEqual([after.comments, after.reported], [[], 0]);
    });

    for (const query of ['state=deleted', 'limit=0', 'limit=101', 'cursor=x', 'thread=', 'state=held&state=held'])
      it(`refuses ?${query}`, async () =>
        assert.equal(
          (await server().call('GET', `/v1/moderation/queue?${query}`, undefined, moderator())).status,
          400,
        ));
  });
}
