import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { ChangedComment, CommentList, Counts, EDIT_WINDOW_MS, PostedComment } from '../../../src/contracts/comments.ts';
import { Campaign } from '../../../src/contracts/donations.ts';
import { Problem } from '../../../src/contracts/problem.ts';
import { bearer, jwt, key, moderator, other, START, startServer, type Reply, type TestServer } from './support.ts';

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

const ANN = { author: { name: 'Ann' } };
const problemOf = (reply: Reply) => {
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/);
  return Problem.parse(reply.json);
};
const texts = (list: CommentList) => list.comments.map((comment) => comment.body.text);

function posting(server: () => TestServer): void {
  describe('posting', () => {
    it('answers 201 with the comment and its edit token, and lists the comment', async () => {
      const reply = await server().post('p1', { body: ' Hello\r\nthere ', ...ANN });
      assert.equal(reply.status, 201);
      const { comment, editToken } = PostedComment.parse(reply.json);
      assert.match(editToken!, /^[\w-]{43}$/);
      assert.deepEqual(comment, {
        ...{
          id: comment.id,
          parentId: null,
          author: { name: 'Ann' },
          body: { format: 'markdown', text: ' Hello\nthere' },
        },
        ...{ createdAt: '2026-11-24T09:00:00.000Z', state: 'published', votes: { up: 0, down: 0 }, replyCount: 0 },
      });
      assert.deepEqual((await server().list('p1')).comments, [comment]);
    });

    it('never shows the e-mail address, the token or its hash in a list', async () => {
      const author = { name: 'Ann', email: 'ann@secret.example', url: 'https://ann.example/' };
      const { editToken } = (await server().post('p2', { body: 'x', author })).json;
      const reply = await server().call('GET', '/v1/threads/p2/comments');
      assert.equal(reply.json.comments[0].author.url, 'https://ann.example/');
      for (const word of ['secret.example', editToken, 'token', 'hash', '127.0.0.1', 'key'])
        assert.ok(!reply.text.includes(word), word);
    });

    const refused: [string, unknown, string][] = [
      ['a missing body', ANN, 'body'],
      ['a blank body', { body: ' \n\u200b', ...ANN }, 'body'],
      ['a body that is too long', { body: 'x'.repeat(10_001), ...ANN }, 'body'],
      ['a guest without a name', { body: 'x' }, 'author.name'],
      ['a guest with an invisible name', { body: 'x', author: { name: '\u200b\u2800' } }, 'author.name'],
      ['a name that is too long', { body: 'x', author: { name: 'x'.repeat(81) } }, 'author.name'],
      ['a link that could run', { body: 'x', author: { name: 'A', url: 'javascript:alert(1)' } }, 'author.url'],
      ['two e-mail addresses', { body: 'x', author: { name: 'A', email: 'a@b.example,c@d.example' } }, 'author.email'],
      ['a role', { body: 'x', author: { name: 'A', role: 'staff' } }, 'author.role'],
      ['an unknown field', { body: 'x', ...ANN, state: 'published' }, 'state'],
      ['a parent that does not exist', { body: 'x', ...ANN, parentId: 'nope' }, 'parentId'],
      ['mail that nobody would send', { body: 'x', ...ANN, notify: 'all' }, 'notify'],
      ['an anchor that is no object', { body: 'x', ...ANN, anchor: 'x' }, 'anchor'],
    ];
    for (const [what, body, path] of refused)
      it(`refuses ${what} with 422, naming ${path}`, async () => {
        const problem = problemOf(await server().post('p3', body));
        assert.equal(problem.status, 422);
        assert.deepEqual(
          problem.errors?.map((error) => error.path),
          [path],
        );
        assert.equal((await server().list('p3')).thread.count, 0);
      });

    it('refuses a parent of another thread', async () => {
      const { comment } = await server().write('p4', 'here');
      assert.equal((await server().post('p5', { body: 'x', ...ANN, parentId: comment.id })).status, 422);
    });

    it('answers a repeated key with the first answer, edit token included', async () => {
      const headers = key();
      const first = await server().post('p6', { body: 'once', ...ANN }, headers);
      const second = await server().post('p6', { body: 'once', ...ANN }, headers);
      assert.deepEqual([second.status, second.text], [201, first.text]);
      assert.equal(second.headers.get('idempotency-replayed'), 'true');
      assert.equal((await server().list('p6')).thread.count, 1);
    });

    it('stores one comment when the same post arrives many times at once', async () => {
      const headers = key();
      const replies = await Promise.all(
        Array.from({ length: 12 }, () => server().post('p7', { body: 'race', ...ANN }, headers)),
      );
      assert.deepEqual(new Set(replies.map((reply) => reply.status)), new Set([201]));
      assert.equal(new Set(replies.map((reply) => reply.text)).size, 1);
      assert.equal((await server().list('p7')).comments.length, 1);
    });

    it('refuses a key that was used for another request', async () => {
      const headers = key();
      await server().post('p8', { body: 'one', ...ANN }, headers);
      assert.equal((await server().post('p8', { body: 'two', ...ANN }, headers)).status, 422);
      assert.equal((await server().post('p8', { body: 'one', ...ANN }, { ...headers, ...bearer(jwt()) })).status, 422);
      assert.equal((await server().list('p8')).thread.count, 1);
    });

    it('forgets a key after a day', async () => {
      const headers = key();
      await server().post('p9', { body: 'again', ...ANN }, headers);
      server().clock.now += 25 * 3_600_000;
      await server().post('p9', { body: 'again', ...ANN }, headers);
      server().clock.now = START;
      assert.equal((await server().list('p9')).thread.count, 2);
    });

    it('takes the name and the role of a signed-in reader from the token', async () => {
      const token = bearer(jwt({ name: 'Ed\u202eitor', role: 'staff' }));
      const reply = await server().post('p10', { body: 'x', author: { name: 'Somebody else' } }, token);
      assert.deepEqual(reply.json.comment.author, { name: 'Editor', role: 'staff' });
      assert.equal(reply.json.editToken, undefined);
    });

    it('keeps an anchor as it was given', async () => {
      const anchor = { type: 'TextQuoteSelector', exact: 'a passage' };
      await server().post('p11', { body: 'about that', ...ANN, anchor });
      await server().write('p11', 'about everything');
      assert.deepEqual((await server().list('p11')).comments[0]!.anchor, anchor);
      assert.deepEqual(texts(await server().list('p11', { anchored: 'true' })), ['about that']);
    });
  });
}

