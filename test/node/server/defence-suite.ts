import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

import { FROM, logOf, PROXY, queueOf } from './moderation-calls.ts';
import { ANN, bearer, jwt, key, quoting, START, startServer, type TestServer } from './support.ts';

/** The rules that hold or refuse a comment; each case has a server of its own. */
export function refusing(database: () => string): void {
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
      ['a listed word in the passage', { body: 'x', ...ANN, anchor: quoting('a casino for the harbour') }, 'words'],
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

/** Challenges and proofs of work. */
export function proving(database: () => string): void {
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
