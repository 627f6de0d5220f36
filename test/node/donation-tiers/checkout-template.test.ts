import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isCheckout, isCheckoutLink } from '../../../src/donation-tiers/checkout.ts';
import {
  cutsAmount,
  expandTemplate,
  unknownVariables,
  variablesOf,
} from '../../../src/donation-tiers/checkout-template.ts';
import { generate, readCorpus, type CorpusCase } from '../../support/corpus.ts';

/** RFC 6570, 1.2 and 3.2: the values of the examples. */
const VALUES = {
  var: 'value',
  hello: 'Hello World!',
  path: '/foo/bar',
  x: '1024',
  y: '768',
  empty: '',
  base: 'http://example.com/home/',
  half: '50%',
  who: 'fred',
  dub: 'me/too',
};

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['{var}', 'value'],
  ['{hello}', 'Hello%20World%21'],
  ['{+var}', 'value'],
  ['{+hello}', 'Hello%20World!'],
  ['{+path}/here', '/foo/bar/here'],
  ['here?ref={+path}', 'here?ref=/foo/bar'],
  ['{+base}index', 'http://example.com/home/index'],
  ['{half}', '50%25'],
  ['{+half}', '50%25'],
  ['X{#var}', 'X#value'],
  ['X{#hello}', 'X#Hello%20World!'],
  ['map?{x,y}', 'map?1024,768'],
  ['{x,hello,y}', '1024,Hello%20World%21,768'],
  ['{+x,hello,y}', '1024,Hello%20World!,768'],
  ['{+path,x}/here', '/foo/bar,1024/here'],
  ['{#x,hello,y}', '#1024,Hello%20World!,768'],
  ['{#path,x}/here', '#/foo/bar,1024/here'],
  ['X{.var}', 'X.value'],
  ['X{.x,y}', 'X.1024.768'],
  ['{/var}', '/value'],
  ['{/var,x}/here', '/value/1024/here'],
  ['{;x,y}', ';x=1024;y=768'],
  ['{;x,y,empty}', ';x=1024;y=768;empty'],
  ['{?x,y}', '?x=1024&y=768'],
  ['{?x,y,empty}', '?x=1024&y=768&empty='],
  ['?fixed=yes{&x}', '?fixed=yes&x=1024'],
  ['{&x,y,empty}', '&x=1024&y=768&empty='],
  ['{x,empty}', '1024,'],
  ['{?x,undef}', '?x=1024'],
  ['{undef}', ''],
  ['{?undef}', ''],
  ['{var:3}', 'val'],
  ['{/var:1,var}', '/v/value'],
  ['{/who,dub}', '/fred/me%2Ftoo'],
];

describe('a checkout template', () => {
  for (const [template, expected] of EXAMPLES) {
    it(`expands ${template} as RFC 6570 says`, () => assert.equal(expandTemplate(template, VALUES), expected));
  }

  for (const [template, expected] of [
    ['/donate{?amount,frequency}', '/donate?amount=12.50&frequency=monthly'],
    [
      'https://lantern.fundjournalism.org/{?amount,frequency}',
      'https://lantern.fundjournalism.org/?amount=12.50&frequency=monthly',
    ],
    [
      'https://pay.example/donate?installmentPeriod={frequency}{&amount}',
      'https://pay.example/donate?installmentPeriod=monthly&amount=12.50',
    ],
    [
      'https://opencollective.com/lantern/contribute/friend-12/checkout{?amount}',
      'https://opencollective.com/lantern/contribute/friend-12/checkout?amount=12.50',
    ],
    ['/give{?amountMinor,currency,reference}', '/give?amountMinor=1250&currency=EUR'],
  ] as const) {
    it(`makes the address that a known form reads: ${template}`, () => {
      const values = { amount: '12.50', amountMinor: '1250', currency: 'EUR', frequency: 'monthly' };
      assert.ok(isCheckout(template));
      assert.deepEqual(unknownVariables(template), []);
      assert.ok(!cutsAmount(template));
      assert.equal(expandTemplate(template, values), expected);
    });
  }

  it('that takes only a part of the amount is known', () => {
    for (const template of ['/give{?amount:2}', '/give/{tier}{?currency,amountMinor:3}'])
      assert.ok(cutsAmount(template));
    for (const template of ['/give{?currency:3,amount}', '/amount:2/{amount}']) assert.ok(!cutsAmount(template));
  });

  it('names its variables', () => {
    assert.deepEqual(variablesOf('https://pay.example/{tier}{?amount,currency:3}{&lang}'), [
      'tier',
      'amount',
      'currency',
      'lang',
    ]);
  });

  for (const good of [
    'https://pay.example/{amount}',
    'https://pay.example{?amount,currency}',
    'https://pay.example{/tier}',
    'https://pay.example:8443/give?a={amountMinor}#{lang}',
    'HTTPS://pay.example/give',
    '/donate',
    '/donate{?amount}',
  ]) {
    it(`takes ${good}`, () => assert.ok(isCheckout(good)));
  }

  for (const bad of [
    'https://{tier}/give',
    'https://{+tier}',
    'https://pay.{tier}.example/',
    'https://pay.example{tier}',
    'https://pay.example{.tier}',
    'https://pay.example{+tier}/',
    'https://user:pw@pay.example/',
    'https://user@pay.example/{amount}',
    'http://pay.example/',
    '{amount}',
    '{+reference}',
    '//pay.example/',
    '/{amount',
    '/a}b',
    'https://pay.example/{amount',
    'https://pay.example/{{amount}}',
    'javascript:alert({amount})',
    'https:/\\pay.example',
    'mailto:give@pay.example',
    '',
  ]) {
    it(`refuses ${bad || 'nothing'}`, () => assert.ok(!isCheckout(bad)));
  }

  it('cannot lead to a host from a variable, whatever the value', () => {
    for (const value of [
      'evil.example',
      '@evil.example',
      '//evil.example',
      '.evil.example',
      '\\evil.example',
      ':1@evil',
    ]) {
      for (const template of [
        'https://pay.example{/tier}',
        'https://pay.example/{+tier}',
        'https://pay.example{?tier}',
        '/{+tier}',
        '/give{/tier}',
      ]) {
        const url = expandTemplate(template, { tier: value });
        if (!isCheckout(template) || !isCheckoutLink(url)) continue;
        assert.match(new URL(url, 'https://page.example').host, /^(?:pay|page)\.example$/, url);
      }
    }
  });

  it('keeps what stands between its expressions as it was written', () => {
    const template = 'https://spendë.example/f%C3%BCr/uns;a=[1]{?amount}';
    assert.ok(isCheckout(template));
    const url = expandTemplate(template, { amount: '5' });
    assert.equal(url, 'https://spendë.example/f%C3%BCr/uns;a=[1]?amount=5');
    assert.ok(isCheckoutLink(url));
  });

  it('knows no inherited names', () => {
    assert.equal(expandTemplate('https://pay.example/{__proto__}{constructor}{toString}', {}), 'https://pay.example/');
  });

  for (const { id, url: written, gen, expect } of readCorpus<UrlCase>('urls').cases) {
    const url = written ?? generate(gen!);
    it(`lets through of ${id} only what a publisher may link to`, () => {
      if (expect.publisher_link === 'deny') assert.ok(!isCheckout(url), url);
      else if (isCheckout(url)) assert.match(new URL(url, 'https://page.example').protocol, /^https:$/);
    });
  }
});

interface UrlCase extends CorpusCase {
  readonly url?: string;
  readonly gen?: Parameters<typeof generate>[0];
  readonly expect: { readonly publisher_link: string };
}
