import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Comment, CommentList } from '../../../src/contracts/comments.ts';
import { Problem } from '../../../src/contracts/problem.ts';
import { serve, silentLogger, type Serving, type ServeOptions } from '../../../src/server/index.ts';

export const SECRET = 'a secret of at least thirty-two bytes, for tests';
export const AUDIENCE = 'good.example';
export const START = Date.parse('2026-11-24T09:00:00Z');

/** A server on a port of its own, with a clock that the test turns, and the few calls that tests are made of. */
export interface TestServer extends Serving {
  readonly clock: { now: number };
  /** Sends JSON (text as it is) and reads what comes back. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  post(thread: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Posts as a guest what must be accepted. */
  write(thread: string, text: string, parentId?: string): Promise<{ comment: Comment; editToken: string }>;
  list(thread: string, query?: Record<string, string>): Promise<CommentList>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests look into it as they please.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'furniture-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function startServer(options: ServeOptions = {}): Promise<TestServer> {
  const clock = { now: START };
  const serving = await serve({
    port: 0,
    database: ':memory:',
    logger: silentLogger,
    limits: false,
    proof: 'off',
    clock: () => clock.now,
    jwt: { secret: SECRET, audience: AUDIENCE },
    ...options,
  });
  return { ...serving, clock, ...callsTo(serving.url) };
}

export function callsTo(url: string): Pick<TestServer, 'call' | 'post' | 'write' | 'list'> {
  const call: TestServer['call'] = async (method, path, body, headers = {}) => {
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(url + path, { method, ...content, headers: { ...type, ...headers } });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  };
  const pathOf = (thread: string) => `/v1/threads/${encodeURIComponent(thread)}/comments`;
  const post: TestServer['post'] = (thread, body, headers) => call('POST', pathOf(thread), body, headers);
  return {
    call,
    post,
    async write(thread, text, parentId) {
      const reply = await post(thread, { body: text, author: { name: 'Ann' }, ...(parentId && { parentId }) });
      if (reply.status !== 201) throw new Error(`posting answered ${reply.status}: ${reply.text}`);
      return reply.json as { comment: Comment; editToken: string };
    },
    async list(thread, query = {}) {
      const reply = await call('GET', `${pathOf(thread)}?${new URLSearchParams(query).toString()}`);
      if (reply.status !== 200) throw new Error(`listing answered ${reply.status}: ${reply.text}`);
      return reply.json as CommentList;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JWT made by hand, so that it can be as wrong as a test needs. */
export function jwt(claims: object = {}, header: object = {}, secret = SECRET): string {
  const payload = { sub: 'u1', name: 'Mia', aud: AUDIENCE, exp: START / 1000 + 3600, ...claims };
  return sign(JSON.stringify(payload), JSON.stringify({ alg: 'HS256', typ: 'JWT', ...header }), secret);
}

export function sign(payload: string, header = '{"alg":"HS256","typ":"JWT"}', secret = SECRET): string {
  const parts = [header, payload].map((part) => Buffer.from(part).toString('base64url')).join('.');
  return `${parts}.${createHmac('sha256', secret).update(parts).digest('base64url')}`;
}

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
export const moderator = (): Record<string, string> => bearer(jwt({ sub: 'm1', name: 'Mod', role: 'moderator' }));
/** Another guest than the one who writes: nobody votes on what is their own. */
export const other = { 'user-agent': 'Another reader' };
export const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

/** Who writes in most tests. */
/** An anchor that quotes this. */
export const quoting = (exact: string) => ({ selector: [{ type: 'TextQuoteSelector' as const, exact }] });
export const ANN = { author: { name: 'Ann' } };

/** The problem that an answer holds. @throws If it is none. */
export const problemOf = (reply: Reply): Problem => {
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/);
  return Problem.parse(reply.json);
};

/** What the comments of a list say. */
export const texts = (list: CommentList): string[] => list.comments.map((comment) => comment.body.text);
