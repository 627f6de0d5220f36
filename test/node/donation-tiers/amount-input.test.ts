import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { checkAmount, parseAmount } from '../../../src/donation-tiers/amount-input.ts';
import { currencySigns, decimalSeparator } from '../../../src/donation-tiers/currency-signs.ts';
import { exponentOf, formatMoney, MAX_MINOR } from '../../../src/donation-tiers/money.ts';
import { readCorpus, type CorpusCase } from '../../support/corpus.ts';
import { currencyCodes } from './currencies.ts';

const parse = (typed: string, language = 'en', currency = 'USD') =>
  parseAmount(typed, {
    exponent: exponentOf(currency),
    decimal: decimalSeparator(language),
    signs: currencySigns(currency, language),
  });

/** Every script, separator and grouping that languages of the web write amounts with. */
const LANGUAGES =
  'en en-IN en-ZA de de-AT de-CH fr fr-CA es es-MX pt pt-BR it nl pl ru uk tr sv nb fi cs hu bg el ar ar-EG ar-MA he fa ur hi bn mr ne ta th my ja ko zh vi id'.split(
    ' ',
  );
/** Amounts of few digits and many zeros: shown without decimals, they look most like others. */
const wholeAmounts = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 9 }))
  .map(([digits, zeros]) => Number(`${digits}${'0'.repeat(zeros)}`));

const EVERYWHERE = ['en', 'de', 'fr', 'de-CH', 'en-IN', 'ar', 'fa'];

/** Language (or everywhere), typed, minor units with two decimals. */
const READ: readonly (readonly [string, string, number])[] = [
  ...EVERYWHERE.map((language) => [language, '19.99', 1999] as const),
  ...EVERYWHERE.map((language) => [language, '1.234,50', 123450] as const),
  ...EVERYWHERE.map((language) => [language, '1,234.50', 123450] as const),
  ['de', '0,29', 29],
  ['de', '8,20', 820],
  ['fr', '1 234,5', 123450],
  ['fr', '1\u202f234,5', 123450],
  ['de-CH', '1’234.50', 123450],
  ['de-CH', "1'234.50", 123450],
  ['en-IN', '1,23,456.7', 12345670],
  ['en-IN', '₹1,00,000', 10000000],
  ['ar', '١٬٢٣٤٫٥٠', 123450],
  ['fa', '۱۲۳۴٫۵', 123450],
  ['en', '$5', 500],
  ['de', '5 €', 500],
  ['en', 'USD 5', 500],
  ['en', '5 usd', 500],
  ['de', '1000.50', 100050],
  ['en', '12,50', 1250],
  ['en', '1,234,567', 123456700],
  ['en', '５０', 5000],
  ['hi', '५०', 5000],
  ['en', '.50', 50],
  ['en', '007', 700],
];

const GUESSED: readonly (readonly [string, string, number])[] = [
  ['de', '1.000', 100000],
  ['en', '1,000', 100000],
  ['ar', '١٬٠٠٠', 100000],
];

