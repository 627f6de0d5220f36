import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { FREQUENCIES, type Frequency } from '../../../src/contracts/decimal.ts';
import { safeLink } from '../../../src/contracts/links.ts';
import { sayNote } from '../../../src/donation-tiers/choice-sentences.ts';
import { currencySigns, decimalSeparator } from '../../../src/donation-tiers/currency-signs.ts';
import { formatMoney, toDecimal } from '../../../src/donation-tiers/money.ts';
import { handoffOf, makeOffer, type Offer, type Option } from '../../../src/donation-tiers/offer.ts';
import { PROVIDERS, providerDestination } from '../../../src/donation-tiers/providers.ts';
import { chosenBy } from '../../../src/donation-tiers/selection.ts';
import type { Speech } from '../../../src/donation-tiers/sentences.ts';
import { PROVIDER_NAMES, type ProviderName } from '../../../src/donation-tiers/settings.ts';
import { toMinor as toStored } from '../../../src/server/rules/money.ts';
import { canTake, CURRENCY_DIGITS, FACTS, minorOf, parametersOf } from './provider-facts.ts';

const LOCALES = ['en', 'de', 'fr', 'ar', 'ar-EG', 'hi', 'ja', 'fa', 'de-CH', 'en-IN'];
const CURRENCIES = Object.keys(CURRENCY_DIGITS);
const REFERENCE = 'spring_a-1';
const DECIMALS: Readonly<Record<number, readonly string[]>> = {
  0: ['5', '50', '1250', '1000000', '9999999999', '10000000000', '999999999999', '1000000000000'],
  2: ['0.29', '0.30', '0.50', '1', '12.50', '19.99', '175', '1234.56', '5000', '9999999999.99', '10000000000'],
  3: ['0.005', '0.290', '5.12', '5.125', '12.500', '1234.56', '5000', '999999999.99', '1000000000'],
};

/** What is offered for one cell of the matrix, with the amounts that the currency has. */
function offered(provider: ProviderName, frequency: Frequency, currency: string): Offer {
  return makeOffer(
    {
      provider,
      account: FACTS[provider].account,
      currency,
      frequencies: [frequency],
      amounts: [...DECIMALS[CURRENCY_DIGITS[currency]!]!],
      reference: REFERENCE,
    },
    providerDestination,
  );
}

/** What the reader has chosen, when they type what is shown. */
function typedBack(offer: Offer, shown: string, locale: string, frequency: Frequency) {
  const { currency, exponent } = offer;
  const context = { exponent, decimal: decimalSeparator(locale), signs: currencySigns(currency, locale) };
  return chosenBy(offer, { option: 'custom', typed: shown, frequency }, context, undefined);
}

function checkAmount(provider: ProviderName, frequency: Frequency, offer: Offer, option: Option, locale: string) {
  const { currency, exponent } = offer;
  const { amountMinor } = option;
  const shown = formatMoney(amountMinor, currency, locale);
  const where = `${provider} ${frequency} ${locale}: ${shown}`;
  assert.equal(typedBack(offer, shown, locale, frequency).amountMinor, amountMinor, where);
  assert.equal(toStored(toDecimal(amountMinor, exponent), currency), amountMinor, where);
  const choice = { amountMinor, currency, frequency, reference: REFERENCE, lang: locale };
  const { page, fragment = '' } = FACTS[provider];
  const handoff = handoffOf(offer, choice, option)!;
  assert.equal(safeLink(handoff.url, 'publisher'), handoff.url, where);
  const [url, expected] = [new URL(handoff.url), new URL(page)];
  assert.deepEqual([url.origin, url.pathname, url.hash], [expected.origin, expected.pathname, fragment], where);
  assert.deepEqual(
    Object.fromEntries(url.searchParams),
    {
      ...Object.fromEntries(expected.searchParams),
      ...(FACTS[provider].amount && parametersOf(provider, frequency, currency, BigInt(amountMinor), REFERENCE)),
    },
    where,
  );
}

/** The keys of what is said about a choice. */
function saidOf(offer: Offer, frequency: Frequency): string[] {
  const keys: string[] = [];
  const [option] = offer.options;
  const choice = { amountMinor: option!.amountMinor, currency: offer.currency, frequency, lang: 'en' };
  const chosen = { option, frequency, amountMinor: choice.amountMinor } as Parameters<typeof sayNote>[0];
  const speech: Speech = { say: (key) => (keys.push(key), key), money: String, name: String, tag: 'en' };
  sayNote(chosen, offer, handoffOf(offer, choice, option), speech);
  return keys;
}

describe('what is typed, shown, linked and stored', () => {
  for (const provider of PROVIDER_NAMES) {
    for (const frequency of FREQUENCIES) {
      it(`is one and the same amount: ${provider}, ${frequency}`, () => {
        for (const currency of CURRENCIES) {
          const offer = offered(provider, frequency, currency);
          for (const locale of LOCALES) {
            for (const option of offer.options) checkAmount(provider, frequency, offer, option, locale);
          }
        }
      });
    }
  }
});

describe('what can be chosen', () => {
  for (const provider of PROVIDER_NAMES) {
    for (const frequency of FREQUENCIES) {
      it(`is what the provider can take, and the publisher is told the rest once: ${provider}, ${frequency}`, () => {
        for (const currency of CURRENCIES) {
          const decimals = DECIMALS[CURRENCY_DIGITS[currency]!]!;
          const minors = decimals.map((decimal) => minorOf(decimal, currency));
          const taken = minors.filter((minor) => canTake(provider, frequency, currency, minor));
          const { options, frequencies, problems } = offered(provider, frequency, currency);
          const where = `${currency}: ${problems.join('; ')}`;
          assert.deepEqual(
            options.map(({ amountMinor }) => BigInt(amountMinor)),
            taken,
            where,
          );
          assert.deepEqual(frequencies, taken.length > 0 ? [frequency] : [], where);
          assert.equal(new Set(problems).size, problems.length, where);
          assert.equal(
            problems.filter((problem) => problem.startsWith('amount')).length > 0,
            taken.length < minors.length,
            where,
          );
        }
      });
    }
  }

  it('is said to need another look where the link is only known from use, or cannot say all', () => {
    for (const provider of PROVIDER_NAMES) {
      const { known, amount, frequencies, asks } = FACTS[provider];
      for (const frequency of Object.keys(frequencies) as Frequency[]) {
        const said = saidOf(offered(provider, frequency, 'USD'), frequency);
        const about = !amount
          ? 'enterAmount'
          : known !== 'use'
            ? 'continueAt'
            : frequency === 'once'
              ? 'checkAmount'
              : 'checkBoth';
        assert.ok(said.includes(about), `${provider}: ${said.join()}`);
        assert.equal(said.includes('repeatFrequency'), asks === frequency, `${provider}: ${said.join()}`);
      }
    }
  });

  it('is known of every provider', () => {
    assert.deepEqual(Object.keys(PROVIDERS).sort(), Object.keys(FACTS).sort());
    assert.ok(PROVIDER_NAMES.length * FREQUENCIES.length * CURRENCIES.length * LOCALES.length >= 11 * 3 * 12 * 6);
  });
});
