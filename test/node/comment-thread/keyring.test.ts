import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { FurnitureError } from '../../../src/base/request.ts';
import { Keyring } from '../../../src/comment-thread/writing/keyring.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A JWT that lasts so many seconds from now. */
const jwt = (name: string, seconds: number) => `${encode({})}.${encode({ sub: name, exp: NOW / 1_000 + seconds })}.x`;
const unauthorized = () => new FurnitureError('refused', 'no', { status: 401 });

/** A page that hands out these tokens one after another. */
function makePage(...tokens: string[]) {
  const asked: number[] = [];
  const source = async () => {
    asked.push(asked.length);
    return tokens[Math.min(asked.length, tokens.length) - 1];
  };
  return { asked, keyring: new Keyring({ source: () => source, now: () => NOW }) };
}

describe('a keyring', () => {
  it('keeps a token while it lasts', async () => {
    const { keyring, asked } = makePage(jwt('a', 600));
    await keyring.token();
    await keyring.token();
    assert.equal(asked.length, 1);
  });

  it('gets another before one that has run out is sent', async () => {
    const { keyring, asked } = makePage(jwt('a', 5), jwt('b', 600));
    await keyring.token();
    assert.equal(await keyring.token(), jwt('b', 600));
    assert.equal(asked.length, 2);
  });

  it('asks each time for what it cannot read', async () => {
    const { keyring, asked } = makePage('opaque');
    await keyring.token();
    await keyring.token();
    assert.equal(asked.length, 2);
  });

  it('renews silently, once, what the server no longer takes', async () => {
    const { keyring } = makePage(jwt('a', 600), jwt('b', 600));
    const sent: unknown[] = [];
    const answer = await keyring.use(async (token) => {
      sent.push(token);
      if (token === jwt('a', 600)) throw unauthorized();
      return 'done';
    });
    assert.equal(answer, 'done');
    assert.deepEqual(sent, [jwt('a', 600), jwt('b', 600)]);
  });

  it('gives up after a second refusal', async () => {
    const { keyring, asked } = makePage(jwt('a', 600), jwt('b', 600), jwt('c', 600));
    let sent = 0;
    const attempt = keyring.use(async () => {
      sent++;
      throw unauthorized();
    });
    await assert.rejects(attempt, { status: 401 });
    assert.deepEqual([sent, asked.length], [2, 2]);
  });

  it('shares one renewal between requests at the same time', async () => {
    const { keyring, asked } = makePage(jwt('a', 600), jwt('b', 600));
    await keyring.token();
    const act = async (token: string | undefined) => {
      if (token === jwt('a', 600)) throw unauthorized();
      return token;
    };
    assert.deepEqual(await Promise.all([keyring.use(act), keyring.use(act)]), [jwt('b', 600), jwt('b', 600)]);
    assert.equal(asked.length, 2);
  });

  it('does not repeat with the same plain token, nor other refusals', async () => {
    let sent = 0;
    const plain = new Keyring({ source: () => 'plain', now: () => NOW });
    const attempt = plain.use(async () => {
      sent++;
      throw unauthorized();
    });
    await assert.rejects(attempt, { status: 401 });
    assert.equal(sent, 1);
    const { keyring, asked } = makePage(jwt('a', 600));
    await assert.rejects(
      keyring.use(async () => Promise.reject(new FurnitureError('refused', 'no', { status: 403 }))),
      { status: 403 },
    );
    assert.equal(asked.length, 1);
  });

  it('says 401 when the page cannot get one, and asks again the next time', async () => {
    let asked = 0;
    const source = () => (asked++ ? Promise.resolve(jwt('a', 600)) : Promise.reject(new Error('popup closed')));
    const keyring = new Keyring({ source: () => source, now: () => NOW });
    await assert.rejects(keyring.token(), { kind: 'refused', status: 401 });
    assert.equal(await keyring.token(), jwt('a', 600));
  });

  it('forgets the reader of another function', async () => {
    const first = async () => jwt('a', 600);
    const second = async () => jwt('b', 600);
    let source = first;
    const keyring = new Keyring({ source: () => source, now: () => NOW });
    await keyring.token();
    source = second;
    assert.equal(keyring.known, undefined);
    assert.equal(await keyring.token(), jwt('b', 600));
  });
});
