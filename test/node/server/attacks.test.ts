/*
 * Attack classes by their numbers, as far as the server is concerned, and where else they are proved:
 *
 *  5 authorisation on the stored object   here; writing-suite (a parent of another thread), restoring-suite
 *  6 edit tokens, GET never mutates       here; writing-suite (the window, everybody else), http (guessing is limited)
 *  7 checks are awaited                   lint (no-floating-promises); here, as a refusal leaves nothing behind
 *  8 JWTs                                 sign-in, corpus-abuse
 * 13 SQL in values, order and patterns    here; corpus-injection
 * 15 votes                                here; writing-suite (one vote a reader), http (X-Forwarded-For, IPv6)
 * 16 enumeration and privacy              here; writing-suite (never shows the e-mail address …), command (logs)
 * 17 identity                             here; defence-suite (keep names for whom they belong to)
 * 18 spam                                 here; defence-suite (proof of work, rules), defence-rules
 * 19 caches                               here; listing-suite (304), moderation-suite (no-store)
 * 24 moderators' tools                    here; moderate-command (what steers a terminal)
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { settle } from '../../../src/server/options.ts';
import { routes } from '../../../src/server/routes/table.ts';
import { ANN, bearer, jwt, moderator, other, startServer, type TestServer } from './support.ts';

describe('attack classes', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());
  const everything = async (): Promise<string> => {
    const { connections } = await server.furniture.ready;
    const tables = ['threads', 'comments', 'votes', 'reports', 'answers', 'moderation_log', 'campaigns'] as const;
    const rows = await Promise.all(
      [...tables, 'staff_names' as const, 'used_proofs' as const].map((table) =>
        connections.read.selectFrom(table).selectAll().execute(),
      ),
    );
    return JSON.stringify(rows);
  };

  it('5: acts on the comment that is stored, whatever else the request names', async () => {
    const mine = await server.write('a5', 'mine');
    const theirs = await server.write('b5', 'theirs');
    const path = `/v1/comments/${theirs.comment.id}?id=${mine.comment.id}&thread=a5`;
    const before = await everything();
    for (const [method, body] of [
      ['PATCH', { body: 'x' }],
      ['DELETE', undefined],
    ] as const)
      assert.equal((await server.call(method, path, body, bearer(mine.editToken))).status, 403);
    assert.equal(
      (await server.call('PATCH', path, { body: 'x', id: mine.comment.id }, bearer(mine.editToken))).status,
      422,
    );
    assert.equal((await server.post('a5', { body: 'x', ...ANN, parentId: theirs.comment.id })).status, 422);
    assert.equal(await everything(), before);
  });

  it('5: shows nothing of what waits or was hidden, by any list', async () => {
    const top = await server.write('c5', 'top');
    const { comment } = await server.write('c5', 'a secret reply', top.comment.id);
    await server.call('POST', `/v1/comments/${comment.id}/moderation`, { action: 'hide' }, moderator());
    const base = '/v1/threads/c5';
    for (const path of [
      '/comments',
      `/comments?parent=${top.comment.id}`,
      `/comments?around=${comment.id}`,
      '/events?after=0',
    ])
      assert.doesNotMatch((await server.call('GET', base + path)).text, /secret/, path);
    for (const [method, path, body] of [
      ['PUT', 'vote', { value: 1 }],
      ['POST', 'reports', { reason: 'spam' }],
    ] as const)
      assert.equal((await server.call(method, `/v1/comments/${comment.id}/${path}`, body, other)).status, 404);
  });

  it('6: changes nothing on GET and HEAD, on any route', async () => {
    const { comment } = await server.write('t', 'x');
    const before = await everything();
    for (const path of Object.keys(routes())) {
      const filled = path.replace(':thread', 't').replace(':id', comment.id);
      for (const query of ['', '?action=hide&value=1&open=false&reason=x&method=DELETE&_method=POST'])
        for (const method of ['GET', 'HEAD'])
          assert.ok((await server.call(method, filled + query, undefined, moderator())).status < 500, filled);
    }
    assert.equal(await everything(), before);
  });

  it('6: takes an edit token nowhere but at its comment', async () => {
    const { comment, editToken } = await server.write('t6', 'x');
    const before = await everything();
    const attempts: [string, string, object | undefined][] = [
      ['POST', `/v1/comments/${comment.id}/moderation`, { action: 'approve' }],
      ['PATCH', '/v1/threads/t6', { open: false }],
      ['GET', '/v1/moderation/queue', undefined],
      ['GET', '/v1/moderation/log', undefined],
      ['PUT', '/v1/campaigns/x', { version: 1, currency: 'USD' }],
      ['POST', '/v1/threads/t6/comments', { body: 'as somebody', ...ANN }],
    ];
    for (const [method, path, body] of attempts)
      assert.equal((await server.call(method, path, body, bearer(editToken))).status, 401, path);
    for (const query of [`?token=${editToken}`, `?authorization=Bearer%20${editToken}`])
      assert.equal((await server.call('DELETE', `/v1/comments/${comment.id}${query}`)).status, 401);
    assert.equal(await everything(), before);
  });

  it('7: leaves nothing behind when a request is refused at the end of its checks', async () => {
    const { comment } = await server.write('t7', 'x');
    const before = await everything();
    const bad = bearer(jwt({ role: 'moderator' }, {}, 'another secret of at least thirty-two bytes'));
    await Promise.all([
      server.call('POST', `/v1/comments/${comment.id}/moderation`, { action: 'hide' }, bad),
      server.call('PATCH', '/v1/threads/t7', { open: false }, bad),
      server.call('DELETE', `/v1/comments/${comment.id}`, undefined, bad),
      server.call('PUT', `/v1/comments/${comment.id}/vote`, { value: 1 }, bad),
      server.post('t7', { body: 'y', ...ANN }, bad),
    ]);
    assert.equal(await everything(), before);
  });

  it('8: gives no rights for a role that is none, or in the wrong place', async () => {
    const { comment } = await server.write('t8', 'x');
    for (const claims of [
      { role: ['moderator'] },
      { role: 'MODERATOR' },
      { role: 'moderator ' },
      { roles: ['admin'] },
      { admin: true },
    ])
      assert.equal(
        (await server.call('POST', `/v1/comments/${comment.id}/moderation`, { action: 'hide' }, bearer(jwt(claims))))
          .status,
        403,
        JSON.stringify(claims),
      );
  });

  it('13: takes patterns and SQL in queries as names, or refuses them', async () => {
    await server.write('t13', 'x');
    const queue = (query: string) => server.call('GET', `/v1/moderation/queue?${query}`, undefined, moderator());
    const log = (query: string) => server.call('GET', `/v1/moderation/log?${query}`, undefined, moderator());
    for (const text of ['%', '_', "' or 1=1 --", 't13%', '{"$ne":null}']) {
      assert.deepEqual((await queue(`thread=${encodeURIComponent(text)}`)).json.comments, []);
      assert.deepEqual((await log(`thread=${encodeURIComponent(text)}`)).json.entries, []);
      assert.equal((await queue(`state=${encodeURIComponent(text)}`)).status, 400);
      assert.equal((await queue(`cursor=${encodeURIComponent(text)}`)).status, 400);
      assert.deepEqual((await log(`comment=${encodeURIComponent(text)}`)).json.entries ?? [], []);
    }
  });

  it('15: counts no vote that is not one of three numbers, and none on what is one’s own', async () => {
    const { comment } = await server.write('t15', 'x');
    const vote = (text: string, headers: Record<string, string>) =>
      server.call('PUT', `/v1/comments/${comment.id}/vote`, text, headers);
    for (const value of ['1e308', '-2', '1.0000001', '"1"', '[1]', 'true', 'null'])
      assert.equal((await vote(`{"value":${value}}`, other)).status, 422, value);
    assert.ok((await vote('{"value":NaN}', other)).status === 400);
    const own = (await server.post('t15', { body: 'y' }, bearer(jwt()))).json.comment.id;
    assert.equal((await server.call('PUT', `/v1/comments/${own}/vote`, { value: 1 }, bearer(jwt()))).status, 403);
    for (const header of ['x-forwarded-for', 'client-ip', 'x-real-ip', 'forwarded', 'true-client-ip'])
      await vote('{"value":1}', { ...other, [header]: '203.0.113.7' });
    assert.deepEqual((await server.list('t15')).comments[0]!.votes, { up: 1, down: 0 });
  });

  it('16: tells moderators nothing that readers keep to themselves', async () => {
    const author = { name: 'Ann', email: 'ann@mail.example' };
    const { comment, editToken } = (await server.post('t16', { body: 'x', author })).json;
    await server.call('POST', `/v1/comments/${comment.id}/reports`, { reason: 'spam' }, other);
    const { text } = await server.call('GET', '/v1/moderation/queue?state=reported', undefined, moderator());
    for (const word of ['mail.example', editToken, 'hash', 'key', '127.0.0.1', 'reporter', 'reported_from'])
      assert.ok(!text.includes(word), word);
    const [missing, never] = await Promise.all(
      ['0'.repeat(26), 'nobody'].map((id) => server.call('DELETE', `/v1/comments/${id}`, undefined, bearer('x'))),
    );
    assert.equal(missing!.text, never!.text);
  });

  it('17: gives a badge for a signed claim only', async () => {
    for (const author of [
      { name: 'A', role: 'staff' },
      { name: 'A', badge: 'x' },
      { name: 'A', isModerator: true },
    ])
      assert.equal((await server.post('t17', { body: 'x', author })).status, 422);
    await server.post('t17', { body: 'hello' }, bearer(jwt({ role: 'staff', name: 'Ada Admin' })));
    for (const name of ['Ada Admin', 'АdА Аdmin', 'ada\u00a0admin\u200b', 'Ada Adrnin', '@ Ada-Admin ✅'])
      assert.equal((await server.post('t17', { body: name, author: { name } })).status, 422, name);
  });

  it('18: holds a filled trap whatever else is right, and knows no way around by an edit', async () => {
    const guarded = await startServer({ words: ['casino'], limits: true, proof: 'off' });
    const reply = await guarded.post('t18', { body: 'x', ...ANN, trap: ' ' });
    assert.equal(reply.status, 202);
    const { comment, editToken } = await guarded.write('t18', 'fine');
    const edit = (body: string) => guarded.call('PATCH', `/v1/comments/${comment.id}`, { body }, bearer(editToken));
    assert.equal((await edit('https://a.example '.repeat(6))).json.comment.state, 'held');
    assert.equal((await edit('fine')).json.comment.state, 'held');
    assert.deepEqual((await guarded.list('t18')).comments, []);
    await guarded.close();
  });

  it('18: takes a webhook at https or on this machine only, with a secret that cannot be guessed', () => {
    const secret = 'a secret of at least thirty-two bytes';
    for (const url of [
      'http://hook.example',
      'file:///etc/passwd',
      'ftp://hook.example',
      'https://a:b@hook.example',
      'hook',
    ])
      assert.throws(() => settle({ webhook: { url, secret } }), /FURNITURE_WEBHOOK_URL/, url);
    for (const short of ['', 'short', 'whsec_c2hvcnQ=', 'whsec_not base64 but long enough to pass'])
      assert.throws(() => settle({ webhook: { url: 'https://hook.example', secret: short } }), /WEBHOOK_SECRET/, short);
    for (const url of ['https://hook.example/x', 'http://127.0.0.1:9000', 'http://[::1]:9000', 'http://localhost'])
      assert.ok(settle({ webhook: { url, secret } }).webhook);
  });

  it('19: answers a list alike to everybody, and lets no cache keep what is personal', async () => {
    const { comment, editToken } = await server.write('t19', 'x');
    const path = '/v1/threads/t19/comments';
    const asked = await Promise.all(
      [{}, moderator(), bearer(jwt()), bearer(editToken)].map((headers) =>
        server.call('GET', path, undefined, headers),
      ),
    );
    assert.equal(new Set(asked.map(({ text, headers }) => text + headers.get('etag'))).size, 1);
    const personal = [
      await server.call('PUT', `/v1/comments/${comment.id}/vote`, { value: 1 }, other),
      await server.call('GET', '/v1/challenge'),
      await server.call('GET', '/v1/moderation/log', undefined, moderator()),
      await server.call('POST', `/v1/comments/${comment.id}/restore`, {}, bearer(editToken)),
      await server.post('t19', { body: '' }),
    ];
    for (const { headers } of personal) assert.equal(headers.get('cache-control'), 'no-store');
  });

  it('24: keeps reasons to one clean line, and moderates nothing by halves', async () => {
    const { comment } = await server.write('t24', 'x');
    const path = `/v1/comments/${comment.id}/moderation`;
    const reason = '=HYPERLINK("http://x")\u202e\r\n\u001b[31m<img src=x onerror=alert(1)>';
    await server.call('POST', path, { action: 'hide', reason }, moderator());
    const { json } = await server.call('GET', '/v1/moderation/log?thread=t24', undefined, moderator());
    assert.equal(json.entries[0].reason, '=HYPERLINK("http://x") [31m<img src=x onerror=alert(1)>');
    const before = await everything();
    for (const body of [{ action: ['hide', 'pin'] }, { action: 'delete' }, { action: 'approve', ids: ['x'] }, {}])
      assert.equal((await server.call('POST', path, body, moderator())).status, 422);
    assert.equal(await everything(), before);
  });
});
