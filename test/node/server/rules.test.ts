import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { addressPrefix, clientAddress } from '../../../src/server/rules/address.ts';
import { decodeCursor, encodeCursor } from '../../../src/server/rules/cursor.ts';
import { isEmail } from '../../../src/server/rules/email.ts';
import { depthOf, hasRepeatedKeys } from '../../../src/server/rules/json.ts';
import { Limiter } from '../../../src/server/rules/limits.ts';
import { LruCache } from '../../../src/server/rules/lru.ts';
import { toMajor, toMinor } from '../../../src/server/rules/money.ts';
import { rankOf } from '../../../src/contracts/ranking.ts';
import { hashOf, matchesHash, newId, newToken, pseudonym, seal, unseal } from '../../../src/server/rules/tokens.ts';
import { long } from '../../support/long.ts';

describe('address prefixes', () => {
  const cases: [string | undefined, string, string][] = [
    ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7', '192.0.2.7'],
    ['2001:DB8:0:12ff::1', '2001:db8:0:12ff::/64', '2001:db8:0:1200::/56'],
    ['2001:0db8:0000:12ff:1:2:3:4', '2001:db8:0:12ff::/64', '2001:db8:0:1200::/56'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0:0::/56'],
    ['::1', '0:0:0:0::/64', '0:0:0:0::/56'],
    ...(['', 'unknown', '1.2.3', undefined] as const).map((odd): [string | undefined, string, string] => [
      odd,
      'unknown',
      'unknown',
    ]),
  ];
  for (const [address, network, household] of cases)
    it(`reads ${address}`, () =>
      assert.deepEqual([addressPrefix(address, 64), addressPrefix(address, 56)], [network, household]));

  it('takes the last hop that no trusted proxy made', () => {
    const of = clientAddress(['10.0.0.0/8', '::1', '127.0.0.1']);
    const cases: [string | undefined, string | null, string | undefined][] = [
      ['203.0.113.1', '192.0.2.1', '203.0.113.1'],
      ['127.0.0.1', null, '127.0.0.1'],
      ['127.0.0.1', '192.0.2.1', '192.0.2.1'],
      ['::ffff:10.1.2.3', '192.0.2.1, 10.9.9.9', '192.0.2.1'],
      ['10.1.2.3', '6.6.6.6, 192.0.2.1', '192.0.2.1'],
      ['10.1.2.3', 'unknown', '10.1.2.3'],
      [undefined, '192.0.2.1', undefined],
    ];
    for (const [peer, header, client] of cases) assert.equal(of(peer, header), client);
    for (const odd of ['proxy', '10.0.0.0/33', '::1/129', '10.0.0.0/x'])
      assert.throws(() => clientAddress([odd]), RangeError);
  });
});

describe('cursors', () => {
  it('come back as they were, for their order only', () => {
    const place = fc.record(
      {
        sort: fc.constantFrom('oldest', 'newest', 'top'),
        isPinned: fc.boolean(),
        rank: fc.double({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true }).map((rank) => rank + 0),
        createdAt: fc.nat(),
        id: fc.stringMatching(/^[\w-]{0,64}$/),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(place, (cursor) => {
        const text = encodeCursor(cursor);
        assert.deepEqual(decodeCursor(text, cursor.sort), cursor);
        assert.equal(decodeCursor(text, cursor.sort === 'top' ? 'oldest' : 'top'), undefined);
      }),
    );
  });
  it('are nothing when made up', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(decodeCursor(text, 'oldest'), undefined)));
    fc.assert(
      fc.property(fc.json(), (json) =>
        assert.equal(decodeCursor(Buffer.from(json).toString('base64url'), 'top'), undefined),
      ),
    );
  });
});

describe('money', () => {
  const cases: [string, string, number | undefined][] = [
    ['12.5', 'USD', 1250],
    ['12.50', 'USD', 1250],
    ['12.500', 'USD', 1250],
    ['0.1', 'EUR', 10],
    ['1.005', 'EUR', undefined],
    ['1000', 'JPY', 1000],
    ['1000.5', 'JPY', undefined],
    ['5.120', 'KWD', 5120],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
    ['90071992547409.92', 'USD', undefined],
  ];
  for (const [decimal, currency, minor] of cases)
    it(`reads ${decimal} ${currency}`, () => assert.equal(toMinor(decimal, currency), minor));
  it('writes every amount so that it is read back exactly', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        assert.equal(toMinor(String(toMajor(minor, currency)), currency), minor);
      }),
    );
  });
});

