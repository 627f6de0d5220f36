import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { isSamePerson, readPeople } from '../../../src/article-attribution/people.ts';
import { long } from '../../support/long.ts';

const names = (value: unknown) => readPeople(value)?.map(({ name }) => name);
const links = (value: unknown) => readPeople(value)?.map(({ url }) => url);

describe('people of a credit', () => {
  it('are separated by semicolons only', () => {
    assert.deepEqual(names('Weber, Jonas; Ana Lima ;; 佐藤 美咲'), ['Weber, Jonas', 'Ana Lima', '佐藤 美咲']);
  });

  it('may have an address', () => {
    const value =
      'Ana Lima <https://example.org/ana?a=1;b=2>; Jonas Weber </people/jonas>; Mo <mailto:mo@paper.example>';
    assert.deepEqual(names(value), ['Ana Lima', 'Jonas Weber', 'Mo']);
    assert.deepEqual(links(value), ['https://example.org/ana?a=1;b=2', '/people/jonas', 'mailto:mo@paper.example']);
  });

  it('lose an address that cannot be used, and keep their name', () => {
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'https://a\u202eb.example', 'vbscript:x']) {
      const [person] = readPeople(`Ana Lima <${address}>`)!;
      assert.equal(person!.name, 'Ana Lima');
      assert.equal(person!.url, undefined);
      assert.equal(person!.refusedLink, address);
    }
  });

  it('keep angle brackets that hold no address', () => {
    for (const name of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'Ann <3',
      'a < b',
      '<>',
      'x <y>',
    ]) {
      assert.deepEqual(names(name), [name]);
    }
  });

  const odd: readonly (readonly [unknown, string[] | undefined])[] = [
    ['', undefined],
    [' ; ;', undefined],
    [null, undefined],
    [[null], undefined],
    [[{ name: ['a', 'b'] }], undefined],
    [[{ name: '' }], undefined],
    [{ name: 'Ann' }, ['Ann']],
    [
      ['Ann', { name: 'Bo' }, 7, 'Ann'],
      ['Ann', 'Bo'],
    ],
    [[{ name: 'Ann' }, { name: 'Ann' }], ['Ann']],
    [
      [
        { name: 'Ann', status: 'withheld' },
        { name: 'Bo', visibility: 'metadata-only' },
        { name: 'Cy', status: 'pseudonym' },
      ],
      ['Cy'],
    ],
    [5, undefined],
    [Symbol('x'), undefined],
  ];
  for (const [value, expected] of odd) {
    it(`read ${typeof value === 'symbol' ? 'a symbol' : JSON.stringify(value)} as ${expected?.join() ?? 'nobody'}`, () =>
      assert.deepEqual(names(value), expected));
  }

  it('may be very many', () => {
    assert.equal(readPeople(Array.from({ length: 3_000 }, (_, index) => `Name ${index}`).join('; '))?.length, 3_000);
  });

  it('are identified by whole addresses, and one that is none is told of', () => {
    const orcid = 'https://orcid.org/0000-0002-1825-0097';
    const [ana] = readPeople([
      { name: 'Ana', sameAs: [orcid, '0000-0002-1825-0097', '/people/ana', 'mailto:a@b.example'] },
    ])!;
    assert.deepEqual([ana!.sameAs, ana!.refusedLink], [[orcid], '0000-0002-1825-0097']);
    const [bo] = readPeople([{ name: 'Bo', sameAs: [orcid] }])!;
    assert.deepEqual([bo!.sameAs, bo!.refusedLink], [[orcid], undefined]);
  });

  it('are the same by address, by who they are elsewhere, or by name whatever the case', () => {
    const [orcid, viaf, isni] = ['https://orcid.org/1', 'https://viaf.org/2', 'https://isni.org/3'];
    const lima = { name: 'A. Lima', sameAs: [viaf, orcid] };
    assert.equal(isSamePerson({ name: 'Ana Lima', sameAs: [orcid] }, lima), true);
    assert.equal(isSamePerson({ name: 'Ana Lima', sameAs: [isni] }, lima), false);
    assert.equal(isSamePerson({ name: 'Ana  Lima' }, { name: 'ana lima' }), true);
    assert.equal(isSamePerson({ name: 'A. Lima', url: '/ana' }, { name: 'Ana Lima', url: '/ana' }), true);
    assert.equal(isSamePerson({ name: 'Ana' }, { name: 'Ann' }), false);
  });

  it('are read from anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.anything()), (value) => {
        for (const { name } of readPeople(value) ?? []) assert.ok(name.length <= 200);
      }),
    );
  });

  it('are read from a long text', () => {
    for (const unit of ['<', ';', 'a <', '<a', ' ', 'a<;'])
      for (const { name } of readPeople(long(unit)) ?? []) assert.ok(name.length <= 200, JSON.stringify(unit));
  });
});
