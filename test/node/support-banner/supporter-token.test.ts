import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { base64url, CompactSign, exportJWK, generateKeyPair, UnsecuredJWT } from 'jose';

import { readSupporterToken, type TokenContext } from '../../../src/support-banner/supporter-token.ts';

const NOW = Date.parse('2026-11-29T10:00:00Z');
const SECONDS = NOW / 1_000;
const YEAR = 365 * 86_400;
const HEADER = { alg: 'ES256', typ: 'supporter+jwt' };
const PAYLOAD = { exp: SECONDS + YEAR };
const CONTEXT: TokenContext = { now: NOW, host: 'www.harbour.example', subtle: crypto.subtle };

const make = (alg: string) => generateKeyPair(alg, { extractable: true });
let pair: Awaited<ReturnType<typeof make>>;
let key: string;

before(async () => {
  pair = await make('ES256');
  key = JSON.stringify(await exportJWK(pair.publicKey));
});

interface Header {
  readonly alg: string;
  readonly typ?: unknown;
  readonly crit?: string[];
}

/** Signs by an implementation that is not ours. */
function sign(payload: unknown, header: Header = HEADER, privateKey = pair.privateKey): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader(header as { alg: string }).sign(privateKey);
}

/** Signs any header there is. */
async function signRaw(header: string, payload: string): Promise<string> {
  const signed = `${base64url.encode(header)}.${base64url.encode(payload)}`;
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(signed));
  return `${signed}.${base64url.encode(new Uint8Array(signature))}`;
}

async function refuses(token: string, problem: RegExp, context = CONTEXT, keyJson = key): Promise<void> {
  const read = await readSupporterToken(token, keyJson, context);
  assert.match('problem' in read ? read.problem : `taken until ${read.until}`, problem);
}

