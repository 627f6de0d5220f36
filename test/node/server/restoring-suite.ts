import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { clean } from '../../../src/server/store/cleaning.ts';
import { act, FROM, logOf, queueOf } from './moderation-calls.ts';
import { ANN, bearer, jwt, moderator, other, START, type TestServer } from './support.ts';

/** Deletions, and how they are taken back. */
export function restoring(server: () => TestServer): void {
  const remove = (id: string, headers: Record<string, string>) =>
    server().call('DELETE', `/v1/comments/${id}`, undefined, headers);
  const restore = (id: string, headers: Record<string, string>) =>
    server().call('POST', `/v1/comments/${id}/restore`, {}, headers);
  const textOf = async (id: string) => {
    const { connections } = await server().furniture.ready;
    return (await connections.read.selectFrom('comments').select('body_text').where('id', '=', id).executeTakeFirst())
      ?.body_text;
  };

  describe('deleting and restoring', () => {
    it('takes the words away at once, and gives them back to who deleted it', async () => {
      const { comment, editToken } = await server().write('r1', 'regretted');
      const reply = await server().write('r1', 'reply', comment.id);
      await remove(comment.id, bearer(editToken));
      const stub = (await server().list('r1')).comments[0]!;
      assert.deepEqual([stub.state, stub.body.text, stub.author.name], ['deleted', '', '']);
      assert.equal((await restore(comment.id, bearer(reply.editToken))).status, 403);
      assert.equal((await restore(comment.id, moderator())).status, 403);
      assert.equal((await restore(comment.id, {})).status, 401);
      const given = await restore(comment.id, bearer(editToken));
      assert.deepEqual([given.status, given.json.comment.body.text], [200, 'regretted']);
      assert.equal((await restore(comment.id, bearer(editToken))).status, 200);
      const { comments, thread } = await server().list('r1');
      assert.deepEqual([comments.map(({ body }) => body.text), thread.count], [['regretted', 'reply'], 2]);
    });

    it('erases the words after a minute, and says that it is too late', async () => {
      const { comment, editToken } = await server().write('r2', 'gone for good');
      await remove(comment.id, bearer(editToken));
      const store = await server().furniture.ready;
      await clean(store, START + 59_000);
      assert.equal(await textOf(comment.id), 'gone for good');
      await clean(store, START + 60_000);
      assert.equal(await textOf(comment.id), '');
      assert.equal((await restore(comment.id, bearer(editToken))).status, 409);
      const late = await server().write('r2', 'not erased yet');
      await remove(late.comment.id, bearer(late.editToken));
      server().clock.now = START + 60_001;
      const reply = await restore(late.comment.id, bearer(late.editToken));
      server().clock.now = START;
      assert.equal(reply.status, 409);
    });

    it('lets moderators take their own deletion back, and nobody else', async () => {
      const { comment, editToken } = await server().write('r3', 'x');
      await remove(comment.id, moderator());
      assert.equal((await restore(comment.id, bearer(editToken))).status, 403);
      assert.equal((await restore(comment.id, moderator())).status, 200);
      assert.deepEqual(
        (await logOf(server(), 'thread=r3')).entries.map(({ action, stateAfter }) => [action, stateAfter]),
        [
          ['restore', 'published'],
          ['delete', 'deleted'],
        ],
      );
    });

    it('restores what waited as waiting', async () => {
      await server().call('PATCH', '/v1/threads/r4', { premoderated: true }, moderator());
      const { comment, editToken } = (await server().post('r4', { body: 'x', ...ANN })).json;
      await remove(comment.id, bearer(editToken));
      assert.equal((await queueOf(server(), 'thread=r4')).waiting, 0);
      assert.equal((await restore(comment.id, bearer(editToken))).json.comment.state, 'held');
      assert.deepEqual(
        (await queueOf(server(), 'thread=r4')).comments.map(({ heldFor }) => heldFor),
        ['thread'],
      );
    });
  });
}

/** What readers say about others' comments. */
export function reporting(server: () => TestServer): void {
  describe('reports and votes', () => {
    const report = (id: string, headers: Record<string, string>) =>
      server().call('POST', `/v1/comments/${id}/reports`, { reason: 'abuse' }, headers);
    const stateOf = async (thread: string) => (await server().list(thread)).comments.length;

    it('hold a comment after three networks, once, until a moderator approves', async () => {
      const { comment } = await server().write('v1', 'x');
      for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2']) await report(comment.id, FROM(address));
      await report(comment.id, { ...FROM('192.0.2.2'), 'user-agent': 'Another browser at home' });
      assert.equal(await stateOf('v1'), 1);
      await report(comment.id, FROM('192.0.2.3'));
      assert.equal(await stateOf('v1'), 0);
      assert.deepEqual(
        (await queueOf(server(), 'thread=v1')).comments.map(({ heldFor, reports }) => [heldFor, reports?.[0]?.count]),
        [['reports', 4]],
      );
      const { entries } = await logOf(server(), 'thread=v1');
      assert.deepEqual(
        entries.map(({ actor, action, reason }) => [actor.name, action, reason]),
        [['server', 'auto-hold', 'reports']],
      );
      await act(server(), comment.id, { action: 'approve' });
      server().clock.now = START + 1000;
      for (const last of [4, 5, 6, 7]) await report(comment.id, FROM(`192.0.2.${last}`));
      server().clock.now = START;
      assert.equal(await stateOf('v1'), 1);
    });

    it('never hold what staff wrote', async () => {
      const { comment } = (await server().post('v2', { body: 'x' }, bearer(jwt({ role: 'staff', name: 'Sue' })))).json;
      for (const last of [1, 2, 3, 4]) await report(comment.id, FROM(`192.0.2.${last}`));
      assert.equal(await stateOf('v2'), 1);
    });

    it('are refused from the author where it is known, not from a guest who shares network and browser with one', async () => {
      const guest = await server().write('v3', 'x');
      const member = (await server().post('v3', { body: 'y' }, bearer(jwt()))).json;
      const attempts: [string, Record<string, string>, number][] = [
        [guest.comment.id, {}, 200],
        [guest.comment.id, other, 200],
        [member.comment.id, bearer(jwt()), 403],
        [member.comment.id, bearer(jwt({ sub: 'u2' })), 200],
      ];
      for (const [id, headers, status] of attempts) {
        assert.equal((await server().call('PUT', `/v1/comments/${id}/vote`, { value: 1 }, headers)).status, status);
        assert.equal((await report(id, headers)).status, status === 200 ? 204 : status);
      }
    });

    it('do not make the thread new for readers', async () => {
      const { comment } = await server().write('v4', 'x');
      const { thread } = await server().list('v4');
      await report(comment.id, FROM('192.0.2.9'));
      assert.equal((await server().list('v4')).thread.version, thread.version);
    });
  });
}
