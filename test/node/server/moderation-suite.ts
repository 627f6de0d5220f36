import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

import { ModerationLog, ModerationQueue } from '../../../src/contracts/moderation.ts';
import { clean } from '../../../src/server/store/cleaning.ts';
import { bearer, jwt, key, moderator, other, START, startServer, type TestServer } from './support.ts';

const ANN = { author: { name: 'Ann' } };
const FROM = (address: string) => ({ 'x-forwarded-for': address, 'user-agent': `Browser of ${address}` });
const PROXY = { trustedProxies: ['127.0.0.1'] };

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

const act = (server: TestServer, id: string, body: object, headers = moderator()) =>
  server.call('POST', `/v1/comments/${id}/moderation`, body, headers);
const logOf = async (server: TestServer, query: string) =>
  ModerationLog.parse((await server.call('GET', `/v1/moderation/log?${query}`, undefined, moderator())).json);
const queueOf = async (server: TestServer, query: string) =>
  ModerationQueue.parse((await server.call('GET', `/v1/moderation/queue?${query}`, undefined, moderator())).json);

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

function restoring(server: () => TestServer): void {
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

function reporting(server: () => TestServer): void {
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

function refusing(database: () => string): void {
  describe('rules', () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({
        ...{ database: database(), limits: { posts: { burst: 1000, perMinute: 1000 } }, ...PROXY },
        ...{ words: ['casino', 'free money'], reservedNames: ['Editor'], maxLinks: 2, editMinutes: 5, proof: 'off' },
      });
    });
    after(() => server.close());
    const heldFor = async (thread: string) => (await queueOf(server, `thread=${thread}`)).comments[0]?.heldFor;

    const held: [string, object, string][] = [
      ['a listed word', { body: 'the C4sin0 again', ...ANN }, 'words'],
      ['a listed word in the name', { body: 'x', author: { name: 'Casino' } }, 'words'],
      ['too many links', { body: 'https://a.example https://b.example https://c.example', ...ANN }, 'links'],
      ['a field that nobody sees', { body: 'x', ...ANN, trap: 'http://spam.example' }, 'trap'],
    ];
    for (const [what, body, reason] of held)
      it(`hold ${what}`, async () => {
        const reply = await server.post(`k ${what}`, body);
        assert.deepEqual([reply.status, await heldFor(`k ${what}`)], [202, reason]);
        assert.deepEqual(
          (await logOf(server, `thread=${encodeURIComponent(`k ${what}`)}`)).entries.map((entry) => entry.reason),
          [reason],
        );
      });

    it('hold an edit that brings in what a post may not', async () => {
      const { comment, editToken } = await server.write('k1', 'harmless');
      const edit = (body: string) => server.call('PATCH', `/v1/comments/${comment.id}`, { body }, bearer(editToken));
      assert.equal((await edit('still harmless')).json.comment.state, 'published');
      assert.equal((await edit('free money')).json.comment.state, 'held');
      assert.equal((await edit('harmless again')).json.comment.state, 'held');
      assert.equal(await heldFor('k1'), 'words');
    });

    it('keep names for whom they belong to', async () => {
      for (const name of ['editor', 'Еditor', 'E d i t o r', 'Ed\u0131tor'])
        assert.equal((await server.post('k2', { body: name, author: { name } })).status, 422, name);
      await server.post('k2', { body: 'x' }, bearer(jwt({ role: 'author', name: 'Nora Ephemera' })));
      const reply = await server.post('k2', { body: 'y', author: { name: 'nora  ephemera' } });
      assert.deepEqual([reply.status, reply.json.errors[0].path], [422, 'author.name']);
      assert.equal((await server.post('k2', { body: 'y' }, bearer(jwt({ name: 'Nora Ephemera' })))).status, 201);
    });

    it('close the window that the publisher has set, to readers too', async () => {
      const guest = await server.post('k3', { body: 'x', ...ANN });
      const member = await server.post('k3', { body: 'y' }, bearer(jwt()));
      assert.equal(
        guest.json.editableUntil,
        new Date(Date.parse(guest.json.comment.createdAt) + 300_000).toISOString(),
      );
      server.clock.now = START + 301_000;
      for (const [reply, headers] of [
        [guest, bearer(guest.json.editToken)],
        [member, bearer(jwt())],
      ] as const) {
        const path = `/v1/comments/${reply.json.comment.id}`;
        assert.equal((await server.call('PATCH', path, { body: 'z' }, headers)).status, 403);
        assert.equal((await server.call('DELETE', path, undefined, headers)).status, 403);
      }
      server.clock.now = START;
    });

    it('refuse the same text again, and not what only tries again', async () => {
      const headers = key();
      const body = { body: 'twice', ...ANN };
      assert.equal((await server.post('k4', body, headers)).status, 201);
      assert.equal((await server.post('k4', { ...body, writingMs: 5000, trap: '', proof: 'x' }, headers)).status, 201);
      assert.equal((await server.post('k4', body)).status, 409);
    });
  });
}

