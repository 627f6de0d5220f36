import assert from 'node:assert/strict';
import { request as rawRequest } from 'node:http';
import { after, before, describe, it } from 'node:test';

import { Problem } from '../../../src/contracts/problem.ts';
import { createServer, silentLogger } from '../../../src/server/index.ts';
import { startServer, type TestServer } from './support.ts';

const PATH = '/v1/threads/t/comments';
const COMMENT = { body: 'x', author: { name: 'Ann' } };

describe('HTTP', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ origins: ['https://good.example'], fallback: () => new Response('a page') });
  });
  after(() => server.close());
  const count = async () => (await server.list('t')).thread.count;

  const bodies: [string, string, number][] = [
    ['nothing', '', 400],
    ['half of JSON', '{"body":"x",}', 400],
    ['a number', '5', 422],
    ['a list', '[]', 422],
    ['what is nested a thousand deep', `${'['.repeat(1000)}${']'.repeat(1000)}`, 400],
    ['a nested field', `{"body":"x","author":{"name":"A"},"anchor":${'{"a":'.repeat(40)}1${'}'.repeat(40)}}`, 400],
    ['a prototype', '{"__proto__":{"status":"approved"},"body":"x","author":{"name":"A"}}', 422],
    ['a constructor', '{"constructor":{"prototype":{"x":1}},"body":"x","author":{"name":"A"}}', 422],
    ['more than 64 KiB', JSON.stringify({ ...COMMENT, body: 'x'.repeat(65_536) }), 413],
  ];
  for (const [what, body, status] of bodies)
    it(`answers ${status} to ${what}`, async () => {
      const reply = await server.call('POST', PATH, body);
      assert.equal(reply.status, status);
      assert.equal(Problem.parse(reply.json).status, status);
      assert.equal(await count(), 0);
      assert.equal(({} as Record<string, unknown>).status, undefined);
    });

  it('answers 400 to bytes that are no UTF-8', async () => {
    const body = Buffer.concat([
      Buffer.from('{"body":"'),
      Buffer.from([0xff]),
      Buffer.from('","author":{"name":"A"}}'),
    ]);
    const reply = await fetch(server.url + PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    assert.equal(reply.status, 400);
  });

  it('stops reading a body without a length at 64 KiB', async () => {
    let sent = 0;
    const status = await new Promise((done, fail) => {
      const outgoing = rawRequest(server.url + PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      outgoing.on('response', (reply) => {
        done(reply.statusCode);
        outgoing.destroy();
      });
      outgoing.on('error', fail);
      const send = (): void => {
        if (outgoing.destroyed || sent > 50_000_000) return;
        sent += 65_536;
        outgoing.write('x'.repeat(65_536), send);
      };
      send();
    });
    assert.equal(status, 413);
    assert.ok(sent < 20_000_000, `${sent} bytes were taken`);
  });

  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'xapplication/json',
    'application/json; charset=utf-16',
  ])
    it(`answers 415 to ${type}`, async () => {
      assert.equal((await server.call('POST', PATH, COMMENT, { 'content-type': type })).status, 415);
    });

  it('answers 415 to compressed bodies', async () => {
    assert.equal((await server.call('POST', PATH, COMMENT, { 'content-encoding': 'gzip' })).status, 415);
  });

  it('takes JSON with a charset', async () => {
    const reply = await server.call('POST', '/v1/threads/charset/comments', COMMENT, {
      'content-type': 'application/json; charset=UTF-8',
    });
    assert.equal(reply.status, 201);
  });

  it('answers 404 and 405 with problem details, and names the methods', async () => {
    const [missing, wrong] = [await server.call('GET', '/v1/nothing'), await server.call('DELETE', PATH)];
    assert.deepEqual([missing.status, Problem.parse(missing.json).title], [404, 'Not Found']);
    assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'GET, POST, HEAD, OPTIONS']);
  });

  it('answers HEAD like GET, without a body', async () => {
    const reply = await server.call('HEAD', PATH);
    assert.deepEqual([reply.status, reply.text, reply.headers.has('etag')], [200, '', true]);
  });

  it('marks every answer as no page', async () => {
    for (const [method, path] of [
      ['GET', PATH],
      ['GET', '/v1/x'],
      ['POST', PATH],
      ['OPTIONS', PATH],
    ] as const) {
      const { headers } = await server.call(method, path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('content-security-policy')!, /^default-src 'none'/);
      assert.match(headers.get('vary')!, /Origin/);
    }
  });

  it('lets a configured origin in, by preflight, without credentials', async () => {
    const headers = { origin: 'https://good.example', 'access-control-request-method': 'POST' };
    const preflight = await server.call('OPTIONS', PATH, undefined, headers);
    assert.deepEqual(
      [preflight.status, preflight.headers.get('access-control-allow-origin')],
      [204, 'https://good.example'],
    );
    for (const name of ['authorization', 'content-type', 'idempotency-key'])
      assert.ok(preflight.headers.get('access-control-allow-headers')!.includes(name), name);
    assert.ok(preflight.headers.get('access-control-allow-methods')!.includes('PATCH'));
    const post = await server.call('POST', '/v1/threads/cors/comments', COMMENT, headers);
    assert.deepEqual([post.status, post.headers.get('access-control-allow-origin')], [201, 'https://good.example']);
    assert.equal(post.headers.has('access-control-allow-credentials'), false);
  });

  for (const origin of ['https://evil.example', 'https://good.example.evil.example', 'http://good.example', 'null'])
    it(`lets ${origin} neither read nor write`, async () => {
      const read = await server.call('GET', PATH, undefined, { origin });
      const write = await server.call('POST', PATH, COMMENT, { origin });
      assert.deepEqual([read.headers.has('access-control-allow-origin'), write.status], [false, 403]);
      assert.equal(await count(), 0);
    });

  it('lets its own pages write, and refuses a cross-site write that hides its origin', async () => {
    const own = await server.call('POST', '/v1/threads/own/comments', COMMENT, { origin: server.url });
    const hidden = await server.call('POST', '/v1/threads/own/comments', COMMENT, { 'sec-fetch-site': 'cross-site' });
    assert.deepEqual([own.status, hidden.status], [201, 403]);
  });

  it('gives everything outside of the API to the fallback', async () => {
    assert.deepEqual(
      [(await server.call('GET', '/')).text, (await server.call('GET', '/v10')).text],
      ['a page', 'a page'],
    );
    assert.equal((await server.call('GET', '/v1')).status, 404);
    assert.equal((await server.call('GET', '/healthz')).json.status, 'ok');
  });

  it('describes itself with every route that it has', async () => {
    const { json } = await server.call('GET', '/v1/openapi.json');
    for (const path of Object.keys(json.paths)) {
      for (const method of Object.keys(json.paths[path])) {
        const reply = await server.call(method.toUpperCase(), path.replace(/\{\w+\}/g, 'nobody'));
        assert.notEqual(reply.status, 405, `${method} ${path}`);
      }
    }
    assert.equal(json.components.schemas.NewComment.additionalProperties, false);
  });

  it('answers what is no HTTP, or has too large headers, with a problem', async () => {
    const reply = await fetch(server.url + PATH, { headers: { x: 'a'.repeat(100_000) } });
    assert.deepEqual([reply.status, (await reply.json()).title], [431, 'Request Header Fields Too Large']);
  });

  it('works without a port, as a handler', async () => {
    const handler = createServer({ database: ':memory:', logger: silentLogger });
    const url = 'https://api.example/v1/threads/t/comments';
    const headers = { 'content-type': 'application/json' };
    const request = new Request(url, { method: 'POST', headers, body: JSON.stringify(COMMENT) });
    assert.equal((await handler.fetch(request, { address: '192.0.2.1' })).status, 201);
    assert.equal(
      ((await (await handler.fetch(new Request(url))).json()) as { thread: { count: number } }).thread.count,
      1,
    );
    await handler.close();
  });
});

