import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import type { Frequency } from '../../../src/contracts/decimal.ts';
import { safeLink } from '../../../src/contracts/links.ts';
import { exponentOf, toMinor } from '../../../src/donation-tiers/money.ts';
import { PROVIDERS, providerDestination, type Choice } from '../../../src/donation-tiers/providers.ts';
import { PROVIDER_NAMES, type ProviderName } from '../../../src/donation-tiers/settings.ts';
import { currencyCodes } from './currencies.ts';

const choice = (amountMinor: number, currency: string, frequency: Frequency = 'once'): Choice => ({
  amountMinor,
  currency,
  frequency,
  reference: 'spring_a-1',
  lang: 'en',
});

const link = (provider: string, account: string, given: Choice) =>
  providerDestination(provider, account, given.currency)?.link(given);

const ACCOUNTS: Readonly<Record<ProviderName, string>> = {
  'stripe-payment-link': 'https://donate.stripe.com/14k9Ab',
  paypal: 'gifts@lantern.example',
  'open-collective': 'lantern',
  liberapay: 'lantern',
  'github-sponsors': 'lantern',
  'every-org': 'lantern',
  btcpay: 'https://btcpay.lantern.example/?storeId=St0re',
  donorbox: 'lantern',
  'ko-fi': 'lantern',
  'buy-me-a-coffee': 'lantern',
  patreon: '12345',
};

const LINKS: readonly (readonly [ProviderName, Choice, string])[] = [
  [
    'stripe-payment-link',
    choice(1250, 'EUR'),
    'https://donate.stripe.com/14k9Ab?__prefilled_amount=1250&client_reference_id=spring_a-1',
  ],
  [
    'stripe-payment-link',
    choice(500, 'JPY'),
    'https://donate.stripe.com/14k9Ab?__prefilled_amount=500&client_reference_id=spring_a-1',
  ],
  [
    'stripe-payment-link',
    choice(5, 'UGX'),
    'https://donate.stripe.com/14k9Ab?__prefilled_amount=500&client_reference_id=spring_a-1',
  ],
  [
    'stripe-payment-link',
    choice(200, 'ISK'),
    'https://donate.stripe.com/14k9Ab?__prefilled_amount=20000&client_reference_id=spring_a-1',
  ],
  [
    'stripe-payment-link',
    choice(500000, 'MGA'),
    'https://donate.stripe.com/14k9Ab?__prefilled_amount=5000&client_reference_id=spring_a-1',
  ],
  [
    'stripe-payment-link',
    choice(5120, 'KWD'),
    'https://donate.stripe.com/14k9Ab?__prefilled_amount=5120&client_reference_id=spring_a-1',
  ],
  [
    'paypal',
    choice(1250, 'EUR'),
    'https://www.paypal.com/donate/?business=gifts%40lantern.example&amount=12.50&currency_code=EUR&no_recurring=1&custom=spring_a-1',
  ],
  [
    'paypal',
    choice(1000, 'USD', 'monthly'),
    'https://www.paypal.com/donate/?business=gifts%40lantern.example&amount=10&currency_code=USD&no_recurring=0&custom=spring_a-1',
  ],
  [
    'open-collective',
    choice(1250, 'USD', 'monthly'),
    'https://opencollective.com/lantern/donate?amount=12.50&interval=month&data=%7B%22reference%22%3A%22spring_a-1%22%7D',
  ],
  [
    'liberapay',
    choice(500, 'USD', 'yearly'),
    'https://liberapay.com/lantern/donate?currency=USD&amount=5&period=yearly',
  ],
  [
    'github-sponsors',
    choice(500, 'USD', 'monthly'),
    'https://github.com/sponsors/lantern/sponsorships?amount=5&frequency=recurring',
  ],
  [
    'every-org',
    choice(1000, 'USD', 'monthly'),
    'https://www.every.org/lantern?amount=10&frequency=MONTHLY&partner_donation_id=spring_a-1#/donate',
  ],
  [
    'btcpay',
    choice(1250, 'EUR'),
    'https://btcpay.lantern.example/api/v1/invoices?storeId=St0re&price=12.50&currency=EUR&orderId=spring_a-1',
  ],
  ['donorbox', choice(2500, 'USD', 'monthly'), 'https://donorbox.org/lantern?default_interval=m&amount=25'],
  ['ko-fi', choice(500, 'USD'), 'https://ko-fi.com/lantern'],
  ['buy-me-a-coffee', choice(500, 'USD'), 'https://buymeacoffee.com/lantern'],
  ['patreon', choice(500, 'USD', 'monthly'), 'https://www.patreon.com/bePatron?u=12345'],
];

