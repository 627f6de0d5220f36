import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';

import { exportJWK, generateKeyPair, SignJWT } from 'jose';

import { OptionError } from '../../../src/server/index.ts';
import { AUDIENCE, bearer, jwt, START, startServer, type TestServer } from './support.ts';

describe('signing in by published keys', () => {
  let keys: Server;
  let server: TestServer;
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  before(async () => {
    pair = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    keys = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((done) => keys.listen(0, '127.0.0.1', done));
    const jwksUrl = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys`;
    server = await startServer({ jwt: { jwksUrl, audience: AUDIENCE, issuer: 'https://news.example' } });
  });
  after(async () => {
    await server.close();
    keys.close();
  });
  const token = (claims: object = {}, kid = 'k1') =>
    new SignJWT({
      name: 'Mia',
      iss: 'https://news.example',
      aud: AUDIENCE,
      exp: START / 1000 + 60,
      sub: 'u1',
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', kid })
      .sign(pair.privateKey);
  let posts = 0;
  const post = async (headers: Record<string, string>) => server.post('t', { body: `post ${++posts}` }, headers);

  it('takes a token of the publisher', async () => {
    const reply = await post(bearer(await token({ role: 'author' })));
    assert.deepEqual([reply.status, reply.json.comment.author], [201, { name: 'Mia', role: 'author' }]);
  });
  it('refuses other issuers, keys, algorithms and times with 401', async () => {
    const refused = [
      await token({ iss: 'https://evil.example' }),
      await token({ aud: 'another' }),
      await token({ exp: START / 1000 - 60 }),
      await token({ nbf: START / 1000 + 600 }),
      await token({}, 'k2'),
      jwt({ iss: 'https://news.example' }),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await token()).split('.')[1]}.x`,
    ];
    for (const wrong of refused) {
      const reply = await post(bearer(wrong));
      assert.deepEqual([reply.status, reply.headers.get('www-authenticate')], [401, 'Bearer']);
    }
  });
});

describe('signing in', () => {
  it('needs a long secret, one kind of key, and keys from a safe place', async () => {
    const wrong = [
      { secret: 'short' },
      { secret: 'x'.repeat(32), jwksUrl: 'https://a.example' },
      { jwksUrl: 'http://a.example' },
    ];
    for (const options of wrong) await assert.rejects(() => startServer({ jwt: options }), OptionError);
  });
  it('is refused where it was not set up', async () => {
    const server = await startServer({ jwt: {} });
    assert.equal((await server.post('t', { body: 'x' }, bearer(jwt()))).status, 401);
    await server.close();
  });
  it('leaves the name to the reader when the token has none', async () => {
    const server = await startServer();
    const named = await server.post('t', { body: 'x', author: { name: 'Mia' } }, bearer(jwt({ name: undefined })));
    assert.equal(named.json.comment.author.name, 'Mia');
    assert.equal((await server.post('t', { body: 'y' }, bearer(jwt({ name: undefined })))).status, 422);
    await server.close();
  });
});
