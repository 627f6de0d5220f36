import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { logOf } from './moderation-calls.ts';
import { ANN, bearer, jwt, key, START, startServer, type TestServer } from './support.ts';

/** What the publisher's program is asked, and what its answers do. */
export function asking(database: () => string): void {
  describe('the webhook', () => {
    const secret = 'whsec_' + Buffer.from('a secret of at least twenty-four bytes').toString('base64');
    let answer: RequestListener;
    let asked: { headers: Record<string, unknown>; body: string }[] = [];
    let hook: Server;
    let url: string;
    let server: TestServer;
    before(async () => {
      hook = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          asked.push({ headers: request.headers, body });
          answer(request, response);
        });
      });
      await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
      url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/check`;
      server = await startServer({ database: database(), webhook: { url, secret, timeoutMs: 300 } });
    });
    after(async () => {
      await server.close();
      hook.closeAllConnections();
      await new Promise((done) => hook.close(done));
    });
    const says =
      (body: unknown, status = 200, headers = {}): RequestListener =>
      (_request, response) =>
        void response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    const post = (body: string, headers = {}) => server.post('h', { body, ...ANN }, headers);

    it('is asked with a signature that it can check, and without the address', async () => {
      [asked, answer] = [[], says({ decision: 'publish' })];
      const author = { name: 'Ann', email: 'ann@mail.example', url: 'https://ann.example/' };
      assert.equal((await server.post('h', { body: 'may I?', author })).status, 201);
      const [{ headers, body }] = asked as [(typeof asked)[0]];
      const { type, timestamp, data } = JSON.parse(body);
      assert.deepEqual([type, timestamp], ['comment.check', new Date(START).toISOString()]);
      assert.deepEqual(data, {
        ...{ thread: 'h', kind: 'new', comment: { body: 'may I?', parentId: null, author }, signedIn: false },
      });
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const secretBytes = Buffer.from(secret.slice(6), 'base64');
      const expected = createHmac('sha256', secretBytes).update(signed).digest('base64');
      assert.equal(headers['webhook-signature'], `v1,${expected}`);
      assert.equal(headers['webhook-timestamp'], String(START / 1000));
    });

    it('is asked with the passage that a comment and its edit are about', async () => {
      [asked, answer] = [[], says({ decision: 'publish' })];
      const anchor = { selector: [{ type: 'TextQuoteSelector', exact: 'four\u202e hundred people' }] };
      const { comment, editToken } = (await server.post('h', { body: 'so many', ...ANN, anchor })).json;
      await server.call('PATCH', `/v1/comments/${comment.id}`, { body: 'so few' }, bearer(editToken));
      const passages = asked.map(({ body }) => JSON.parse(body).data.comment.passage as unknown);
      assert.deepEqual(passages, ['four hundred people', 'four hundred people']);
    });

    it('holds and rejects, new comments and edits, and says why', async () => {
      answer = says({ decision: 'hold', reason: 'looks\nodd' });
      const held = await post('odd');
      assert.equal(held.status, 202);
      const { entries } = await logOf(server, `comment=${held.json.comment.id}`);
      assert.deepEqual([entries[0]?.reason, entries[0]?.action], ['webhook: looks odd', 'auto-hold']);
      answer = says({ decision: 'reject', reason: 'no adverts' });
      const rejected = await post('buy');
      assert.deepEqual([rejected.status, rejected.json.errors[0].path], [422, 'body']);
      assert.match(rejected.json.detail, /no adverts/);
      answer = says({ decision: 'publish' });
      const { comment, editToken } = (await post('fine')).json;
      answer = says({ decision: 'hold' });
      const edit = await server.call('PATCH', `/v1/comments/${comment.id}`, { body: 'buy' }, bearer(editToken));
      assert.equal(edit.json.comment.state, 'held');
    });

    it('is not asked about staff, replays, or edits by somebody else', async () => {
      answer = says({ decision: 'publish' });
      const headers = key();
      const { comment } = (await post('once', headers)).json;
      asked = [];
      await post('once', headers);
      await server.post('h', { body: 'x' }, bearer(jwt({ role: 'staff', name: 'Sue' })));
      await server.call('PATCH', `/v1/comments/${comment.id}`, { body: 'y' }, bearer('somebody-else'));
      assert.deepEqual(asked, []);
    });

    const failures: [string, () => RequestListener][] = [
      ['is silent', () => () => undefined],
      ['stalls in its answer', () => (_request, response) => void response.writeHead(200).write('{"decision":')],
      ['redirects', () => says('', 302, { location: url.replace('/check', '/elsewhere') })],
      ['answers 500', () => says({ decision: 'publish' }, 500)],
      ['answers too much', () => says({ decision: 'publish', reason: 'x'.repeat(20_000) })],
      ['answers no JSON', () => says('<p>publish</p>')],
      ['answers without a decision', () => says({ decision: 'maybe' })],
      ['hangs up', () => (request) => void request.socket.destroy()],
    ];
    for (const [what, make] of failures)
      it(`leaves the comment waiting when it ${what}`, async () => {
        answer = make();
        const reply = await post(`it ${what}`);
        assert.deepEqual([reply.status, reply.json.comment.state], [202, 'held']);
      });

    it('lets comments through in trouble where the publisher wants that, and rules still hold', async () => {
      const open = await startServer({
        ...{ database: database(), words: ['casino'] },
        webhook: { url, secret, timeoutMs: 200, failure: 'publish', sendsAddress: true },
      });
      answer = () => undefined;
      assert.equal((await open.post('h', { body: 'x', ...ANN })).status, 201);
      [asked, answer] = [[], says({ decision: 'publish' })];
      assert.equal((await open.post('h', { body: 'casino', ...ANN })).status, 202);
      assert.equal(JSON.parse(asked[0]!.body).data.address, '127.0.0.1');
      await open.close();
    });
  });
}
