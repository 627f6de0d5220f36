import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { flawOf, formEntries, readerFrom, readerOf, stateOf } from '../../../src/donation-tiers/form-value.ts';
import { makeOffer } from '../../../src/donation-tiers/offer.ts';
import { chosenBy, type Reader } from '../../../src/donation-tiers/selection.ts';
import type { Speech } from '../../../src/donation-tiers/sentences.ts';

const offer = makeOffer({
  currency: 'USD',
  amounts: ['5', '10'],
  min: '2',
  max: '1000',
  frequencies: ['monthly', 'yearly'],
});
const speech: Speech = {
  say: (key, values) => [key, ...Object.values(values ?? {})].join(' '),
  money: (minor) => `$${minor / 100}`,
  name: (text) => text,
  tag: 'en',
};

describe('what a form submits', () => {
  for (const [what, name, gift, reference, expected] of [
    ['nothing without a name', '', { amount: '5' }, undefined, []],
    ['nothing without an amount', 'gift', { frequency: 'once' }, 'r-1', []],
    ['the amount under the name', 'gift', { amount: '12.50' }, undefined, [['gift', '12.50']]],
    [
      'the rest under names of its own',
      'gift',
      { amount: '5', currency: 'EUR', frequency: 'monthly', tier: 'friend' },
      'r-1',
      [
        ['gift', '5'],
        ['gift-currency', 'EUR'],
        ['gift-frequency', 'monthly'],
        ['gift-tier', 'friend'],
        ['gift-reference', 'r-1'],
      ],
    ],
  ] as const) {
    it(`is ${what}`, () => assert.deepEqual(formEntries(name, gift, reference), expected));
  }
});

describe('what is wrong with a choice', () => {
  const flaw = (reader: Partial<Reader>, isRequired = false) => {
    const chosen = chosenBy(offer, { typed: '', ...reader }, { exponent: 2, decimal: '.' }, 50_000);
    const found = flawOf(chosen, offer, isRequired, speech);
    return found && [found.flag, found.message, found.place];
  };
  const typed = (text: string) => flaw({ option: 'custom', typed: text, frequency: 'monthly' });

  for (const [text, expected] of [
    ['', undefined],
    ['20', undefined],
    ['1', ['rangeUnderflow', 'minimum $2', 'typed']],
    ['1001', ['rangeOverflow', 'maximum $1000', 'typed']],
    ['99999999999999', ['rangeOverflow', 'maximum $1000', 'typed']],
    ['ten', ['badInput', 'format 12.50', 'typed']],
    ['12.', ['badInput', 'format 12.50', 'typed']],
    ['1.000', ['badInput', 'ambiguous $1000 $1', 'typed']],
    ['0.1234', ['badInput', 'format 12.50', 'typed']],
    ['750', ['customError', 'confirmFirst $750', 'confirm']],
  ] as const) {
    it(`is of "${text}": ${expected?.[0] ?? 'nothing'}`, () => assert.deepEqual(typed(text), expected));
  }

  it('is nothing once a large amount is confirmed', () => {
    const reader = { option: 'custom', typed: '750', frequency: 'monthly', confirmed: 75_000 } as const;
    assert.equal(flaw(reader), undefined);
  });

  it('is that something is missing, only if it is required', () => {
    const option = offer.options[0]!;
    assert.equal(flaw({}), undefined);
    assert.deepEqual(flaw({}, true), ['valueMissing', 'chooseAmount', 'amounts']);
    assert.deepEqual(flaw({ option: 'custom' }, true), ['valueMissing', 'chooseAmount', 'typed']);
    assert.deepEqual(flaw({ option }, true), ['valueMissing', 'chooseFrequency', 'frequencies']);
    assert.equal(flaw({ option, frequency: 'yearly' }, true), undefined);
  });
});

describe('what a browser keeps of a choice', () => {
  for (const reader of [
    { typed: '' },
    { option: 'custom', typed: '12,', frequency: 'yearly' },
    { option: 'custom', typed: '750', confirmed: 75_000 },
    { option: { amountMinor: 500, tier: 'friend', frequency: 'monthly' }, typed: '' },
  ] as const) {
    const text = stateOf(reader);
    it(`comes back as it was: ${text}`, () => assert.equal(stateOf(readerFrom(text)!), text));
  }

  it('leaves out what the publisher wrote about a tier', () => {
    const option = { amountMinor: 500, tier: 'friend', label: 'Friend', href: 'https://pay.example/' };
    assert.equal(stateOf({ option, typed: '' }), '{"option":{"amountMinor":500,"tier":"friend"},"typed":""}');
  });

  for (const state of ['', 'null', '[]', '12.50', '{}', '{"typed":1}', '{"typed":"","option":{"amountMinor":-1}}']) {
    it(`is not ${state || 'nothing'}`, () => assert.equal(readerFrom(state), undefined));
  }
});

describe('an amount that a script chooses', () => {
  it('is the option that has it, or else a typed one as the language writes it', () => {
    assert.deepEqual(readerOf('10.00', offer, 'de'), { option: offer.options[1], typed: '' });
    assert.deepEqual(readerOf('12.5', offer, 'de'), { option: 'custom', typed: '12,50' });
    assert.deepEqual(readerOf('much', offer, 'de'), { option: 'custom', typed: 'much' });
    assert.deepEqual(readerOf('', offer, 'de'), { option: undefined, typed: '' });
  });
});
