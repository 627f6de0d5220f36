import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { format, type Message } from '../../../src/base/messages.ts';
import ar from '../../../src/locales/ar.ts';
import de from '../../../src/locales/de.ts';
import { sayAction, sayMessage, sayNote } from '../../../src/donation-tiers/choice-sentences.ts';
import { formatMoney } from '../../../src/donation-tiers/money.ts';
import { makeOffer } from '../../../src/donation-tiers/offer.ts';
import { progressOf } from '../../../src/donation-tiers/progress.ts';
import { providerDestination } from '../../../src/donation-tiers/providers.ts';
import { chosenBy } from '../../../src/donation-tiers/selection.ts';
import { sayFacts, sayTotals, type Speech } from '../../../src/donation-tiers/sentences.ts';
import { PICKER_WORDS } from '../../../src/donation-tiers/words-picker.ts';
import { ENGLISH as METER_WORDS } from '../../../src/donation-tiers/words.ts';

const ENGLISH = { ...METER_WORDS, ...PICKER_WORDS };
const speech = (tag = 'en', currency = 'USD', words: Readonly<Record<string, Message>> = ENGLISH): Speech => ({
  say: (key, values = {}) => format(words[key]!, values, tag),
  money: (minor, isFull) => formatMoney(minor, currency, tag, isFull),
  name: (name) => name,
  tag,
});

const NOON = Date.parse('2026-11-24T12:00:00Z');

describe('the sentence of an appeal', () => {
  const totals = { raised: 325000, goal: 500000, steps: [] };

  it('says how much of how much, exactly', () => {
    assert.equal(sayTotals(totals, progressOf(325000, 500000, []), speech()), '$3,250 of $5,000 raised (65 %)');
  });

  it('says 130 % above the goal', () => {
    const above = { ...totals, raised: 650000 };
    assert.equal(sayTotals(above, progressOf(650000, 500000, []), speech()), '$6,500 of $5,000 raised (130 %)');
  });

  it('says what is known without a goal, or without a total', () => {
    assert.equal(sayTotals({ raised: 1250, steps: [] }, undefined, speech()), '$12.50 raised');
    assert.equal(sayTotals({ goal: 500000, steps: [] }, undefined, speech()), 'Goal: $5,000');
  });

  it('says what of it renews by itself, and what is per week', () => {
    const progress = progressOf(325000, 500000, []);
    const renewing = { ...totals, renewing: 41 };
    assert.equal(
      sayTotals(renewing, progress, speech()),
      '$3,250 of $5,000 raised (65 %), of which 41 % renews monthly',
    );
    assert.equal(
      sayTotals({ ...renewing, goal: undefined }, undefined, speech()),
      '$3,250 raised, of which 41 % renews monthly',
    );
    const weekly = { ...totals, isWeekly: true };
    assert.equal(sayTotals(weekly, progress, speech()), '$3,250 of $5,000 a week (65 %)');
    assert.equal(sayTotals({ ...weekly, goal: undefined }, undefined, speech()), '$3,250 a week');
  });

  it('is a German sentence in German', () => {
    const text = sayTotals(totals, progressOf(325000, 500000, []), speech('de', 'EUR', de['donation-tiers']));
    assert.equal(text.replace(/\s/g, ' '), '3.250 € von 5.000 € gesammelt (65 %)');
  });

  it('tells supporters, policy, date and deadline', () => {
    const config = {
      supporters: 1,
      policy: 'gross',
      asOf: '2026-11-20T23:30:00-08:00',
      deadline: '2026-12-24',
    } as const;
    assert.deepEqual(sayFacts(config, NOON, speech()), [
      '1 supporter',
      'Before fees',
      'As of November 20, 2026',
      'Until December 24, 2026',
    ]);
  });

  it('counts supporters as Arabic does', () => {
    const say = (supporters: number) => sayFacts({ supporters }, NOON, speech('ar', 'USD', ar['donation-tiers']))[0];
    assert.deepEqual(new Set([0, 1, 2, 3, 11, 100].map(say)).size, 6);
  });

  it('ends a day’s deadline with the day, and says so afterwards', () => {
    const on = (deadline: string) => sayFacts({ deadline }, NOON, speech())[0];
    assert.equal(on('2026-11-24'), 'Until November 24, 2026');
    assert.equal(on('2026-11-23'), 'Ended on November 23, 2026');
    assert.equal(on('2026-11-24T11:59:00Z'), 'Ended on November 24, 2026');
  });

  it('mentions a start only while it lies ahead', () => {
    assert.deepEqual(sayFacts({ startsAt: '2026-11-01' }, NOON, speech()), []);
    assert.deepEqual(sayFacts({ startsAt: '2026-12-01' }, NOON, speech()), ['Starts on December 1, 2026']);
  });
});

