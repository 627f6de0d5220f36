import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ChangedComment, EDIT_WINDOW_MS, PostedComment } from '../../../src/contracts/comments.ts';
import { ANN, bearer, jwt, key, moderator, other, problemOf, START, texts, type TestServer } from './support.ts';

const QUOTE = { type: 'TextQuoteSelector', exact: 'a passage' };
const PLACE = { type: 'TextPositionSelector', start: 3, end: 12 };
const RANGE = { type: 'RangeSelector', startSelector: PLACE, endSelector: PLACE };

/** What becomes of a new comment. */
export function posting(server: () => TestServer): void {
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
      ['an anchor without a quote', { body: 'x', ...ANN, anchor: { selector: [PLACE] } }, 'anchor.selector'],
      [
        'a selector of another kind',
        { body: 'x', ...ANN, anchor: { selector: [QUOTE, RANGE] } },
        'anchor.selector.1.type',
      ],
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

    it('keeps what the contract knows of an anchor, and lists comments on a passage alone', async () => {
      const anchor = { source: 'https://news.example/p11', selector: [{ ...QUOTE, prefix: 'about ' }, PLACE] };
      await server().post('p11', { body: 'about that', ...ANN, anchor: { ...anchor, motivation: 'commenting' } });
      await server().post('p11', { body: 'about everything', ...ANN, anchor: null });
      assert.deepEqual((await server().list('p11')).comments[0]!.anchor, anchor);
      assert.deepEqual(texts(await server().list('p11', { anchored: 'true' })), ['about that']);
    });

    it('refuses a passage with a reply, which is about what it replies to', async () => {
      const { comment } = await server().write('p12', 'top');
      const reply = { body: 'x', ...ANN, parentId: comment.id, anchor: { selector: [QUOTE] } };
      const { status, errors } = problemOf(await server().post('p12', reply));
      assert.deepEqual([status, errors?.[0]?.path], [422, 'anchor']);
      assert.equal((await server().post('p12', { ...reply, anchor: undefined })).status, 201);
    });
  });
}

/** Edits, deletions, votes and reports. */
export function changing(server: () => TestServer): void {
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
