import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { CommentList } from '../../../src/contracts/comments.ts';
import { moderator, other, problemOf, texts, type TestServer } from './support.ts';

/** Pages of a thread, in every order. */
export function listing(server: () => TestServer): void {
  describe('listing', () => {
    it('is empty and open for a thread that nobody has written in', async () => {
      const reply = await server().call('GET', '/v1/threads/l0/comments');
      assert.deepEqual(CommentList.parse(reply.json), {
        thread: { id: 'l0', count: 0, open: true, premoderated: false, version: 0 },
        ...{ comments: [], nextCursor: null },
      });
    });

    it('sorts oldest, newest and by the votes that count for sure', async () => {
      const ids: string[] = [];
      for (const text of ['a', 'b', 'c']) ids.push((await server().write('l1', text)).comment.id);
      await server().call('PUT', `/v1/comments/${ids[1]}/vote`, { value: 1 }, other);
      await server().call('PUT', `/v1/comments/${ids[0]}/vote`, { value: -1 }, other);
      assert.deepEqual(texts(await server().list('l1')), ['a', 'b', 'c']);
      assert.deepEqual(texts(await server().list('l1', { sort: 'newest' })), ['c', 'b', 'a']);
      assert.deepEqual(texts(await server().list('l1', { sort: 'top' })), ['b', 'c', 'a']);
    });

    for (const sort of ['oldest', 'newest', 'top'])
      it(`pages ${sort} without skipping or repeating, pinned comments first`, async () => {
        const thread = `l2${sort}`;
        const written: string[] = [];
        for (let index = 0; index < 11; index++) written.push((await server().write(thread, `t${index}`)).comment.id);
        for (const index of [3, 7])
          await server().call('POST', `/v1/comments/${written[index]}/moderation`, { action: 'pin' }, moderator());
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: CommentList = await server().list(thread, { sort, limit: '3', ...(cursor && { cursor }) });
          seen.push(...page.comments.map((comment) => comment.id));
          cursor = page.nextCursor;
        } while (cursor !== null);
        const pinned = sort === 'newest' ? [7, 3] : [3, 7];
        assert.deepEqual(new Set(seen.slice(0, 2)), new Set(pinned.map((index) => written[index])));
        assert.deepEqual([...seen].sort(), [...written].sort());
        assert.equal(seen.length, written.length);
      });

    it('cuts a long branch, names the place, and gives the rest by parent', async () => {
      const top = await server().write('l3', 'top');
      for (let index = 0; index < 30; index++) await server().write('l3', `r${index}`, top.comment.id);
      const page = await server().list('l3');
      assert.deepEqual([page.comments.length, page.nextCursor, page.comments[0]!.replyCount], [21, null, 30]);
      assert.deepEqual(
        page.cuts?.map(({ parentId, count }) => [parentId, count]),
        [[top.comment.id, 10]],
      );
      const rest = await server().list('l3', { parent: top.comment.id, cursor: page.cuts[0]!.cursor });
      assert.deepEqual(
        texts(rest),
        Array.from({ length: 10 }, (_, index) => `r${index + 20}`),
      );
      assert.equal(rest.nextCursor, null);
      const first = await server().list('l3', { parent: top.comment.id, limit: '4' });
      const second = await server().list('l3', { parent: top.comment.id, limit: '4', cursor: first.nextCursor! });
      assert.deepEqual([...texts(first), ...texts(second)], ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7']);
    });

    it('reaches every comment of a deep chain through its cuts, parents first', async () => {
      let parentId = (await server().write('l4', 'level 0')).comment.id;
      for (let level = 1; level < 50; level++)
        parentId = (await server().write('l4', `level ${level}`, parentId)).comment.id;
      const found: string[] = [];
      let page = await server().list('l4');
      for (;;) {
        for (const comment of page.comments) {
          assert.ok(comment.parentId === null || found.includes(comment.parentId), 'a parent came late');
          found.push(comment.id);
        }
        const cut = page.cuts?.[0];
        if (!cut) break;
        page = await server().list('l4', { parent: cut.parentId, cursor: cut.cursor });
      }
      assert.equal(found.length, 50);
    });

    it('opens the page around any comment, however deep', async () => {
      const tops: string[] = [];
      for (let index = 0; index < 6; index++) tops.push((await server().write('l5', `top ${index}`)).comment.id);
      let parentId = tops[4]!;
      for (let index = 0; index < 25; index++)
        parentId = (await server().write('l5', `deep ${index}`, parentId)).comment.id;
      const page = await server().list('l5', { around: parentId, limit: '2' });
      const ids = page.comments.map((comment) => comment.id);
      assert.equal(ids[0], tops[4]);
      assert.ok(ids.includes(parentId) && ids.includes(tops[5]!));
      assert.equal(new Set(ids).size, ids.length);
      for (const comment of page.comments) assert.ok(comment.parentId === null || ids.includes(comment.parentId));
      const earlier = await server().list('l5', { around: tops[1]!, limit: '2' });
      assert.deepEqual(texts(await server().list('l5', { cursor: earlier.nextCursor!, limit: '1' })), ['top 3']);
      assert.equal((await server().list('l5', { around: 'nobody', limit: '2' })).comments[0]!.id, tops[0]);
    });

    for (const query of [
      ...['sort=best', 'limit=0', 'limit=101', 'limit=NaN', 'cursor=eyJpZCI6MX0', 'cursor=%00', 'sort=top&sort=top'],
      'cursor=WzEsIm9sZGVzdCIsMCwwLDEsIngiXQ&sort=newest',
    ])
      it(`refuses ?${query} with 400`, async () => {
        const reply = await server().call('GET', `/v1/threads/l6/comments?${query}`);
        assert.equal(problemOf(reply).status, 400);
      });

    it('answers 304 until something changes', async () => {
      const { comment } = await server().write('l7', 'x');
      const first = await server().call('GET', '/v1/threads/l7/comments');
      const etag = first.headers.get('etag')!;
      assert.match(first.headers.get('cache-control')!, /max-age=0/);
      for (const tag of [etag, `W/${etag}`, `"x", ${etag}`]) {
        const second = await server().call('GET', '/v1/threads/l7/comments', undefined, { 'if-none-match': tag });
        assert.deepEqual([second.status, second.text, second.headers.get('etag')], [304, '', etag]);
      }
      await server().call('PUT', `/v1/comments/${comment.id}/vote`, { value: 1 }, other);
      const third = await server().call('GET', '/v1/threads/l7/comments', undefined, { 'if-none-match': etag });
      assert.equal(third.status, 200);
      assert.equal(third.json.comments[0].votes.up, 1);
    });
  });
}
