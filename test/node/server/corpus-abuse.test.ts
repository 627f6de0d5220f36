import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';

import { ABSENT_OPERATIONS, CORRECTIONS } from './corpus-corrections.ts';
import { sendRaw, type RawReply } from './raw.ts';
import { jwt, sign, startServer, START, type TestServer, AUDIENCE } from './support.ts';

type Part = string | { repeat: string; count: number };
interface Case {
  id: string;
  name: string;
  category: string;
  request: {
    op: string;
    headers?: Record<string, string>;
    body?: string | string[];
    body_gen?: Part[];
    repeat?: number;
    after?: string;
    source?: string;
    jwt?: { claims?: Record<string, unknown>; header?: Record<string, unknown> };
  };
  expect: {
    status?: number[];
    status_final?: number[];
    no_side_effect?: boolean;
    rows?: number;
    headers_present?: string[];
    header_absent_or_not_equal?: Record<string, string>;
  };
}

const { cases } = JSON.parse(readFileSync('test/fixtures/corpus/api-abuse.public.json', 'utf8')) as { cases: Case[] };

/** Why a case is not sent. */
function skipReason({ id, request }: Case): string | undefined {
  const correction = CORRECTIONS[id];
  if (correction && !correction.status) return correction.reason;
  return ABSENT_OPERATIONS.some((operation) => operation.test(request.op)) ? `no such route: ${request.op}` : undefined;
}

describe('abuse of the API', () => {
  let open: TestServer;
  let tokens: Record<string, string>;
  before(async () => {
    open = await startServer({ origins: ['https://good.example'] });
    tokens = await prepare(open);
  });
  after(() => open.close());

  it('is read from a corpus that has cases', () => assert.ok(cases.length > 150));

  for (const entry of cases)
    it(`${entry.id} ${entry.category}: ${entry.name}`, { skip: skipReason(entry) ?? false }, async () => {
      // Limits are what some cases are about, and in the way of all others.
      const isLimited = entry.expect.status_final?.includes(429) ?? false;
      const server = isLimited
        ? await startServer({ limits: true, trustedProxies: entry.request.source ? ['127.0.0.1'] : [] })
        : open;
      if (isLimited) tokens = await prepare(server);
      const before = await fingerprint(server);
      const replies = await send(server, entry, tokens);
      for (const reply of replies) checkAlways(reply);
      checkExpected(entry, replies);
      const { rows, state } = await fingerprint(server);
      if (entry.expect.no_side_effect && !CORRECTIONS[entry.id])
        assert.equal(state, before.state, 'something was stored');
      if (entry.expect.rows !== undefined && entry.request.after === undefined)
        assert.equal(rows - before.rows, entry.expect.rows);
      assert.equal(({} as Record<string, unknown>).status, undefined);
      if (isLimited) {
        tokens = await prepare(open);
        await server.close();
      }
    });
});

/** A comment to attack, and every token the placeholders name. */
async function prepare(server: TestServer): Promise<Record<string, string>> {
  server.clock.now = START;
  const mark = Math.random().toString(36).slice(2);
  const own = await server.write('t', `target ${mark}`);
  const other = await server.write('other', `other ${mark}`);
  const { json: pending } = await server.post('t', { body: `pending ${mark}`, author: { name: 'Ann' } });
  await server.call(
    'POST',
    `/v1/comments/${pending.comment.id}/moderation`,
    { action: 'hide' },
    { authorization: `Bearer ${jwt({ role: 'moderator' })}` },
  );
  const good = jwt();
  const [header = '', payload = '', signature = ''] = good.split('.');
  return {
    ...{
      id: own.comment.id,
      token: own.editToken,
      'token-of-another-comment': other.editToken,
      random: 'A'.repeat(43),
    },
    ...{ 'token-truncated': own.editToken.slice(0, -1), revoked: `${own.editToken.slice(0, -2)}AA` },
    'hash-of-token': createHash('sha256').update(own.editToken).digest('hex'),
    ...{
      'comment-in-other-thread': other.comment.id,
      'pending-of-other': pending.comment.id,
      'other-site-thread': 'other',
    },
    'jwt-1mb': `${header}.${'a'.repeat(1_000_000)}.${signature}`,
    'jwt-json': JSON.stringify({ protected: header, payload, signature }),
    'jwt-base64': good.replaceAll('.', '+.') + '/+=',
    'jwt-dup': sign(`{"sub":"u1","sub":"admin","aud":"${AUDIENCE}","exp":${START / 1000 + 60}}`),
    ...{ 'jwt-padded': `${good}==`, 'jwt-array': sign('["sub","u1"]') },
    'jwt-mixed': `${header}.${payload}.${jwt({ sub: 'u2' }).split('.')[2]}`,
    'jwt-truncated': good.slice(0, -4),
    ...{ admin: good, 'admin-wrong': 'wrong' },
  };
}

/** Everything that is stored about comments, in short. */
async function fingerprint(server: TestServer): Promise<{ rows: number; state: string }> {
  const { connections } = await server.furniture.ready;
  const rows = await connections.read.selectFrom('comments').selectAll().orderBy('id').execute();
  return { rows: rows.length, state: createHash('sha256').update(JSON.stringify(rows)).digest('hex') };
}