describe('the action and its notes', () => {
  const offer = makeOffer({
    currency: 'USD',
    amounts: ['10'],
    frequencies: ['once', 'monthly', 'yearly'],
    checkout: '/give',
  });
  const chosen = (typed: string, frequency?: 'once' | 'monthly' | 'yearly', confirmAbove?: number) =>
    chosenBy(offer, { option: 'custom', typed, frequency }, { exponent: 2, decimal: '.' }, confirmAbove);

  it('reads the choice back', () => {
    assert.equal(sayAction(chosen('10'), offer, speech()), 'Give $10');
    assert.equal(sayAction(chosen('12.5', 'monthly'), offer, speech()), 'Give $12.50 monthly');
    assert.equal(sayAction(chosen('1,234.50', 'yearly'), offer, speech()), 'Give $1,234.50 yearly');
  });

  it('says what is missing', () => {
    assert.equal(sayAction(chosen(''), offer, speech()), 'Choose an amount');
    assert.equal(sayAction(chosen('750', 'once', 50_000), offer, speech()), 'Confirm $750');
  });

  for (const [typed, expected] of [
    ['1.000', 'Did you mean $1,000 or $1.00?'],
    ['x', 'This is not an amount. Write it like 12.50.'],
    ['0', 'The minimum is $0.01.'],
    ['9'.repeat(20), 'The maximum is $9,999,999,999,999.99.'],
    ['1.00.0', 'This is not an amount. Write it like 12.50.'],
    ['1,234.567', 'The amount must be a multiple of $0.01.'],
    ['1,000', 'That is $1,000.'],
    ['10', ''],
    ['12.', ''],
    ['', ''],
  ] as const) {
    it(`answers ${JSON.stringify(typed)} with ${JSON.stringify(expected)}`, () => {
      assert.equal(sayMessage(chosen(typed).check, offer, speech()), expected);
    });
  }

  for (const [provider, account, expected] of [
    ['ko-fi', 'x', 'You will enter the amount at Ko-fi.'],
    ['stripe-payment-link', 'x', 'You will continue at Stripe. Check the amount there.'],
    ['open-collective', 'x', 'You will continue at Open Collective.'],
  ] as const) {
    it(`says what will happen at ${provider}`, () => {
      const made = makeOffer({ currency: 'USD', amounts: ['5'], provider, account }, providerDestination);
      assert.equal(sayNote(chosen(''), made, undefined, speech()), expected);
    });
  }

  it('asks to check how often too, where that is only known from use', () => {
    const made = makeOffer(
      { currency: 'USD', amounts: ['5'], frequencies: ['monthly'], provider: 'github-sponsors', account: 'x' },
      providerDestination,
    );
    const monthly = { ...chosen(''), frequency: 'monthly' as const };
    const note = sayNote(monthly, made, undefined, speech());
    assert.equal(note, 'You will continue at GitHub Sponsors. Check the amount and how often there.');
  });
});

describe('the words in other languages', () => {
  for (const [language, words] of [
    ['de', de],
    ['ar', ar],
  ] as const) {
    it(`are complete in ${language}, with the same placeholders`, () => {
      const theirs = words['donation-tiers'] as Record<string, Message>;
      assert.deepEqual(Object.keys(theirs).sort(), Object.keys(ENGLISH).sort());
      for (const key of Object.keys(ENGLISH) as (keyof typeof ENGLISH)[]) {
        assert.deepEqual(placeholders(theirs[key]!), placeholders(ENGLISH[key]), `${language} ${key}`);
      }
    });
  }
});

function placeholders(message: Message): string[] {
  const text = typeof message === 'string' ? message : message.other;
  return [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
}