describe('the token of a supporter', () => {
  it('says until when', async () => {
    assert.deepEqual(await readSupporterToken(await sign(PAYLOAD), key, CONTEXT), { until: NOW + YEAR * 1_000 });
  });

  it('may say more, and write its type in capitals', async () => {
    const payload = { ...PAYLOAD, iat: SECONDS, nbf: SECONDS, sub: 'reader', aud: 'harbour.example' };
    const read = await readSupporterToken(await sign(payload, { ...HEADER, typ: 'Supporter+JWT' }), key, CONTEXT);
    assert.deepEqual(read, { until: NOW + YEAR * 1_000 });
  });

  it('is one of which RFC 7515 gives an example (A.3), but for the type', async () => {
    const example =
      'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ' +
      '.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';
    await refuses(example, /not of the type/);
  });

  const claims: [string, object, RegExp][] = [
    ['has expired', { exp: SECONDS }, /expired/],
    ['does not expire', {}, /when it expires/],
    ['expires at no number', { exp: '2100-01-01' }, /when it expires/],
    ['lasts for eleven years', { exp: SECONDS + 11 * YEAR }, /10 years/],
    ['counts in milliseconds', { exp: NOW + YEAR }, /10 years/],
    ['is not valid yet', { ...PAYLOAD, nbf: SECONDS + 1 }, /not valid yet/],
  ];
  for (const [name, payload, problem] of claims) {
    it(`is refused when it ${name}`, async () => refuses(await sign(payload), problem));
  }

  const audiences: [unknown, string, boolean][] = [
    ['www.harbour.example', 'www.harbour.example', true],
    ['Harbour.Example', 'WWW.harbour.example.', true],
    [['library.example', 'harbour.example'], 'www.harbour.example', true],
    ['localhost', 'localhost', true],
    ['news.harbour.example', 'www.harbour.example', false],
    ['www.harbour.example', 'harbour.example', false],
    ['bour.example', 'www.harbour.example', false],
    ['example', 'www.harbour.example', false],
    ['.example', 'www.harbour.example', false],
    ['', 'www.harbour.example', false],
    [[], 'www.harbour.example', false],
    [null, 'www.harbour.example', false],
    [{}, 'www.harbour.example', false],
    ['https://www.harbour.example', 'www.harbour.example', false],
  ];
  for (const [aud, host, isFor] of audiences) {
    it(`for ${JSON.stringify(aud)} is ${isFor ? 'taken' : 'refused'} at ${host}`, async () => {
      const read = await readSupporterToken(await sign({ ...PAYLOAD, aud }), key, { ...CONTEXT, host });
      assert.equal('until' in read, isFor);
    });
  }

  it('is refused when it is not signed', async () => {
    await refuses(new UnsecuredJWT(PAYLOAD).encode(), /compact form/);
    await refuses(await signRaw('{"alg":"none","typ":"supporter+jwt"}', JSON.stringify(PAYLOAD)), /ES256/);
  });

  it('is refused when it is signed in another way', async () => {
    const [other, rsa] = [await make('ES384'), await make('RS256')];
    await refuses(await sign(PAYLOAD, { ...HEADER, alg: 'ES384' }, other.privateKey), /ES256/);
    await refuses(await sign(PAYLOAD, { ...HEADER, alg: 'RS256' }, rsa.privateKey), /ES256/);
    const secret = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(key),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    await refuses(await sign(PAYLOAD, { ...HEADER, alg: 'HS256' }, secret), /ES256/);
  });

  it('is refused when somebody else signed it', async () => {
    await refuses(await sign(PAYLOAD, HEADER, (await make('ES256')).privateKey), /not by this key/);
  });

  it('is refused when one letter of it is another', async () => {
    const token = await sign(PAYLOAD);
    for (let index = 0; index < token.length; index += 7) {
      const changed = `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`;
      assert.ok('problem' in (await readSupporterToken(changed, key, CONTEXT)), changed);
    }
  });

  it('is refused when it is of another type, or asks for extensions', async () => {
    const payload = JSON.stringify(PAYLOAD);
    await refuses(await sign(PAYLOAD, { alg: 'ES256' }), /type/);
    await refuses(await sign(PAYLOAD, { alg: 'ES256', typ: 'JWT' }), /type/);
    await refuses(await signRaw('{"alg":"ES256","typ":["supporter+jwt"]}', payload), /type/);
    await refuses(await signRaw('{"alg":"ES256","typ":"supporter+jwt","crit":["b64"],"b64":true}', payload), /crit/);
  });

  it('is refused when it is not in compact form', async () => {
    const token = await sign(PAYLOAD);
    const [header, payload, signature] = token.split('.');
    const wrong = [
      ...['', '.', '..', 'token', `${token}=`, `${token}.`, ` ${token}`, `${token}\n`, `${header}.${payload}`],
      `${header}.${payload}.`,
      `${header}.${payload}.${signature}AAA`,
      `${header}.${payload!.slice(0, -1)} .${signature}`,
      await signRaw('[]', '{}'),
      await signRaw(JSON.stringify(HEADER), '"exp"'),
      await signRaw(JSON.stringify(HEADER), '{'),
      `${header}.${base64url.encode(new Uint8Array([0x7b, 0xff, 0x7d]))}.${signature}`,
    ];
    for (const text of wrong) await refuses(text, /compact form/);
    for (const value of [undefined, null, 7, {}, [token]]) await refuses(value as string, /not a text/);
  });

  it('has one spelling only', async () => {
    const token = await sign(PAYLOAD);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 64 bytes leave four bits of the last letter unused.
    const last = alphabet.indexOf(token.slice(-1));
    await refuses(`${token.slice(0, -1)}${alphabet[last + 1]!}`, /compact form/);
  });

  it('is refused when it is too long', async () => {
    await refuses(await sign({ ...PAYLOAD, note: 'x'.repeat(2_000) }), /2048/);
  });

  const insecure = { ...CONTEXT, subtle: undefined };
  it('is refused where signatures cannot be checked', async () => refuses(await sign(PAYLOAD), /https/, insecure));

  it('is refused where checking fails', async () => {
    const fail = (): never => {
      throw new Error('broken');
    };
    const token = await sign(PAYLOAD);
    const { importKey } = crypto.subtle;
    await refuses(token, /cannot be used/, { ...CONTEXT, subtle: { importKey: fail, verify: fail } });
    const subtle = { importKey: importKey.bind(crypto.subtle), verify: fail };
    await refuses(token, /not by this key/, { ...CONTEXT, subtle: subtle });
  });
});

describe('the key for tokens', () => {
  it('is refused when it is no public key of this kind', async () => {
    const token = await sign(PAYLOAD);
    const jwk = await exportJWK(pair.publicKey);
    const wrong: [unknown, RegExp][] = [
      ['', /not a JWK/],
      ['{', /not a JWK/],
      [[jwk], /not a JWK/],
      [{ keys: [jwk] }, /not a JWK/],
      [await exportJWK((await make('ES384')).publicKey), /not a JWK/],
      [{ ...jwk, note: 'x'.repeat(2_048) }, /not a JWK/],
      [{ ...jwk, x: jwk.y }, /cannot be used/],
      [{ ...jwk, x: undefined }, /cannot be used/],
      [{ ...jwk, use: 'enc' }, /cannot be used/],
      [await exportJWK(pair.privateKey), /private/],
    ];
    for (const [value, problem] of wrong) {
      await refuses(token, problem, CONTEXT, typeof value === 'string' ? value : JSON.stringify(value));
    }
  });

  it('may carry its name and use', async () => {
    const jwk = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', use: 'sig', kid: '2026', key_ops: ['verify'] };
    assert.ok('until' in (await readSupporterToken(await sign(PAYLOAD), JSON.stringify(jwk), CONTEXT)));
  });
});
