import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readTotals, sayTotals } from '../../../src/support-banner/totals.ts';

describe('totals in words', () => {
  const table: [unknown, string, unknown][] = [
    [{ raised: 3250, goal: 5000, currency: 'USD' }, 'en', ['$3,250', '$5,000', '65%']],
    [{ raised: '3250.50', goal: '5000.00', currency: 'EUR' }, 'de', ['3.250,50 €', '5.000 €', '65 %']],
    [{ raised: '0.5', currency: 'EUR' }, 'en', ['€0.50', undefined, undefined]],
    [{ raised: '12.5', goal: 20, currency: 'HUF' }, 'en', ['HUF 12.50', 'HUF 20', '62%']],
    [{ raised: '4999.99', goal: 5000, currency: 'USD' }, 'en', ['$4,999.99', '$5,000', '99%']],
    [{ raised: 29, goal: 100, currency: 'USD' }, 'en', ['$29', '$100', '29%']],
    [{ raised: 6500, goal: 5000, currency: 'JPY' }, 'en', ['¥6,500', '¥5,000', '130%']],
    [{ raised: 1, goal: 0, currency: 'USD' }, 'en', ['$1', '$0', undefined]],
  ];
  for (const [json, tag, words] of table) {
    it(`are exact: ${JSON.stringify(json)} in ${tag}`, () => {
      const { raised, goal, percent } = sayTotals(readTotals(json)!, tag);
      assert.deepEqual(
        [raised, goal, percent].map((text) => text?.replace(/[\u00a0\u202f]/g, ' ')),
        words,
      );
    });
  }

  for (const json of [
    null,
    3,
    'raised',
    {},
    { raised: 3250 },
    { currency: 'USD' },
    { raised: -1, currency: 'USD' },
    { raised: '3,250', currency: 'USD' },
    { raised: NaN, currency: 'USD' },
    { raised: 3250, currency: 'dollars' },
    { raised: 1e21, currency: 'USD' },
  ]) {
    it(`are none where no amount in a currency is said: ${JSON.stringify(json)}`, () =>
      assert.equal(readTotals(json), undefined));
  }
});
