import { serve } from '@hono/node-server';
import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';

import { chooseBackend } from '../../../src/comment-thread/choose-backend.ts';
import { HostBackend } from '../../../src/comment-thread/backends/host.ts';
import { MemoryBackend } from '../../../src/comment-thread/backends/memory.ts';
import { EDIT_WINDOW_MS } from '../../../src/contracts/comments.ts';
import { createServer, silentLogger } from '../../../src/server/index.ts';
import { backendSuite, PUSH_KEY, type BackendStage } from '../../support/backend-suite.ts';
import { makeComment, makeComments, makeToken } from '../../support/seeds.ts';

const { signal } = new AbortController();

backendSuite('memory', async () => ({
  open: async (thread, { hold = false } = {}) =>
    new MemoryBackend({ thread, hold: hold ? 'all' : 'none', notify: { email: true, push: PUSH_KEY } }),
}));

backendSuite('host', startServers);

/** Two real servers with a database each, on ports of their own: one publishes at once, one holds everything. */
async function startServers(): Promise<BackendStage> {
  const start = async (hold: 'none' | 'all') => {
    // Nobody takes mails and pushes: what is to be sent waits.
    const mail = { smtpUrl: 'smtp://127.0.0.1:9', from: 'news@news.example', publicUrl: 'https://news.example' };
    const keys = { publicKey: PUSH_KEY, privateKey: 'A'.repeat(43), subject: 'mailto:a@news.example' };
    const push = { ...keys, services: ['http://127.0.0.1:9'] };
    const furniture = createServer({ database: ':memory:', limits: false, hold, mail, push, logger: silentLogger });
    await furniture.ready;
    const fetch = (request: Request) => furniture.fetch(request, { address: '127.0.0.1' });
    const listener = await new Promise<Server>((resolve) => {
      const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(server as Server));
    });
    return { furniture, listener, base: `http://127.0.0.1:${(listener.address() as AddressInfo).port}` };
  };
  const [free, holding] = await Promise.all([start('none'), start('all')]);
  return {
    open: async (thread, { hold = false } = {}) => new HostBackend((hold ? holding : free).base, thread),
    end: async () => {
      for (const { furniture, listener } of [free, holding]) {
        listener.closeAllConnections();
        listener.close();
        await furniture.close();
      }
    },
  };
}

describe('the memory backend by itself', () => {
  it('starts with what it is given, and sorts it', async () => {
    const comments = [
      makeComment('low', { votes: { up: 1, down: 3 } }),
      makeComment('high', { votes: { up: 5, down: 0 } }),
    ];
    const backend = new MemoryBackend({ comments });
    const list = await backend.list({ sort: 'top', limit: 5 }, signal);
    assert.deepEqual(
      list.comments.map(({ id }) => id),
      ['high', 'low'],
    );
  });

  it('lets a guest change a comment for a quarter of an hour', async () => {
    let now = Date.parse('2026-11-20T09:00:00Z');
    const backend = new MemoryBackend({ now: () => now });
    const input = { body: 'soon', author: { name: 'Ada' } };
    const { comment, editToken } = await backend.post(input, { key: 'window-1' }, signal);
    now += EDIT_WINDOW_MS;
    await backend.edit(comment.id, 'in time', editToken, signal);
    now += 1;
    await assert.rejects(backend.edit(comment.id, 'late', editToken, signal), /too late/);
  });

  it('refuses votes on and reports of what a signed-in reader wrote, as the server does', async () => {
    const backend = new MemoryBackend();
    const [ada, bo] = ['Ada', 'Bo'].map((name) => makeToken({ sub: name, name }));
    const { comment } = await backend.post({ body: 'mine' }, { key: 'own-vote-1', token: ada }, signal);
    await assert.rejects(backend.vote(comment.id, 1, ada, signal), { status: 403 });
    await assert.rejects(backend.report(comment.id, { reason: 'spam' }, ada, signal), { status: 403 });
    assert.deepEqual((await backend.vote(comment.id, 1, bo, signal)).comment.votes, { up: 1, down: 0, mine: 1 });
    const guest = await backend.post({ body: 'x', author: { name: 'Ada' } }, { key: 'own-vote-2' }, signal);
    assert.equal((await backend.vote(guest.comment.id, 1, undefined, signal)).comment.votes.up, 1);
  });

  it('refuses comments in a closed thread', async () => {
    const backend = new MemoryBackend({ open: false });
    const attempt = backend.post({ body: 'x', author: { name: 'Ada' } }, { key: 'closed-1' }, signal);
    await assert.rejects(attempt, /closed/);
  });

  it('answers loops and missing parents without hanging', async () => {
    const comments = [
      makeComment('a', { parentId: 'b' }),
      makeComment('b', { parentId: 'a' }),
      makeComment('c', { parentId: '?' }),
    ];
    const list = await new MemoryBackend({ comments }).list({ sort: 'oldest', limit: 5, around: 'a' }, signal);
    assert.ok(list.comments.length <= 3);
  });

  it('brings a comment that is cut away elsewhere when a link asks for it', async () => {
    const replies = makeComments(30).map((reply) => ({ ...reply, parentId: 'top' }));
    const backend = new MemoryBackend({ comments: [makeComment('top'), ...replies], replyLimit: 3 });
    const list = await backend.list({ sort: 'oldest', limit: 1, around: 'c29' }, signal);
    assert.ok(list.comments.some(({ id }) => id === 'c29'));
  });
});

describe('the host backend by itself', () => {
  /** What is asked for, without a server behind it. */
  async function asked(src: string, thread: string, act: (backend: HostBackend) => Promise<unknown>) {
    const seen: { url: string; headers: Record<string, unknown> }[] = [];
    const server = createHttpServer((request, response) => {
      seen.push({ url: request.url ?? '', headers: request.headers });
      response.setHeader('content-type', 'application/json').end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await act(new HostBackend(base + src, thread));
    server.closeAllConnections();
    server.close();
    return seen[0]!;
  }

  for (const [src, thread, url] of [
    ['', 'a', '/v1/threads/a/comments?sort=top&limit=3'],
    ['/', 'a/b?c#d', '/v1/threads/a%2Fb%3Fc%23d/comments?sort=top&limit=3'],
    ['/api/v1/', 'x', '/api/v1/threads/x/comments?sort=top&limit=3'],
    ['/api?site=7', '\ud800', '/api/v1/threads/%EF%BF%BD/comments?site=7&sort=top&limit=3'],
  ] as const) {
    it(`asks ${url} for ${JSON.stringify(src)}`, async () => {
      const request = await asked(src, thread, (backend) => backend.list({ sort: 'top', limit: 3 }, signal));
      assert.equal(request.url, url);
    });
  }

  it('sends the key of a post and no cookies', async () => {
    const { headers } = await asked('', 'x', (backend) =>
      backend.post({ body: 'x' }, { key: 'key-12345', token: 'jwt' }, signal),
    );
    assert.equal(headers['idempotency-key'], 'key-12345');
    assert.equal(headers['authorization'], 'Bearer jwt');
    assert.equal(headers['cookie'], undefined);
  });
});

describe('chooseBackend', () => {
  it('takes the server for a src, and nothing for nothing', async () => {
    assert.ok(chooseBackend({ src: '/', thread: 'x' }) instanceof HostBackend);
    assert.ok((await chooseBackend({ name: 'memory', src: '/', thread: 'x' })) instanceof MemoryBackend);
    assert.equal(chooseBackend({ thread: 'x' }), undefined);
  });
});
