import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { displayHost, safeLink } from '../../../src/contracts/links.ts';
import { generate, readCorpus, type CorpusCase } from '../../support/corpus.ts';

interface UrlCase extends CorpusCase {
  readonly url?: string;
  readonly gen?: Parameters<typeof generate>[0];
  readonly expect: Readonly<Record<'comment_link' | 'publisher_link', 'allow' | 'deny' | 'either'>>;
}

const { cases } = readCorpus<UrlCase>('urls');
const POLICIES = ['comment', 'publisher'] as const;

describe('the url corpus', () => {
  for (const item of cases) {
    const url = item.url ?? generate(item.gen ?? []);
    for (const policy of POLICIES) {
      const expected = item.expect[`${policy}_link`];
      if (expected === 'either') continue;
      it(`${item.id}: ${item.category}, ${policy}: ${expected}`, () =>
        assert.equal(safeLink(url, policy), expected === 'allow' ? url.trim() : undefined));
    }
  }

  it('is large enough to mean something', () => assert.ok(cases.length > 180, `${cases.length} cases`));
});

describe('safeLink', () => {
  const refusedByBoth: readonly (readonly [what: string, link: unknown])[] = [
    ['what is not text', { toString: () => 'https://good.example/' }],
    ['an empty user name', 'https://@good.example/'],
    ['a password', 'https://:pw@good.example/'],
    ['a label that begins with a hyphen', 'https://-a.example/'],
    ['a port out of range', 'https://good.example:99999/'],
    ['one slash', 'https:/good.example/'],
    ['three slashes', 'https:///good.example/'],
    ['a label of 64 letters', `https://${'a'.repeat(64)}.example/`],
    ['an umlaut label of more than 63 octets', `https://${'ü'.repeat(60)}.example/`],
    ['punycode for nothing', 'https://xn--a.example/'],
    ['compatibility letters', 'https://ｇood.example/'],
    ['circled digits for an address', 'https://①②⑦.⓪.⓪.①/'],
    ['a line feed in disguise', 'https://good.example/%0A'],
    ['a soft hyphen', 'https://good.example/a\u00adb'],
    ['two mail addresses', 'mailto:a@good.example,b@good.example'],
    ['a mail address without a domain', 'mailto:a@b'],
    ['a line feed in a mail subject', 'mailto:a@good.example?subject=x%0d%0aBcc:b@evil.example'],
    ['script in a telephone number', 'tel:javascript:alert(1)'],
    ['a backslash for the first slash', '\\/evil.example'],
    ['100,000 spaces', ' '.repeat(100_000)],
  ];
  for (const [what, link] of refusedByBoth)
    it(`refuses ${what}`, () => POLICIES.forEach((policy) => assert.equal(safeLink(link, policy), undefined)));

  it('allows the shortest punycode', () =>
    assert.equal(safeLink('https://xn--zca.example/', 'comment'), 'https://xn--zca.example/'));

  const publishersOnly = ['//good.example/x', '?page=2', '#top', '.', 'a/b:c', '/a?b=//c\\d', 'tel:+1 (555) 123-4567'];
  const publishersToo = ['http://127.0.0.1:8080/v1', 'https://[::1]/x', 'http://localhost:3000', 'https://intranet/'];
  for (const link of [...publishersOnly, ...publishersToo, 'mailto:a@good.example?subject=Hi'])
    it(`allows publishers ${link}, readers not`, () => {
      assert.equal(safeLink(link, 'publisher'), link);
      assert.equal(safeLink(link, 'comment'), undefined);
    });

  it('allows what a browser resolves to a web page, a mail address or a telephone, whatever is thrown at it', () => {
    const piece = fc.constantFrom(
      ...'https://|//|/|\\|:|@|.|%00|%0a| |\t|javascript:|data:|good.example|127.0.0.1|[::1]|?|#|a|é|\u202e|\u200d|tel:|mailto:|HTTP:'.split(
        '|',
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const comment = safeLink(text, 'comment');
        const publisher = safeLink(text, 'publisher');
        if (comment !== undefined) {
          assert.equal(publisher, comment);
          assert.match(new URL(comment).protocol, /^(https?|mailto):$/);
          assert.equal(new URL(comment).username, '');
        }
        if (publisher !== undefined) {
          const { protocol, host } = new URL(publisher, 'https://page.example/article/');
          assert.match(protocol, /^(https?|mailto|tel):$/);
          const isWritten = /^(https?:)?\/\//i.test(publisher) || /^(mailto|tel):/i.test(publisher);
          assert.ok(isWritten || host === 'page.example', publisher);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('displayHost', () => {
  const hosts: readonly (readonly [link: string, host: string])[] = [
    ['https://www.GOOD.example:8080/x', 'www.good.example'],
    ['https://münchen.example/', 'münchen.example'],
    ['https://例え.example/', '例え.example'],
    ['https://пример.рф/', 'пример.рф'],
    ['https://gооd.example/', 'xn--gd-fmca.example'],
    ['https://ɡood.example/', 'xn--ood-8tb.example'],
    ['https://аррӏе.example/', 'xn--80ak6aa92e.example'],
    ['https://xn--80ak6aa92e.example/', 'xn--80ak6aa92e.example'],
    ['https://goοd.example/', 'xn--god-bzc.example'],
    ['mailto:a@good.example', ''],
    ['/relative', ''],
  ];
  for (const [link, host] of hosts)
    it(`shows ${link} as ${host || 'nothing'}`, () => assert.equal(displayHost(link), host));
});
