import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { handoffOf, makeOffer } from '../../../src/donation-tiers/offer.ts';
import { withStripeReference } from '../../../src/donation-tiers/stripe-reference.ts';

const LINK = 'https://buy.stripe.com/test_abc';

describe('the reference of a Stripe payment link', () => {
  for (const [url, expected] of [
    [LINK, `${LINK}?client_reference_id=r-1`],
    ['https://donate.stripe.com/abc', 'https://donate.stripe.com/abc?client_reference_id=r-1'],
    ['https://BUY.stripe.com/abc', 'https://BUY.stripe.com/abc?client_reference_id=r-1'],
    [`${LINK}?`, `${LINK}?client_reference_id=r-1`],
    [`${LINK}?locale=de`, `${LINK}?locale=de&client_reference_id=r-1`],
    [`${LINK}?locale=de&`, `${LINK}?locale=de&client_reference_id=r-1`],
    [
      `${LINK}?prefilled_email=a%2Bb%40c.example#top`,
      `${LINK}?prefilled_email=a%2Bb%40c.example&client_reference_id=r-1#top`,
    ],
    [`${LINK}?x_client_reference_id=2`, `${LINK}?x_client_reference_id=2&client_reference_id=r-1`],
  ] as const) {
    it(`joins ${url}`, () => assert.equal(withStripeReference(url, 'r-1'), expected));
  }

  for (const url of [
    `${LINK}?client_reference_id=mine`,
    `${LINK}?locale=de&client_reference_id=`,
    `${LINK}?client%5Freference_id=mine`,
    'https://buy.stripe.com/',
    'https://checkout.stripe.com/abc',
    'https://buy.stripe.com.evil.example/abc',
    'https://buy.stripe.com@evil.example/abc',
    'https://pay.example/?next=https://buy.stripe.com/abc',
    '/buy.stripe.com/abc',
  ]) {
    it(`leaves ${url} as it is`, () => assert.equal(withStripeReference(url, 'r-1'), url));
  }

  for (const reference of [undefined, '', 'a b', 'a&b=c', 'ä', 'r'.repeat(201)]) {
    it(`is not "${reference?.slice(0, 9)}", which Stripe would drop`, () =>
      assert.equal(withStripeReference(LINK, reference), LINK));
  }

  it('is added to the link of a tier, not to other checkouts', () => {
    const href = 'https://buy.stripe.com/friend?locale=de';
    const offer = makeOffer({ currency: 'USD', tiers: [{ id: 'friend', amount: '10', href }] });
    const choice = { amountMinor: 1000, currency: 'USD', frequency: 'once', reference: 'r-1', lang: 'en' } as const;
    assert.equal(handoffOf(offer, choice, offer.options[0])?.url, `${href}&client_reference_id=r-1`);
    const own = makeOffer({ currency: 'USD', amounts: ['10'], checkout: 'https://buy.stripe.com/all' });
    assert.equal(handoffOf(own, choice, own.options[0])?.url, 'https://buy.stripe.com/all');
  });
});
