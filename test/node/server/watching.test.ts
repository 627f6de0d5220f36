import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { startCommand } from './command.ts';
import { sendRaw } from './raw.ts';
import { bearer, callsTo, startServer, temporaryFolder } from './support.ts';

const SAMPLE = /^[a-z_]+(?:\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)*\})? (?:[\d.e+-]+|\+Inf|NaN)$/;

describe('metrics', () => {
  it('count requests, comments and answers from memory, in the format of Prometheus', async () => {
    const server = await startServer();
    await server.write('t', 'x');
    await server.post('t', { body: '' });
    await server.list('t');
    await server.call('GET', '/nowhere/<b>reader</b>');
    const { text, headers } = await server.call('GET', '/metrics');
    assert.match(headers.get('content-type')!, /^text\/plain; version=0\.0\.4/);
    const lines = text.split('\n').filter(Boolean);
    for (const line of lines) assert.ok(/^# (?:HELP|TYPE) furniture_\w+ /.test(line) || SAMPLE.test(line), line);
    for (const wanted of [
      'furniture_comments_total{outcome="posted",reason=""} 1',
      'furniture_comments_total{outcome="refused",reason="422"} 1',
      'furniture_requests_total{method="POST",route="/v1/threads/:thread/comments",status="201"} 1',
      'furniture_requests_total{method="GET",route="none",status="404"} 1',
      'furniture_streams 0',
      'furniture_writes_waiting 0',
      'furniture_database_errors_total 0',
    ])
      assert.ok(lines.includes(wanted), wanted);
    assert.ok(!text.includes('reader'));
    await server.close();
  });

  it('ask for their token where one is set', async () => {
    const server = await startServer({ metricsToken: 'operator' });
    assert.equal((await server.call('GET', '/metrics')).status, 401);
    assert.equal((await server.call('GET', '/metrics', undefined, bearer('another'))).status, 401);
    assert.equal((await server.call('GET', '/metrics', undefined, bearer('operator'))).status, 200);
    await server.close();
  });
});

describe('the log as JSON', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  it('is one object a line, and holds nothing of readers', async () => {
    const env = { FURNITURE_DATABASE: join(folder.path, 'log.sqlite'), FURNITURE_LOG: 'json', FURNITURE_LIMITS: 'off' };
    const running = await startCommand(env);
    const { post, call } = callsTo(running.url);
    const secret = 'Zaphod\n{"level":"error"}\u2028"';
    const reply = await post(
      `https://news.example/${secret.slice(0, 6)}`,
      { body: secret, author: { name: secret, email: 'zaphod@secret.example' } },
      { ...bearer('secret-token'), 'user-agent': 'SecretBrowser', 'x-forwarded-for': '203.0.113.77' },
    );
    assert.match(reply.headers.get('x-request-id')!, /^[\w-]{12}$/);
    await call('GET', `/v1/threads/${encodeURIComponent(`https://news.example/${secret.slice(0, 6)}`)}/comments`);
    await call('GET', `/Zaphod${encodeURIComponent('\n{"fake":1}')}`);
    await sendRaw(running.url, 'GET', '/v1/comments/Zaphod', { 'x-odd': 'Zaphod' });
    running.process.kill('SIGTERM');
    await running.ended;
    const lines = running.said().trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const record of records) assert.ok(typeof record.time === 'string' && typeof record.level === 'string');
    const requests = records.filter((record) => 'route' in record);
    assert.deepEqual(
      requests.map(({ method, route, status }) => [method, route, status]),
      [
        ['POST', '/v1/threads/:thread/comments', reply.status],
        ['GET', '/v1/threads/:thread/comments', 200],
        ['GET', 'none', 404],
        ['GET', 'none', 405],
      ],
    );
    assert.equal(requests[0]!.thread, requests[1]!.thread);
    assert.ok(requests.every(({ bytes, ms }) => typeof ms === 'number' && Number(bytes) > 0));
    for (const word of ['Zaphod', 'secret', 'Secret', '203.0.113', '127.0.0.1"', 'news.example', 'fake'])
      assert.ok(!running.said().includes(word), word);
  });
});
