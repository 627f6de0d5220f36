import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { UsageError } from '../../../src/server/commands/command.ts';
import { supporterCommand } from '../../../src/server/commands/supporter.ts';
import { makeSupporterKey, makeSupporterToken, publicHalf, readSupporterKey } from '../../../src/server/supporters.ts';
import { readSupporterToken } from '../../../src/support-banner/supporter-token.ts';
import { runCommand } from './command.ts';
import { START, temporaryFolder } from './support.ts';

const CLI = new URL('../../../src/server/cli.ts', import.meta.url).pathname;
const CLAIMS = { issuedAt: START / 1000, expiresAt: START / 1000 + 3600, site: undefined };

/** Checks a token with WebCrypto alone, as a page does. */
async function check(token: string, key: object): Promise<{ isGood: boolean; header: unknown; payload: unknown }> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const imported = await crypto.subtle.importKey('jwk', key as JsonWebKey, curve, false, ['verify']);
  const isGood = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    imported,
    Buffer.from(signature, 'base64url'),
    Buffer.from(`${header}.${payload}`),
  );
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { isGood, header: read(header), payload: read(payload) };
}

describe('the token of a supporter', () => {
  it('is one that a page can check, and holds nothing of anybody', async () => {
    const key = await makeSupporterKey();
    const { isGood, header, payload } = await check(await makeSupporterToken(key, CLAIMS), publicHalf(key));
    assert.equal(isGood, true);
    assert.deepEqual(header, { alg: 'ES256', typ: 'supporter+jwt' });
    assert.deepEqual(payload, { iat: CLAIMS.issuedAt, exp: CLAIMS.expiresAt });
    const bound = await makeSupporterToken(key, { ...CLAIMS, site: 'news.example' });
    assert.deepEqual((await check(bound, publicHalf(key))).payload, {
      ...{ iat: CLAIMS.issuedAt, exp: CLAIMS.expiresAt, aud: 'news.example' },
    });
  });

  it('is what the support banner reads', async () => {
    const key = await makeSupporterKey();
    const token = await makeSupporterToken(key, { ...CLAIMS, site: 'news.example' });
    const readAt = (host: string, now = START) =>
      readSupporterToken(token, JSON.stringify(publicHalf(key)), { now, host, subtle: crypto.subtle });
    for (const host of ['news.example', 'www.news.example'])
      assert.deepEqual(await readAt(host), { until: CLAIMS.expiresAt * 1000 });
    for (const answer of [await readAt('other.example'), await readAt('news.example', CLAIMS.expiresAt * 1000)])
      assert.ok('problem' in answer, JSON.stringify(answer));
  });

  it('is not good with another key', async () => {
    const token = await makeSupporterToken(await makeSupporterKey(), CLAIMS);
    assert.equal((await check(token, publicHalf(await makeSupporterKey()))).isGood, false);
  });

  it('is not made with a key whose halves do not belong together', async () => {
    const [one, other] = [await makeSupporterKey(), await makeSupporterKey()];
    await assert.rejects(makeSupporterToken({ ...one, ...publicHalf(other) }, CLAIMS), /do not belong together/);
  });

  it('is made with no other kind of key', async () => {
    const key = await makeSupporterKey();
    assert.deepEqual(readSupporterKey(JSON.stringify(key)), key);
    for (const json of [
      '',
      'null',
      '[]',
      '{"kty":"RSA"}',
      JSON.stringify(publicHalf(key)),
      '{"kty":"EC","crv":"P-384"}',
    ])
      assert.equal(readSupporterKey(json), undefined, json);
  });
});

describe('page-furniture supporter', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'supporter.json');
  /** What a program reads: standard output alone. */
  const output = (...words: string[]): string =>
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'supporter', ...words], {
      env: { ...process.env, NODE_OPTIONS: '' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  let half: object;
  before(() => {
    half = JSON.parse(output('key', '--out', file)) as object;
  });
  after(() => folder.remove());

  it('makes a key that only its owner may read, and prints what pages check with in one line', () => {
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const { d, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { d: string };
    assert.match(d, /^[\w-]{43}$/);
    assert.deepEqual(rest, half);
    assert.deepEqual(Object.keys(half), ['kty', 'crv', 'x', 'y']);
    assert.equal(output('public', '--key', file), `${JSON.stringify(half)}\n`);
  });

  it('prints the key where no file is named, apart from its public half', () => {
    const lines = output('key').trimEnd().split('\n');
    assert.equal(lines.length, 1);
    assert.equal(typeof (JSON.parse(lines[0]!) as { d: unknown }).d, 'string');
  });

  it('replaces no key', async () => {
    const before = readFileSync(file, 'utf8');
    const { status, said } = await runCommand(['supporter', 'key', '--out', file]);
    assert.equal(status, 1);
    assert.match(said, /supporter\.json exists already, and a key replaces nothing\.\n$/);
    assert.equal(readFileSync(file, 'utf8'), before);
  });

  it('prints a token and how to hand it over', async () => {
    const { status, said } = await runCommand(['supporter', 'token', '--key', file, '--site', 'News.Example']);
    assert.equal(status, 0);
    const [, address = ''] = /^(https:.*)$/m.exec(said) ?? [];
    const [page, token = ''] = address.split('#supporter=');
    assert.equal(page, 'https://news.example/thanks');
    const { isGood, payload } = await check(token, half);
    const { iat, exp, aud } = payload as { iat: number; exp: number; aud: string };
    assert.deepEqual([isGood, exp - iat, aud], [true, 365 * 24 * 3600, 'news.example']);
    assert.ok(said.includes(`It holds until ${new Date(exp * 1000).toISOString()}.`));
  });

  it('makes tokens that hold to the end of a day', async () => {
    const { payload } = await check(output('token', '--key', file, '--until', '2030-12-31').trim(), half);
    assert.equal((payload as { exp: number }).exp, Date.parse('2031-01-01T00:00:00Z') / 1000);
  });

  it('says why there is no token', async () => {
    const broken = join(folder.path, 'broken.json');
    writeFileSync(broken, JSON.stringify(half));
    for (const [path, why] of [
      [broken, 'holds no key that "supporter key" made.'],
      [join(folder.path, 'none.json'), 'cannot be read: ENOENT.'],
    ] as const) {
      const { status, said } = await runCommand(['supporter', 'token', '--key', path]);
      assert.deepEqual([status, said], [1, `${path} ${why}\n`]);
    }
  });

  const wrong: readonly string[][] = [
    [],
    ['keys'],
    ['key', file],
    ['key', '--days', '3'],
    ['token'],
    ['token', '--key', file, '--days', '0'],
    ['token', '--key', file, '--days', '3651'],
    ['token', '--key', file, '--days', '9', '--until', '2030-12-31'],
    ['token', '--key', file, '--until', '2026-02-30'],
    ['token', '--key', file, '--until', '2020-01-01'],
    ['token', '--key', file, '--until', '2090-01-01'],
    ...['https://news.example', 'news.example:8080', 'news.example/a', 'a b', '', 'u@news.example'].map((site) => [
      ...['token', '--key', file, '--site', site],
    ]),
  ];
  for (const words of wrong)
    it(`refuses words that mean nothing: ${words.slice(0, 1).concat(words.slice(3)).join(' ')}`, async () => {
      await assert.rejects(supporterCommand.run(words), UsageError);
    });
});
