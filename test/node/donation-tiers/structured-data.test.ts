import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { serialise } from '../../../src/base/json-ld.ts';
import { makeOffer } from '../../../src/donation-tiers/offer.ts';
import { providerDestination } from '../../../src/donation-tiers/providers.ts';
import type { DonationConfig } from '../../../src/donation-tiers/settings.ts';
import {
  describeWays,
  MAX_WAYS,
  publisherIn,
  saysHowToGive,
  waysToGive,
  type NameOf,
} from '../../../src/donation-tiers/structured-data.ts';

const nameOf: NameOf = (amountMinor, frequency) => (amountMinor ? `Give ${amountMinor} ${frequency}` : 'Give');
const waysOf = (config: Partial<DonationConfig>) => waysToGive(makeOffer(config, providerDestination), 'en', nameOf);
const checkout = 'https://pay.example/give{?amount,frequency,reference}';
const BASE = 'https://lantern.example/story';

describe('the ways to give that are described', () => {
  it('are one link for each amount and frequency, without the reference of this page', () => {
    const ways = waysOf({
      currency: 'USD',
      amounts: ['5', '12.50'],
      frequencies: ['once', 'monthly'],
      checkout,
      reference: 'r',
    });
    assert.deepEqual(
      ways.map(({ name, link }) => [name, link]),
      [
        ['Give 500 once', 'https://pay.example/give?amount=5&frequency=once'],
        ['Give 1250 once', 'https://pay.example/give?amount=12.50&frequency=once'],
        ['Give 500 monthly', 'https://pay.example/give?amount=5&frequency=monthly'],
        ['Give 1250 monthly', 'https://pay.example/give?amount=12.50&frequency=monthly'],
      ],
    );
  });

  it('are those of the tiers, with what they say', () => {
    const href = 'https://buy.stripe.com/aaa';
    const tiers = [
      { id: 'friend', amount: '10', label: 'Friend', frequency: 'monthly', href },
    ] as DonationConfig['tiers'];
    assert.deepEqual(waysOf({ currency: 'EUR', tiers }), [
      {
        name: 'Give 1000 monthly',
        description: 'Friend',
        link: href,
        price: { amount: '10', currency: 'EUR', frequency: 'monthly' },
      },
    ]);
  });

  for (const [what, config, links] of [
    [
      'one where the amount is entered there',
      { provider: 'ko-fi', account: 'lantern', amounts: ['5', '10'] },
      ['https://ko-fi.com/lantern'],
    ],
    [
      'the page of a provider, where amounts are typed only',
      { provider: 'patreon', account: 'lantern' },
      ['https://www.patreon.com/lantern'],
    ],
    ['none without a place to pay', { amounts: ['5'] }, []],
    ['none whose template needs an amount that is typed', { checkout: 'https://pay.example/{amount}' }, []],
  ] as const) {
    it(`are ${what}`, () => {
      const ways = waysOf({ currency: 'USD', ...config } as unknown as Partial<DonationConfig>);
      assert.deepEqual(
        ways.map(({ link }) => link),
        links,
      );
      assert.ok(ways.every(({ price }) => price === undefined));
    });
  }

  it('are not more than can be of use', () => {
    const amounts = Array.from({ length: 40 }, (_, index) => String(index + 1));
    assert.equal(waysOf({ currency: 'USD', amounts, frequencies: ['once', 'monthly'], checkout }).length, MAX_WAYS);
  });
});

describe('a description of ways to give', () => {
  const price = { amount: '10', currency: 'EUR', frequency: 'once' } as const;
  const way = { name: 'Give \u2068€10\u200e\u2069', link: '/give?amount=10', price };

  it('is a DonateAction with absolute address and price', () => {
    const recipient = { '@id': 'https://lantern.example/#us' };
    assert.deepEqual(describeWays([way], { base: BASE, heading: 'Keep the Lantern lit', recipient }), {
      '@context': 'https://schema.org',
      '@type': 'DonateAction',
      name: 'Give €10',
      description: 'Keep the Lantern lit',
      recipient,
      price: '10',
      priceCurrency: 'EUR',
      target: { '@type': 'EntryPoint', urlTemplate: 'https://lantern.example/give?amount=10' },
    });
  });

  it('says of what comes again how often', () => {
    const found = describeWays([{ ...way, price: { ...price, frequency: 'yearly' } }], { base: BASE });
    assert.deepEqual(found?.['priceSpecification'], {
      '@type': 'UnitPriceSpecification',
      price: '10',
      priceCurrency: 'EUR',
      referenceQuantity: { '@type': 'QuantitativeValue', value: 1, unitCode: 'ANN' },
    });
    assert.equal(found['price'], undefined);
  });

  it('is a list where there are several, and nothing where there is none', () => {
    const found = describeWays([way, { name: 'Give', link: 'https://pay.example/' }], { base: BASE });
    assert.equal((found?.['@graph'] as unknown[]).length, 2);
    assert.equal(describeWays([], { base: BASE }), undefined);
  });

  it('cannot end the script it stands in', () => {
    const json = serialise(describeWays([{ ...way, name: '</script><script>alert(1)' }], { base: BASE })!);
    assert.doesNotMatch(json, /</);
    assert.equal((JSON.parse(json) as { name: string }).name, '</script><script>alert(1)');
  });
});

describe('what a page says by itself', () => {
  for (const [data, expected] of [
    [{ '@type': 'DonateAction' }, true],
    [{ '@graph': [{ '@type': 'NGO', potentialAction: [{ '@type': ['DonateAction'] }] }] }, true],
    [{ '@type': 'https://schema.org/DonateAction' }, true],
    [{ '@type': 'NewsArticle', headline: 'DonateAction' }, false],
    ['DonateAction', false],
    [null, false],
  ] as const) {
    it(`is ${expected ? 'how to give' : 'something else'}: ${JSON.stringify(data)}`, () => {
      assert.equal(saysHowToGive(data), expected);
    });
  }

  for (const [data, expected] of [
    [
      { publisher: { '@type': 'NewsMediaOrganization', name: 'The Lantern' } },
      { '@type': 'NewsMediaOrganization', name: 'The Lantern' },
    ],
    [{ publisher: [{ name: 'The Lantern' }] }, { '@type': 'Organization', name: 'The Lantern' }],
    [{ '@graph': [{ '@type': 'WebSite' }, { publisher: { '@id': '#us', name: 'We' } }] }, { '@id': '#us' }],
    [[null, { publisher: { '@type': 'Organization', name: 'Us' } }], { '@type': 'Organization', name: 'Us' }],
    [{ translationOfWork: { publisher: { name: 'Somebody else' } } }, undefined],
    [{ publisher: 'The Lantern' }, undefined],
    [{ publisher: { name: { '@value': 'The Lantern' } } }, undefined],
    [3, undefined],
  ] as const) {
    it(`names the publisher: ${JSON.stringify(data)}`, () => {
      assert.deepEqual(publisherIn(data), expected);
    });
  }
});