describe('a typed amount', () => {
  for (const [language, typed, minor] of READ) {
    it(`is read as ${minor}: ${typed} (${language})`, () => {
      assert.deepEqual(parse(typed, language), { minor, isGuess: false });
    });
  }

  for (const [language, typed, minor] of GUESSED) {
    it(`is read as ${minor} by the language's grouping, and says that it was: ${typed} (${language})`, () => {
      assert.deepEqual(parse(typed, language), { minor, isGuess: true });
    });
  }

  for (const [language, typed, first, second] of [
    ['en', '1.000', 100000, 100],
    ['de', '1,000', 100000, 100],
    ['en', '5.999', 599900, 599],
    ['ar', '1.000', 100000, 100],
  ] as const) {
    it(`asks which of two is meant: ${typed} (${language})`, () => {
      assert.deepEqual(parse(typed, language), { problem: 'ambiguous', meanings: [first, second] });
    });
  }

  for (const typed of [
    '1e3',
    '-5',
    '−5',
    '+5',
    '1.2.3,4',
    '1,00,00',
    '5k',
    '½',
    'ⅠⅡ',
    'NaN',
    '$',
    '1/2',
    '12:50',
    '10 20',
    '1 23',
    '5\u202e00',
    '1_000',
    '0,123',
    '1,2345',
    '1.23456',
    '٫',
    'EUR 5',
    '<b>5</b>',
    '5\u00005',
  ]) {
    it(`is refused: ${JSON.stringify(typed)}`, () => {
      const read = parse(typed);
      assert.ok('problem' in read && ['format', 'step', 'unfinished'].includes(read.problem), JSON.stringify(read));
    });
  }

  it('waits for the rest of an amount that ends with a separator', () => {
    assert.deepEqual(parse('12.'), { problem: 'unfinished' });
    assert.deepEqual(parse('  '), { problem: 'empty' });
  });

  it('has no decimals where the currency has none, and three where it has three', () => {
    assert.deepEqual(parse('1000.5', 'en', 'JPY'), { problem: 'step' });
    assert.deepEqual(parse('1,000', 'en', 'JPY'), { minor: 1000, isGuess: true });
    assert.deepEqual(parse('5.120', 'en', 'KWD'), { minor: 5120, isGuess: false });
    assert.deepEqual(parse('5,120', 'en', 'KWD'), { minor: 5120, isGuess: true });
    assert.deepEqual(parse('٥٬١٢٠', 'ar-EG', 'KWD'), { minor: 5120000, isGuess: true });
  });

  it('is never larger than what can be counted exactly', () => {
    assert.deepEqual(parse('9'.repeat(30)), { problem: 'large' });
    assert.deepEqual(parse('9'.repeat(5_000)), { problem: 'large' });
  });

  for (const { id, text, locale, expect } of readCorpus<AmountCase>('unicode').cases.filter(isAmount)) {
    it(`meets ${id}: ${JSON.stringify(text)}`, () => {
      const read = parse(text, locale ?? expect.locale ?? 'en');
      if (expect.store === 'reject') assert.ok('problem' in read, JSON.stringify(read));
      else assert.equal('minor' in read && read.minor, expect.value! * 100);
    });
  }

  it('is what every language shows for it, in every currency', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...currencyCodes),
        fc.constantFrom(...LANGUAGES),
        fc.oneof(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 1, max: MAX_MINOR }), wholeAmounts),
        fc.boolean(),
        (currency, language, minor, isFull) => {
          const shown = formatMoney(minor, currency, language, isFull);
          const read = parse(shown, language, currency);
          assert.ok('minor' in read, `${shown}: ${JSON.stringify(read)}`);
          assert.equal(read.minor, minor, shown);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('never throws, and never invents an amount from text without digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const read = parse(text);
        if ('minor' in read) assert.match(text.normalize('NFKC'), /\p{Nd}/u);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('limits', () => {
  const limits = { min: 200, max: 100_000, step: 1 };
  const check = (typed: string, step = 1) => checkAmount(typed, { exponent: 2, decimal: '.' }, { ...limits, step });

  it('are named, never applied in silence', () => {
    assert.deepEqual(check('1.99'), { problem: 'minimum', meanings: [200] });
    assert.deepEqual(check('0'), { problem: 'minimum', meanings: [200] });
    assert.deepEqual(check('1000.01'), { problem: 'maximum', meanings: [100_000] });
    assert.deepEqual(check('9'.repeat(20)), { problem: 'maximum', meanings: [100_000] });
    assert.deepEqual(check('2'), { minor: 200, isGuess: false });
    assert.deepEqual(check('1000'), { minor: 100_000, isGuess: false });
  });

  it('include the step of the provider', () => {
    assert.deepEqual(check('12.50', 100), { problem: 'step', meanings: [100] });
    assert.deepEqual(check('12', 100), { minor: 1200, isGuess: false });
  });
});

interface AmountCase extends CorpusCase {
  readonly text: string;
  readonly field?: string;
  readonly locale?: string;
  readonly expect: { readonly store: string; readonly value?: number; readonly locale?: string };
}

function isAmount({ field }: AmountCase): boolean {
  return field === 'amount';
}