async function send(server: TestServer, entry: Case, tokens: Record<string, string>): Promise<RawReply[]> {
  const { request } = entry;
  const filled = { ...tokens, ...(request.jwt && { jwt: tokenFor(request.jwt) }) };
  const [method = '', path = ''] = fill(request.op, filled).split(/ (.*)/s);
  const times = request.after ? 1 : Math.min(request.repeat ?? 1, 60);
  const { body: given } = request;
  const bodies = Array.isArray(given) ? given : Array.from({ length: times }, () => given);
  server.clock.now = request.after?.startsWith('window') ? START + 15 * 60_000 + 60_000 : START;
  const replies: RawReply[] = [];
  for (const [index, body] of bodies.entries()) {
    const text = request.body_gen ? undefined : body && adapt(fill(body, filled), request.op);
    const headers = headersFor(request, filled, index, entry.id);
    replies.push(
      await sendRaw(
        server.url,
        method,
        pathOf(path),
        { ...headers, ...lengthOf(request.body_gen, text, method) },
        chunksOf(request.body_gen, text),
      ),
    );
  }
  server.clock.now = START;
  return replies;
}

function tokenFor({ claims = {}, header = {} }: NonNullable<Case['request']['jwt']>): string {
  const payload = { sub: 'u1', name: 'Mia', aud: AUDIENCE, exp: START / 1000 + 3600, ...claims };
  const kept = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null));
  return sign(JSON.stringify(kept), JSON.stringify({ alg: 'HS256', typ: 'JWT', ...header }));
}

const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{([\w-]+)\}/g, (whole, name: string) => values[name] ?? whole);

/** Our routes for the corpus's guesses. */
function pathOf(path: string): string {
  if (/^\/comments\/[^?]/.test(path)) return `/v1${path}`;
  if (path.startsWith('/admin/comments')) return path.replace('/admin/comments', '/v1/moderation/queue');
  if (path.startsWith('/stream')) return '/v1/threads/t/events';
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const thread = query.get('thread') ?? 't';
  query.delete('thread');
  if (!/^\/comments(\?|$)/.test(path)) return path;
  const rest = query.toString();
  return `/v1/threads/${encodeURIComponent(thread)}/comments${rest && `?${rest}`}`;
}

/** Guests must say a name, and the parent is called `parentId` here; nothing else is changed. */
function adapt(body: string, operation: string): string {
  if (!operation.startsWith('POST /comments') || !body.startsWith('{"')) return body;
  const named = body.includes('"author"') ? body : `{"author":{"name":"Ann"},${body.slice(1)}`;
  return named.replace('"parent":', '"parentId":');
}

function headersFor(
  request: Case['request'],
  filled: Record<string, string>,
  index: number,
  id: string,
): Record<string, string> {
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name, fill(value, filled)]),
  );
  if (headers['x-forwarded-for'])
    headers['x-forwarded-for'] = headers['x-forwarded-for'].replace('1.2.3.4', `1.2.3.${index}`);
  if (request.source) headers['x-forwarded-for'] = ADDRESSES[request.source]!(index);
  // The same keys are used all over the corpus: each case has its own.
  if (headers['idempotency-key']?.match(/^"k\d"$/)) headers['idempotency-key'] = `"${id}"`;
  return headers;
}

const ADDRESSES: Record<string, (index: number) => string> = {
  '2001:db8::/56 rotate': (index) => `2001:db8:0:${index.toString(16)}::1`,
  'IPv4-mapped vs IPv4': (index) => (index % 2 ? '192.0.2.7' : '::ffff:192.0.2.7'),
  'mixed case and zero-compressed spellings of one IPv6': (index) =>
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', '2001:0db8::0001'][index % 3]!,
};

function lengthOf(parts: Part[] | undefined, text: string | undefined, method: string): Record<string, string> {
  if (!parts)
    return text === undefined
      ? method === 'POST'
        ? { 'content-length': '0' }
        : {}
      : { 'content-length': String(Buffer.byteLength(text)) };
  if (parts[0] === 'GZIP:') return { 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' };
  const length = parts.reduce(
    (sum, part) =>
      sum + (typeof part === 'string' ? Buffer.byteLength(part) : Buffer.byteLength(part.repeat) * part.count),
    0,
  );
  return { 'content-length': String(length) };
}

/** Large bodies are made while they are sent. */
function* chunksOf(parts: Part[] | undefined, text: string | undefined): Generator<string | Buffer> {
  if (text) yield text;
  if (parts?.[0] === 'GZIP:') {
    const bytes = gzipSync(Buffer.alloc(1_000_000, 'x'));
    yield `${bytes.length.toString(16)}\r\n`;
    yield bytes;
    yield '\r\n0\r\n\r\n';
    return;
  }
  for (const part of parts ?? []) {
    if (typeof part === 'string') yield part;
    else for (let left = part.count; left > 0; left -= 50_000) yield part.repeat.repeat(Math.min(left, 50_000));
  }
}

function checkAlways(reply: RawReply): void {
  assert.ok(reply.status < 500, `answered ${reply.status}`);
  assert.equal(reply.headers['x-content-type-options'], 'nosniff');
  assert.match(reply.headers['content-security-policy'] ?? '', /default-src 'none'/);
  assert.equal(reply.headers['access-control-allow-credentials'], undefined);
  assert.equal(reply.headers['set-cookie'], undefined);
  if (reply.status >= 400) {
    assert.equal(reply.headers['content-type'], 'application/problem+json');
    assert.doesNotMatch(reply.body, /node_modules|\.ts:|SQLITE|select |insert /i);
  }
}

function checkExpected({ id, expect }: Case, replies: RawReply[]): void {
  const last = replies[replies.length - 1]!;
  const allowed = CORRECTIONS[id]?.status ?? expect.status_final ?? expect.status;
  if (allowed)
    assert.ok(
      allowed.includes(last.status),
      `answered ${last.status}, allowed ${allowed.join(', ')}: ${last.body.slice(0, 300)}`,
    );
  for (const name of expect.headers_present ?? []) assert.ok(last.headers[name], name);
  for (const [name, value] of Object.entries(expect.header_absent_or_not_equal ?? {})) {
    assert.notEqual(last.headers[name], value);
    assert.match(last.headers.vary ?? '', /origin/i);
  }
}
