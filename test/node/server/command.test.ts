import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { openStore } from '../../../src/server/index.ts';
import { runCommand, startCommand } from './command.ts';
import { callsTo, temporaryFolder } from './support.ts';

describe('the command', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const database = (name: string) => ({ FURNITURE_DATABASE: join(folder.path, name) });

  it('explains itself', async () => {
    const { status, said } = await runCommand(['--help']);
    assert.equal(status, 0);
    for (const word of [
      'serve',
      '--port',
      'FURNITURE_DATABASE',
      'FURNITURE_ORIGINS',
      'FURNITURE_HOLD',
      'FURNITURE_LIMITS',
    ])
      assert.ok(said.includes(word), word);
  });

  it('tells its version', async () => {
    assert.match((await runCommand(['--version'])).said, /^\d+\.\d+\.\d+\n$/);
  });

  const mistakes: [string, string[], Record<string, string>, number, RegExp][] = [
    ['no command', [], {}, 2, /Say what to do/],
    ['an unknown command', ['sell'], {}, 2, /"sell" is no command/],
    ['an unknown option', ['serve', '--fast'], {}, 2, /--fast/],
    ['a port that is none', ['serve', '--port', 'http'], {}, 2, /"http" is no port/],
    ['a secret that is too short', ['serve'], { FURNITURE_JWT_SECRET: 'short' }, 1, /shorter than 32 bytes/],
    ['an origin that is none', ['serve', '--origins', 'good.example'], {}, 1, /no origin like/],
    ['a hold that is none', ['serve', '--hold', 'some'], {}, 1, /none, first or all/],
    ['limits that are neither on nor off', ['serve'], { FURNITURE_LIMITS: '5' }, 1, /must be on or off/],
    ['a proxy that is none', ['serve'], { FURNITURE_TRUSTED_PROXIES: 'proxy' }, 1, /no IP address/],
    [
      'a database that cannot be',
      ['serve', '--database', '/nowhere/x.sqlite'],
      {},
      1,
      /folder \/nowhere does not exist/,
    ],
  ];
  for (const [what, words, env, status, message] of mistakes)
    it(`ends with ${status} and a sentence for ${what}`, async () => {
      const result = await runCommand(words, { env });
      assert.equal(result.status, status);
      assert.match(result.said, message);
      assert.doesNotMatch(result.said, /\n\s+at /);
    });

  const canChangeUser = process.getuid?.() === 0;
  it('ends with a sentence for a file that it may not write', { skip: !canChangeUser && 'needs root' }, async () => {
    const env = database('owned.sqlite');
    await (await openStore(env.FURNITURE_DATABASE)).close();
    chmodSync(folder.path, 0o755);
    const { status, said } = await runCommand(['serve', '--port', '0'], { env, uid: 65_534 });
    assert.equal(status, 1);
    assert.match(said, /read-only|cannot be opened/);
  });

  it('says where it listens and that limits are off, and nothing about readers', async () => {
    const running = await startCommand({ ...database('quiet.sqlite'), FURNITURE_LIMITS: 'off' });
    const { write, call } = callsTo(running.url);
    await write('t', 'a private thought');
    await call('POST', '/v1/threads/t/comments', '{"body":"another thought');
    running.process.kill('SIGTERM');
    assert.equal(await running.ended, 0);
    assert.match(running.said(), /Limits are off/);
    assert.doesNotMatch(running.said(), /thought|Ann|127\.0\.0\.1 /);
  });

  it('lets a request under way finish when it is asked to stop, and takes no new one', async () => {
    const env = database('drain.sqlite');
    const running = await startCommand(env);
    const text = JSON.stringify({ body: 'in time', author: { name: 'Ann' } });
    const headers = { 'content-type': 'application/json', 'content-length': String(text.length) };
    const reply = new Promise<{ status: number | undefined; connection: string | undefined }>((done, fail) => {
      const outgoing = request(`${running.url}/v1/threads/t/comments`, { method: 'POST', headers }, (incoming) => {
        incoming.resume();
        done({ status: incoming.statusCode, connection: incoming.headers.connection });
      });
      outgoing.on('error', fail);
      outgoing.write(text.slice(0, 10), () => {
        running.process.kill('SIGTERM');
        running.process.stdout!.on('data', (chunk: Buffer) => {
          if (chunk.toString().includes('Stopping')) void refusesNew().then(() => outgoing.end(text.slice(10)), fail);
        });
      });
    });
    const refusesNew = () => assert.rejects(fetch(`${running.url}/healthz`));
    assert.deepEqual(await reply, { status: 201, connection: 'close' });
    assert.equal(await running.ended, 0);
    const store = await openStore(env.FURNITURE_DATABASE);
    assert.equal((await store.connections.read.selectFrom('comments').select('id').execute()).length, 1);
    await store.close();
  });
});
