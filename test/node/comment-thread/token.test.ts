import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { UnsecuredJWT } from 'jose';

import { claimsOf, isExpired, isModerator } from '../../../src/comment-thread/token.ts';

const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url');
const token = (payload: unknown) => `${encode({ alg: 'HS256' })}.${encode(payload)}.c2lnbmF0dXJl`;

describe('claims of a token', () => {
  it('are read for display, names in any script', () => {
    const claims = claimsOf(token({ sub: 'r-17', name: 'ليلى 佐藤 🦆', role: 'moderator', exp: 1_800_000_000 }));
    assert.deepEqual(claims, {
      name: 'ليلى 佐藤 🦆',
      role: 'moderator',
      subject: 'r-17',
      expiresAt: 1_800_000_000_000,
      hasVerifiedEmail: false,
    });
  });

  it('are what another library wrote', () => {
    const jwt = new UnsecuredJWT({ name: 'Ada', role: 'admin' })
      .setSubject('7')
      .setExpirationTime(1_900_000_000)
      .encode();
    assert.equal(claimsOf(jwt)?.subject, '7');
    assert.equal(isModerator(claimsOf(jwt)), true);
  });

  const hostile: readonly [string, unknown][] = [
    ['nothing', undefined],
    ['an object', {}],
    ['a text', 'hello'],
    ['two parts', 'a.b'],
    ['four parts', 'a.b.c.d'],
    ['no base64', 'a.!!!!.c'],
    ['base64 of no JSON', 'a.aGVsbG8.c'],
    ['bytes that are no UTF-8', `a.${Buffer.from([0xff, 0xfe, 0x7b]).toString('base64url')}.c`],
    ['a number', token(7)],
    ['null', token(null)],
    ['a list', token([{ role: 'moderator' }])],
    ['too long a token', token({ name: 'x'.repeat(9_000), role: 'moderator' })],
    ['deep nesting', `a.${Buffer.from('['.repeat(6_000)).toString('base64url')}.c`],
  ];
  for (const [what, value] of hostile) {
    it(`are none in ${what}`, () => {
      assert.equal(claimsOf(value), undefined);
      assert.equal(isModerator(claimsOf(value)), false);
    });
  }

  it('of the wrong type are left out, long ones cut', () => {
    const claims = claimsOf(token({ name: { html: '<b>' }, role: ['moderator'], sub: 's'.repeat(400), exp: 'soon' }));
    assert.equal(claims?.name, undefined);
    assert.equal(claims?.expiresAt, undefined);
    assert.equal(claims?.subject?.length, 255);
    assert.equal(isModerator(claims), false);
  });

  it('take nothing from a polluted payload', () => {
    const claims = claimsOf(`a.${Buffer.from('{"__proto__":{"role":"moderator"}}').toString('base64url')}.c`);
    assert.equal(isModerator(claims), false);
    assert.equal(Object.hasOwn(Object.prototype, 'role'), false);
  });

  for (const exp of [-1, Infinity, 1e300, NaN, null]) {
    it(`have no time to expire when it is ${exp}`, () => {
      assert.equal(claimsOf(token({ exp }))?.expiresAt, undefined);
    });
  }

  it('expire by the clock given', () => {
    const claims = claimsOf(token({ exp: 1_000 }))!;
    assert.equal(isExpired(claims, 999_999), false);
    assert.equal(isExpired(claims, 1_000_000), true);
    assert.equal(isExpired(claimsOf(token({}))!, 1e15), false);
  });
});
