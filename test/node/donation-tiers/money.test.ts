import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { CURRENCIES, currencyCodes } from './currencies.ts';
import { currencySigns, decimalSeparator } from '../../../src/donation-tiers/currency-signs.ts';
import {
  exponentOf,
  formatMoney,
  isCurrency,
  MAX_MINOR,
  toDecimal,
  toMinor,
} from '../../../src/donation-tiers/money.ts';

const minors = fc.integer({ min: 0, max: MAX_MINOR });

describe('money', () => {
  it('knows the minor units of every currency of ISO 4217', () => {
    for (const [exponent, codes] of CURRENCIES) {
      for (const code of codes.split(' ')) assert.equal(exponentOf(code), exponent, code);
    }
    assert.ok(currencyCodes.length > 150);
  });

  it('takes every currency people pay in, and nothing else', () => {
    for (const code of currencyCodes) assert.ok(isCurrency(code), code);
    for (const code of ['XAU', 'XXX', 'XTS', 'usd', 'USDT', 'US', 'UЅD', 'ＵＳＤ', '', 'US ']) {
      assert.ok(!isCurrency(code), code);
    }
  });

  it('turns every amount of every currency into decimal text and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...currencyCodes), minors, (currency, minor) => {
        const exponent = exponentOf(currency);
        assert.equal(toMinor(toDecimal(minor, exponent), exponent), minor);
      }),
    );
  });

  const decimals: readonly (readonly [string, number, number | undefined])[] = [
    ['12.5', 2, 1250],
    ['12.50', 2, 1250],
    ['0.29', 2, 29],
    ['19.99', 2, 1999],
    ['1.1', 2, 110],
    ['8.20', 2, 820],
    ['5.000', 2, 500],
    ['4.999', 2, undefined],
    ['1000', 0, 1000],
    ['1000.5', 0, undefined],
    ['5.12', 3, 5120],
    ['1.2345', 4, 12345],
    ['', 2, undefined],
    ['-5', 2, undefined],
    ['1e3', 2, undefined],
    ['1,5', 2, undefined],
    ['9999999999999.99', 2, 999999999999999],
    ['10000000000000', 2, undefined],
  ];
  for (const [decimal, exponent, minor] of decimals) {
    it(`reads ${decimal || 'nothing'} with ${exponent} decimals as ${minor}`, () => {
      assert.equal(toMinor(decimal, exponent), minor);
    });
  }

  it('shows whole amounts without decimals and others with all of theirs', () => {
    assert.equal(formatMoney(325000, 'USD', 'en'), '$3,250');
    assert.equal(formatMoney(1250, 'USD', 'en'), '$12.50');
    assert.equal(formatMoney(100, 'USD', 'en', true), '$1.00');
    assert.equal(formatMoney(1250, 'EUR', 'de').replace(/\s/g, ' '), '12,50 €');
    assert.equal(formatMoney(5000, 'JPY', 'en'), '¥5,000');
    assert.equal(formatMoney(5120, 'KWD', 'en').replace(/\s/g, ' '), 'KWD 5.120');
  });

  it('shows thousands with all decimals where there are three, so that 5,120 is never five', () => {
    const shown = (minor: number, language: string) => formatMoney(minor, 'KWD', language).replace(/\s/g, ' ');
    assert.equal(shown(5_120_000, 'en'), 'KWD 5,120.000');
    assert.equal(shown(5_120_000, 'de'), '5.120,000 KWD');
    assert.equal(shown(10_000, 'en'), 'KWD 10');
  });

  it('counts in whole numbers what floating point would not', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: BigInt(MAX_MINOR) }), fc.integer({ min: 0, max: 4 }), (minor, exponent) => {
        const scale = 10n ** BigInt(exponent);
        const fraction = exponent === 0 ? '' : `.${String(minor % scale).padStart(exponent, '0')}`;
        const decimal = `${minor / scale}${fraction}`;
        assert.equal(toMinor(decimal, exponent), Number(minor));
        assert.equal(toDecimal(Number(minor), exponent), decimal.replace(/\.0+$/, ''));
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows HUF and IDR with the decimals of ISO 4217, not those of Intl', () => {
    assert.match(formatMoney(150, 'HUF', 'en'), /1\.50/);
    assert.match(formatMoney(150, 'IDR', 'en'), /1\.50/);
  });

  it('shows the largest amounts to the last digit', () => {
    assert.equal(formatMoney(MAX_MINOR, 'USD', 'en'), '$9,999,999,999,999.99');
  });

  it('falls back to plain digits where Intl refuses the language or is missing', () => {
    assert.equal(formatMoney(1250, 'USD', '!!'), '12.50 USD');
    const original = Intl.NumberFormat;
    try {
      Reflect.deleteProperty(Intl, 'NumberFormat');
      assert.equal(formatMoney(1250, 'USD', 'en'), '12.50 USD');
      assert.equal(decimalSeparator('de'), '.');
      assert.deepEqual(currencySigns('USD', 'en'), ['USD']);
    } finally {
      Intl.NumberFormat = original;
    }
  });

  it('knows the separators and signs of a language', () => {
    assert.equal(decimalSeparator('de'), ',');
    assert.equal(decimalSeparator('fa'), '٫');
    assert.ok(currencySigns('SEK', 'sv').includes('kr'));
  });
});