function proving(database: () => string): void {
  describe('proof of work', () => {
    let server: TestServer;
    before(async () => {
      server = await startServer({ database: database(), limits: true, proof: 'always', ...PROXY });
      // The library looks at the machine's clock.
      server.clock.now = Date.now();
    });
    after(() => server.close());
    let count = 0;
    const from = () => FROM(`198.51.100.${++count}`);
    const post = (proof: string | undefined, headers = {}) =>
      server.post(
        'w',
        { body: `x ${++count}`, ...ANN, ...(proof !== undefined && { proof }) },
        { ...from(), ...headers },
      );
    const challenge = async () => (await server.call('GET', '/v1/challenge', undefined, from())).json as Challenge;
    const solve = async (given: Challenge) => {
      const solution = await solveChallenge({ challenge: given, deriveKey });
      return { challenge: given, solution };
    };
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64');

    it('is asked for by name, done once, and good for one comment', async () => {
      const missing = await post(undefined);
      assert.deepEqual([missing.status, missing.json.type], [403, 'urn:page-furniture:problem#proof-required']);
      const proof = encode(await solve(await challenge()));
      const headers = { ...key(), ...from() };
      const body = { body: 'proved', ...ANN };
      assert.equal((await server.post('w', body, headers)).status, 403);
      assert.equal((await server.post('w', { ...body, proof }, headers)).status, 201);
      const replay = await server.post('w', { ...body, proof }, headers);
      assert.deepEqual([replay.status, replay.headers.get('idempotency-replayed')], [201, 'true']);
      assert.equal((await post(proof)).status, 403);
    });

    it('is not spent by a comment that is refused', async () => {
      const proof = encode(await solve(await challenge()));
      const wrong = await server.post('w', { body: 'x', ...ANN, parentId: 'nobody', proof }, from());
      assert.equal(wrong.status, 422);
      assert.equal((await post(proof)).status, 201);
    });

    it('is refused when forged, spliced, expired, or made for another challenge', async () => {
      const solved = await solve(await challenge());
      const another = await challenge();
      const { parameters } = solved.challenge;
      const changed = (change: object) => ({
        ...solved,
        challenge: { ...solved.challenge, parameters: { ...parameters, ...change } },
      });
      const forgeries: [string, object][] = [
        ['a later end', changed({ expiresAt: parameters.expiresAt! + 60 })],
        ['no end', changed({ expiresAt: undefined })],
        ['less work', changed({ cost: 1 })],
        ['a shorter prefix', changed({ keyPrefix: parameters.keyPrefix.slice(0, 2) })],
        [
          'nonce and salt cut elsewhere',
          changed({ nonce: parameters.nonce + parameters.salt.slice(0, 2), salt: parameters.salt.slice(2) }),
        ],
        ['a salt with parameters in it', changed({ salt: `${parameters.salt}?expires=9999999999` })],
        ['data of its own', changed({ data: { free: true } })],
        ['another algorithm', changed({ algorithm: 'SHA-256' })],
        ['another challenge', { challenge: another, solution: solved.solution }],
        ['another counter', { ...solved, solution: { ...solved.solution, counter: solved.solution!.counter + 1 } }],
        ['no signature', { ...solved, challenge: { parameters } }],
        ['nothing', {}],
      ];
      for (const [what, forgery] of forgeries) assert.equal((await post(encode(forgery))).status, 403, what);
      for (const text of ['', 'null', 'bnVsbA==', '%%%']) assert.equal((await post(text)).status, 403, text);
      const { now } = server.clock;
      server.clock.now = now + 5 * 60_000 + 1000;
      const late = await post(encode(solved));
      server.clock.now = now;
      assert.equal(late.status, 403);
      assert.equal((await post(encode(solved))).status, 201);
    });

    it('holds the comment of a page that cannot do it', async () => {
      const reply = await post('unavailable');
      const { connections } = await server.furniture.ready;
      const rows = connections.read.selectFrom('comments').select('held_for').where('state', '=', 'held');
      assert.deepEqual([reply.status, await rows.execute()], [202, [{ held_for: 'proof' }]]);
    });

    it('is not asked of signed-in readers', async () => {
      const now = Math.floor(server.clock.now / 1000);
      const reader = bearer(jwt({ exp: now + 60 }));
      assert.equal((await post(undefined, reader)).status, 201);
      assert.equal((await server.call('GET', '/v1/challenge', undefined, reader)).status, 204);
    });

    it('is asked for by itself when a household posts often or a comment was written in no time', async () => {
      const auto = await startServer({ database: database(), limits: true, proof: 'auto' });
      const statuses: number[] = [];
      for (let index = 0; index < 12; index++)
        statuses.push((await auto.post('w', { body: `${index}`, ...ANN })).status);
      assert.deepEqual([statuses.slice(0, 11).every((status) => status === 201), statuses[11]], [true, 403]);
      auto.clock.now = START + 11 * 60_000;
      assert.equal((await auto.post('w', { body: 'later', ...ANN, writingMs: 20_000 })).status, 201);
      assert.equal((await auto.post('w', { body: 'quick', ...ANN, writingMs: 20 })).status, 403);
      const given = await auto.call('GET', '/v1/challenge');
      assert.deepEqual([given.status, given.headers.get('cache-control')], [200, 'no-store']);
      await auto.close();
    });

    it('is lifted with the limits', async () => {
      const free = await startServer({ database: database(), limits: false, proof: 'always' });
      assert.equal((await free.post('w', { body: 'x', ...ANN })).status, 201);
      assert.equal((await free.call('GET', '/v1/challenge')).status, 204);
      await free.close();
    });
  });
}

function asking(database: () => string): void {
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