describe('ranking', () => {
  it('puts certain approval before a lucky start, and disapproval last', () => {
    const votes: [number, number][] = [
      [0, 3],
      [1, 0],
      [40, 1],
      [0, 0],
      [5, 0],
      [10, 5],
      [0, 1],
      [90, 30],
    ];
    const ranked = votes.sort((a, b) => rankOf(...a) - rankOf(...b)).map((pair) => pair.join('/'));
    assert.deepEqual(ranked, ['40/1', '90/30', '5/0', '10/5', '1/0', '0/0', '0/1', '0/3']);
  });
});

describe('limits', () => {
  it('refill with time and stay in bounded memory', () => {
    let now = 0;
    const limiter = new Limiter({ burst: 2, perMinute: 60 }, () => now, 100);
    const take = () => limiter.take('a').isAllowed;
    assert.deepEqual([take(), take(), take()], [true, true, false]);
    now += 1000;
    assert.deepEqual([take(), take()], [true, false]);
    now -= 60_000;
    assert.equal(take(), false);
    for (let index = 0; index < 1000; index++) limiter.take(`key ${index}`);
    assert.equal(limiter.size, 100);
  });
  it('forget the page unused for longest', () => {
    const cache = new LruCache<string>(10, (value) => value.length);
    cache.set('a', '1234');
    cache.set('b', '1234');
    cache.get('a');
    cache.set('c', '1');
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], ['1234', undefined, '1']);
  });
});

describe('tokens', () => {
  it('are long, different, and known by their hash only', () => {
    const [one, two] = [newToken(), newToken()];
    assert.equal(Buffer.from(one, 'base64url').length, 32);
    assert.notEqual(one, two);
    assert.deepEqual(
      [matchesHash(one, hashOf(one)), matchesHash(two, hashOf(one)), matchesHash(one, 'ab')],
      [true, false, false],
    );
    assert.notEqual(pseudonym('secret', 'a', 'b'), pseudonym('secret', 'a,b'));
  });
  it('inside a stored answer are read with the key alone', () => {
    const sealed = seal('{"editToken":"x"}', 'the key');
    assert.equal(unseal(sealed, 'the key'), '{"editToken":"x"}');
    assert.ok(!Buffer.from(sealed, 'base64').includes('editToken'));
    assert.throws(() => unseal(sealed, 'another key'));
  });
  it('of comments sort by time', () => {
    assert.ok(newId(1_000) < newId(1_001) && newId(1_790_000_000_000) < newId(1_790_000_000_001));
    assert.match(newId(Date.now()), /^[\da-z]{26}$/);
  });
});

describe('JSON before it is parsed', () => {
  it('is as deep as its brackets outside of strings', () => {
    assert.deepEqual(['1', '[]', '{"a":[{}]}', '"[[["', '"\\"[["', '[[['].map(depthOf), [0, 1, 3, 0, 0, 3]);
  });
  it('names a key twice only where it does', () => {
    for (const json of ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}']) assert.equal(hasRepeatedKeys(json), true);
    for (const json of ['{"a":"a","b":{"a":1,"a":2}}', '["a","a"]', '{"a":["a","a"]}', '{}', 'x'])
      assert.equal(hasRepeatedKeys(json), false, json);
  });
  for (const unit of ['[', '"', '\\', '"\\', 'a', '"a', '[",', '{"a":'])
    it(`is scanned to its end, however long it is: ${unit}`, () => {
      for (const text of [long(unit), `"${long(unit)}`]) {
        assert.ok(depthOf(text) >= 0);
        assert.equal(typeof hasRepeatedKeys(text), 'boolean');
      }
    });
});

describe('e-mail addresses', () => {
  for (const good of ['a@b.example', 'first.last+tag@sub.example.org', "o'brien@b.example"])
    it(`takes ${good}`, () => assert.equal(isEmail(good), true));
  for (const bad of [
    '',
    'a',
    'a@b',
    '@b.example',
    'a@@b.example',
    'A <a@b.example>',
    'a@b.example\n',
    'a@1.2.3.4',
    '-a@b.example',
    'a@b..example',
    'a b@c.example',
  ])
    it(`refuses ${JSON.stringify(bad)}`, () => assert.equal(isEmail(bad), false));
});