describe('a provider’s link', () => {
  for (const [provider, given, expected] of LINKS) {
    it(`carries ${given.amountMinor} ${given.currency} ${given.frequency} to ${provider}`, () => {
      assert.equal(link(provider, ACCOUNTS[provider], given), expected);
    });
  }

  const ACCOUNTS_READ: readonly (readonly [ProviderName, string, string])[] = [
    ['stripe-payment-link', '14k9Ab', 'https://buy.stripe.com/14k9Ab'],
    [
      'paypal',
      'https://www.paypal.com/donate/?hosted_button_id=ABC123',
      'https://www.paypal.com/donate/?hosted_button_id=ABC123',
    ],
    [
      'paypal',
      'https://www.paypal.com/donate?business=MERCHANT123',
      'https://www.paypal.com/donate/?business=MERCHANT123',
    ],
    ['open-collective', 'https://opencollective.com/lantern/donate', 'https://opencollective.com/lantern/donate'],
    ['liberapay', 'https://liberapay.com/lantern/', 'https://liberapay.com/lantern/donate'],
    ['github-sponsors', 'https://github.com/sponsors/lantern', 'https://github.com/sponsors/lantern'],
    ['every-org', 'https://www.every.org/lantern/f/harbour', 'https://www.every.org/lantern/f/harbour#/donate'],
    ['btcpay', 'https://pay.lantern.example/stores/St0re', 'https://pay.lantern.example/api/v1/invoices?storeId=St0re'],
    ['ko-fi', 'https://ko-fi.com/lantern?ref=x', 'https://ko-fi.com/lantern'],
    ['patreon', 'https://www.patreon.com/bePatron?u=42', 'https://www.patreon.com/bePatron?u=42'],
    ['patreon', 'lantern', 'https://www.patreon.com/lantern'],
    ['patreon', 'https://www.patreon.com/c/lantern', 'https://www.patreon.com/lantern'],
    ['donorbox', 'https://donorbox.org/embed/lantern', 'https://donorbox.org/lantern'],
    ['buy-me-a-coffee', 'https://www.buymeacoffee.com/lantern', 'https://www.buymeacoffee.com/lantern'],
    [
      'open-collective',
      'https://opencollective.com/lantern/contribute/friend-12/checkout',
      'https://opencollective.com/lantern/contribute/friend-12/checkout',
    ],
  ];
  for (const [provider, account, expected] of ACCOUNTS_READ) {
    it(`is found from ${account}`, () => assert.equal(providerDestination(provider, account, '')?.link(), expected));
  }

  for (const account of [
    'https://evil.example/lantern',
    'https://ko-fi.com.evil.example/lantern',
    'https://user:pw@ko-fi.com/lantern',
    'http://ko-fi.com/lantern',
    'https://ko-fi.com:8443/lantern',
    'javascript:alert(1)',
    '//evil.example',
    '../..',
    'a/b',
    'a b',
    'https://%',
    '',
  ]) {
    it(`is not made from the account ${JSON.stringify(account)}`, () => {
      assert.equal(providerDestination('ko-fi', account, 'USD'), undefined);
    });
  }

  for (const [provider, account] of [
    ['paypal', 'https://www.paypal.com/paypalme/lantern'],
    ['paypal', 'https://www.paypal.com/us/home'],
    ['open-collective', 'https://opencollective.com/lantern/events/harbour-day'],
    ['liberapay', 'https://liberapay.com/lantern/income/'],
    ['github-sponsors', 'https://github.com/orgs/lantern/sponsoring'],
    ['github-sponsors', 'https://github.com/sponsors'],
    ['donorbox', 'https://donorbox.org/embed'],
    ['ko-fi', 'https://ko-fi.com/s/0a1b2c'],
    ['patreon', 'https://www.patreon.com/bePatron'],
    ['patreon', 'https://www.patreon.com/lantern/posts'],
  ] as const) {
    it(`is not made from ${account}, which is not whom to give to`, () => {
      assert.equal(providerDestination(provider, account, 'USD'), undefined);
    });
  }

  it('is not made for an unknown provider, nor for a currency that it does not take', () => {
    assert.equal(providerDestination('toString', 'lantern', 'USD'), undefined);
    assert.equal(providerDestination('every-org', 'lantern', 'EUR'), undefined);
    assert.equal(providerDestination('btcpay', 'lantern', 'EUR'), undefined);
    assert.equal(providerDestination('paypal', 'lantern', 'KWD'), undefined);
    assert.equal(providerDestination('liberapay', 'lantern', 'KWD'), undefined);
  });

  it('knows the smallest charge of Stripe', () => {
    const minimum = (currency: string) => providerDestination('stripe-payment-link', 'x', currency)!.minimum;
    assert.deepEqual(['USD', 'GBP', 'JPY', 'DKK', 'HUF', 'XOF'].map(minimum), [50, 30, 50, 250, 17500, 0]);
  });

  it('knows that Stripe takes twelve digits of its own units', () => {
    const maximum = (currency: string) => providerDestination('stripe-payment-link', 'x', currency)!.maximum;
    assert.deepEqual(['USD', 'JPY', 'ISK'].map(maximum), [999_999_999_999, 999_999_999_999, 9_999_999_999]);
  });

  it('says of a hosted PayPal button that it asks for the amount', () => {
    const hosted = providerDestination('paypal', 'https://www.paypal.com/donate/?hosted_button_id=A', 'USD')!;
    assert.equal(hosted.amount, 'asked');
  });

  it('carries exactly the amount that was chosen, in every currency, at every provider that carries it', () => {
    const amounts = { 'stripe-payment-link': '__prefilled_amount', btcpay: 'price' } as Record<string, string>;
    fc.assert(
      fc.property(
        fc.constantFrom(...PROVIDER_NAMES),
        fc.constantFrom(...currencyCodes),
        fc.integer({ min: 1, max: 99_999_999_999 }),
        (provider, code, count) => {
          const { currencies = code } = PROVIDERS[provider] as { currencies?: string };
          const currency = currencies.includes(code) ? code : 'USD';
          const destination = providerDestination(provider, ACCOUNTS[provider], currency)!;
          const amountMinor = Math.min(count, Math.floor(destination.maximum / destination.step)) * destination.step;
          for (const frequency of destination.frequencies) {
            const url = destination.link(choice(amountMinor, currency, frequency))!;
            assert.equal(safeLink(url, 'publisher'), url);
            const sent = new URL(url).searchParams.get(amounts[provider] ?? 'amount');
            if (destination.amount === 'asked') assert.equal(sent, null);
            else if (provider === 'stripe-payment-link') assert.equal(BigInt(sent!), stripe(amountMinor, currency));
            else assert.equal(toMinor(sent!, exponentOf(currency)), amountMinor);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** An independent reading of docs.stripe.com/currencies. */
function stripe(amountMinor: number, currency: string): bigint {
  const zero = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
  const exponent = zero.includes(currency) ? 0 : currency === 'ISK' || currency === 'UGX' ? 2 : exponentOf(currency);
  const scale = 10n ** BigInt(exponent);
  return (BigInt(amountMinor) * scale) / 10n ** BigInt(exponentOf(currency));
}