function changing(server: () => TestServer): void {
  describe('changing', () => {
    it('refuses a change of what is not there any more, and takes one of what is', async () => {
      const { comment, editToken } = await server().write('stale', 'one');
      const edit = (body: string, basedOn?: string | null) =>
        server().call('PATCH', `/v1/comments/${comment.id}`, { body, basedOn }, bearer(editToken));
      const first = await edit('two', null);
      assert.equal(first.status, 200);
      assert.equal((await edit('three', null)).status, 409);
      assert.equal((await edit('three', 'yesterday')).status, 409);
      assert.equal((await server().list('stale')).comments[0]!.body.text, 'two');
      assert.equal((await edit('three', first.json.comment.editedAt)).status, 200);
      assert.equal((await edit('four')).status, 200);
    });

    it('lets a guest edit with the token, and says when', async () => {
      const { comment, editToken } = await server().write('c1', 'befor');
      server().clock.now = START + 60_000;
      const reply = await server().call('PATCH', `/v1/comments/${comment.id}`, { body: 'before' }, bearer(editToken));
      server().clock.now = START;
      assert.equal(reply.status, 200);
      assert.deepEqual(ChangedComment.parse(reply.json).comment, (await server().list('c1')).comments[0]);
      assert.equal(reply.json.comment.body.text, 'before');
      assert.equal(reply.json.comment.editedAt, '2026-11-24T09:01:00.000Z');
    });

    it('closes the window after fifteen minutes', async () => {
      const { comment, editToken } = await server().write('c2', 'x');
      const edit = () => server().call('PATCH', `/v1/comments/${comment.id}`, { body: 'y' }, bearer(editToken));
      const remove = () => server().call('DELETE', `/v1/comments/${comment.id}`, undefined, bearer(editToken));
      server().clock.now = Date.parse(comment.createdAt) + EDIT_WINDOW_MS;
      assert.equal((await edit()).status, 200);
      server().clock.now += 1;
      const statuses = [(await edit()).status, (await remove()).status];
      server().clock.now = START;
      assert.deepEqual(statuses, [403, 403]);
    });

    it('refuses everybody else', async () => {
      const { comment } = await server().write('c3', 'mine');
      const { editToken: other } = await server().write('c3', 'theirs');
      const attempts: [Record<string, string>, number][] = [
        [{}, 401],
        [{ authorization: 'Basic abc' }, 401],
        [{ cookie: 'editToken=x' }, 401],
        [bearer('null'), 403],
        [bearer('*'), 403],
        [bearer(other), 403],
        [bearer(jwt()), 403],
        [moderator(), 403],
      ];
      for (const [headers, status] of attempts) {
        const reply = await server().call('PATCH', `/v1/comments/${comment.id}`, { body: 'hacked' }, headers);
        assert.equal(reply.status, status, JSON.stringify(headers));
        problemOf(reply);
      }
      assert.deepEqual(texts(await server().list('c3')), ['mine', 'theirs']);
    });

    it('lets signed-in readers change their own, whenever', async () => {
      const { comment } = (await server().post('c4', { body: 'x' }, bearer(jwt()))).json;
      server().clock.now = START + 2 * EDIT_WINDOW_MS;
      const reply = await server().call('PATCH', `/v1/comments/${comment.id}`, { body: 'y' }, bearer(jwt()));
      server().clock.now = START;
      assert.equal(reply.status, 200);
    });

    it('checks an edit like a post', async () => {
      const { comment, editToken } = await server().write('c5', 'x');
      for (const body of [{ body: ' ' }, { body: 'x', author: { name: 'Editor' } }, { body: 'x'.repeat(10_001) }, {}])
        assert.equal((await server().call('PATCH', `/v1/comments/${comment.id}`, body, bearer(editToken))).status, 422);
    });

    it('removes a comment without replies, and says 204 again', async () => {
      const { comment, editToken } = await server().write('c6', 'gone');
      const remove = () => server().call('DELETE', `/v1/comments/${comment.id}`, undefined, bearer(editToken));
      assert.deepEqual([(await remove()).status, (await remove()).status], [204, 204]);
      const { comments, thread } = await server().list('c6');
      assert.deepEqual([comments, thread.count], [[], 0]);
      assert.equal(
        (await server().call('PATCH', `/v1/comments/${comment.id}`, { body: 'x' }, bearer(editToken))).status,
        404,
      );
    });

    it('leaves a nameless stub where others replied, until the last of them is gone', async () => {
      const top = await server().write('c7', 'top');
      const reply = await server().write('c7', 'reply', top.comment.id);
      await server().call('DELETE', `/v1/comments/${top.comment.id}`, undefined, bearer(top.editToken));
      const { comments, thread } = await server().list('c7');
      assert.deepEqual(
        comments.map(({ state, author, body, replyCount }) => [state, author, body.text, replyCount]),
        [
          ['deleted', { name: '' }, '', 1],
          ['published', { name: 'Ann' }, 'reply', 0],
        ],
      );
      assert.equal(thread.count, 1);
      assert.equal((await server().post('c7', { body: 'x', ...ANN, parentId: top.comment.id })).status, 422);
      await server().call('DELETE', `/v1/comments/${reply.comment.id}`, undefined, bearer(reply.editToken));
      assert.deepEqual((await server().list('c7')).comments, []);
    });

    it('counts one vote a reader, the last one', async () => {
      const { comment } = await server().write('c8', 'x');
      const vote = (value: unknown, headers: Record<string, string> = other) =>
        server().call('PUT', `/v1/comments/${comment.id}/vote`, { value }, headers);
      assert.deepEqual((await vote(1)).json.comment.votes, { up: 1, down: 0, mine: 1 });
      assert.deepEqual((await vote(1)).json.comment.votes, { up: 1, down: 0, mine: 1 });
      assert.deepEqual((await vote(-1)).json.comment.votes, { up: 0, down: 1, mine: -1 });
      assert.deepEqual((await vote(1, bearer(jwt()))).json.comment.votes, { up: 1, down: 1, mine: 1 });
      assert.deepEqual((await vote(0)).json.comment.votes, { up: 1, down: 0, mine: 0 });
      assert.deepEqual((await server().list('c8')).comments[0]!.votes, { up: 1, down: 0 });
      for (const value of [2, 0.5, '1', null]) assert.equal((await vote(value)).status, 422);
    });

    it('counts a reader once however often the same vote arrives at once', async () => {
      const { comment } = await server().write('c9', 'x');
      const vote = () => server().call('PUT', `/v1/comments/${comment.id}/vote`, { value: 1 }, other);
      await Promise.all(Array.from({ length: 30 }, vote));
      assert.deepEqual((await server().list('c9')).comments[0]!.votes, { up: 1, down: 0 });
    });

    it('keeps a report once', async () => {
      const { comment } = await server().write('c10', 'x');
      const report = (body: object) => server().call('POST', `/v1/comments/${comment.id}/reports`, body, other);
      assert.equal((await report({ reason: 'spam', detail: 'a bot' })).status, 204);
      assert.equal((await report({ reason: 'abuse' })).status, 204);
      assert.equal((await report({ detail: 'x' })).status, 422);
      const { connections } = await server().furniture.ready;
      const rows = await connections.read
        .selectFrom('reports')
        .selectAll()
        .where('comment_id', '=', comment.id)
        .execute();
      assert.deepEqual(
        rows.map((row) => [row.reason, row.detail]),
        [['spam', 'a bot']],
      );
    });

    it('says 404 for comments that never were', async () => {
      for (const id of ['nope', encodeURIComponent("' or 1=1"), 'x'.repeat(100)]) {
        assert.equal((await server().call('PUT', `/v1/comments/${id}/vote`, { value: 1 })).status, 404);
        assert.equal((await server().call('DELETE', `/v1/comments/${id}`, undefined, bearer('x'))).status, 404);
        assert.equal((await server().call('POST', `/v1/comments/${id}/reports`, { reason: 'x' })).status, 404);
      }
    });
  });
}

function listing(server: () => TestServer): void {
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
  tiers: [{ id: 'friend', amount: '10.50', label: 'Friend', frequency: 'monthly', href: 'https://pay.example/friend' }],
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