describe('limits', () => {
  const start = (options = {}) => startServer({ limits: true, ...options });
  const flood = async (
    server: TestServer,
    times: number,
    headers = (_index: number): Record<string, string> => ({}),
  ) => {
    const replies = [];
    for (let index = 0; index < times; index++)
      replies.push(await server.post('t', { ...COMMENT, body: `number ${index}` }, headers(index)));
    return replies;
  };

  it('stop a flood with the time to wait, and let go after it', async () => {
    const server = await start();
    const replies = await flood(server, 30);
    assert.equal(replies.filter((reply) => reply.status === 201).length, 20);
    const last = replies[29]!;
    assert.deepEqual([last.status, last.headers.get('retry-after')], [429, '6']);
    assert.equal(last.headers.get('ratelimit-policy'), '"posts";q=20;w=120');
    assert.equal(last.headers.get('ratelimit'), '"posts";r=0;t=6');
    assert.equal(last.headers.get('ratelimit-remaining'), '0');
    assert.match(Problem.parse(last.json).detail!, /6 seconds/);
    server.clock.now += 6000;
    assert.equal((await server.post('t', { ...COMMENT, body: 'later' })).status, 201);
    await server.close();
  });

  it('believe X-Forwarded-For from configured proxies only', async () => {
    const spoofed = (index: number) => ({ 'x-forwarded-for': `192.0.2.${index}` });
    const direct = await start();
    assert.equal((await flood(direct, 30, spoofed))[29]!.status, 429);
    await direct.close();
    const proxied = await start({ trustedProxies: ['127.0.0.0/8'] });
    assert.equal((await flood(proxied, 30, spoofed))[29]!.status, 201);
    const behind = (index: number) => ({ 'x-forwarded-for': `192.0.2.${index}, 198.51.100.7` });
    assert.equal((await flood(proxied, 30, behind))[29]!.status, 429);
    await proxied.close();
  });

  it('count a network, not the addresses inside it', async () => {
    const server = await start({ trustedProxies: ['127.0.0.1'] });
    const rotating = (index: number) => ({ 'x-forwarded-for': `2001:DB8::${index.toString(16)}:1` });
    assert.equal((await flood(server, 30, rotating))[29]!.status, 429);
    await server.close();
  });

  it('do not stand in the way of a retry with its key', async () => {
    const server = await start();
    const headers = { 'idempotency-key': 'the-one' };
    assert.equal((await server.post('t', COMMENT, headers)).status, 201);
    await flood(server, 25);
    assert.equal((await server.post('t', COMMENT, headers)).status, 201);
    await server.close();
  });

  it('refuse the same words again for five minutes', async () => {
    const server = await start();
    const post = async (thread: string) => (await server.post(thread, COMMENT)).status;
    assert.deepEqual([await post('t'), await post('t'), await post('another')], [201, 409, 201]);
    server.clock.now += 5 * 60_000 + 2;
    assert.equal(await post('t'), 201);
    await server.close();
  });

  it('end the guessing of edit tokens', async () => {
    const server = await start();
    const { comment } = await server.write('t', 'x');
    const guess = () =>
      server.call('PATCH', `/v1/comments/${comment.id}`, { body: 'y' }, { authorization: 'Bearer guess' });
    for (let index = 0; index < 40; index++) await guess();
    assert.equal((await guess()).status, 429);
    await server.close();
  });

  it('are said to be off', async () => {
    const said: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void said.push(message) };
    const server = await startServer({ limits: false, logger });
    assert.ok((await flood(server, 60)).every((reply) => reply.status === 201));
    assert.match(said.join(), /Limits are off/);
    await server.close();
  });
});
