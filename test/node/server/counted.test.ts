import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';

import { HOLD_REASONS, type HoldReason } from '../../../src/contracts/moderation.ts';
import type { ServeOptions } from '../../../src/server/index.ts';
import { ANN, bearer, key, moderator, other, startServer, type TestServer } from './support.ts';

/** What `/metrics` says of comments, without what never happened. */
async function counted({ call }: TestServer): Promise<Record<string, number>> {
  const { text } = await call('GET', '/metrics');
  const lines = [...text.matchAll(/^furniture_comments_total\{outcome="(\w+)",reason="(\w*)"\} (\d+)$/gm)];
  return Object.fromEntries(lines.map(([, outcome, reason, count]) => [`${outcome} ${reason}`.trim(), Number(count)]));
}

/** How many comments each rule holds in the database. */
async function heldIn(server: TestServer): Promise<Record<string, number>> {
  const { connections } = await server.furniture.ready;
  const rows = await connections.read.selectFrom('comments').select('held_for').where('state', '=', 'held').execute();
  const counts: Record<string, number> = {};
  for (const { held_for: reason } of rows) counts[`held ${reason}`] = (counts[`held ${reason}`] ?? 0) + 1;
  return counts;
}

describe('what became of comments is counted', () => {
  const servers: TestServer[] = [];
  const start = async (options: ServeOptions): Promise<TestServer> => {
    const server = await startServer(options);
    servers.push(server);
    return server;
  };
  after(() => Promise.all(servers.map((server) => server.close())));

  /** How to be held by a rule: the server's options, and what is sent. */
  const ways: Record<HoldReason, [ServeOptions, (server: TestServer) => Promise<unknown>]> = {
    all: [{ hold: 'all' }, (server) => server.post('t', { body: 'x', ...ANN })],
    first: [{ hold: 'first' }, (server) => server.post('t', { body: 'x', ...ANN })],
    thread: [
      {},
      async (server) => {
        await server.call('PATCH', '/v1/threads/t', { premoderated: true }, moderator());
        await server.post('t', { body: 'x', ...ANN });
      },
    ],
    words: [{ words: ['viagra'] }, (server) => server.post('t', { body: 'viagra', ...ANN })],
    links: [{ maxLinks: 0, limits: true }, (server) => server.post('t', { body: 'https://a.example', ...ANN })],
    trap: [{}, (server) => server.post('t', { body: 'x', trap: 'filled', ...ANN })],
    proof: [
      { limits: true, proof: 'always' },
      (server) => server.post('t', { body: 'x', proof: 'unavailable', ...ANN }),
    ],
    webhook: [
      { webhook: { url: 'http://127.0.0.1:1/', secret: 'a secret of at least thirty-two bytes' } },
      (server) => server.post('t', { body: 'x', ...ANN }),
    ],
    reports: [
      { reportsHold: 1 },
      async (server) => {
        const { comment } = await server.write('t', 'x');
        await server.call('POST', `/v1/comments/${comment.id}/reports`, { reason: 'spam' }, other);
      },
    ],
  };
  for (const reason of HOLD_REASONS)
    it(`as held by “${reason}”`, async () => {
      const [options, act] = ways[reason];
      const server = await start(options);
      await act(server);
      const expected = { [`held ${reason}`]: 1, ...(reason === 'reports' && { posted: 1 }) };
      assert.deepEqual(await counted(server), expected);
      const { posted: _posted, ...held } = expected;
      assert.deepEqual(await heldIn(server), held);
    });

  it('as posted, edited, held by an edit, and refused with a status; a repeated key counts once', async () => {
    const server = await start({ words: ['viagra'] });
    const headers = key();
    for (let time = 0; time < 3; time++) await server.post('t', { body: 'x', ...ANN }, headers);
    await server.post('t', { body: 'another', ...ANN }, headers);
    await server.post('t', { body: '', ...ANN });
    await server.post('t', { body: 'y', ...ANN }, { 'content-type': 'text/plain' });
    const { comment, editToken } = await server.write('t', 'mine');
    const edit = (body: string, token = editToken) =>
      server.call('PATCH', `/v1/comments/${comment.id}`, { body }, bearer(token));
    await edit('better');
    await edit('not mine', 'another');
    await edit('viagra');
    await edit('viagra again');
    assert.deepEqual(await counted(server), {
      ...{ posted: 2, edited: 2, 'held words': 1 },
      ...{ 'refused 422': 2, 'refused 415': 1 },
    });
    assert.deepEqual(await heldIn(server), { 'held words': 1 });
  });
});

describe('the table of metrics in the documentation', () => {
  it('names every metric that there is, and no other', async () => {
    const server = await startServer();
    const { text } = await server.call('GET', '/metrics');
    await server.close();
    const exported = [...text.matchAll(/^# TYPE (furniture_\w+) /gm)].map(([, name]) => name!);
    const page = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(/^\| `(furniture_\w+)/gm)].map(([, name]) => name!);
    assert.deepEqual(documented.sort(), exported.sort());
  });
});
