import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { compareDates, formatDate, isDate, precisionOf } from '../../../src/article-attribution/dates.ts';

describe('dates of a credit', () => {
  const good = [
    ['2015', 'year', '2015'],
    ['2015-03', 'month', 'March 2015'],
    ['2015-03-14', 'day', 'March 14, 2015'],
    ['2015-03-14T23:30:00-11:00', 'day', 'March 14, 2015'],
    ['2015-03-14T00:30:00+14:00', 'day', 'March 14, 2015'],
    ['2016-02-29', 'day', 'February 29, 2016'],
    ['9999-12-31T23:59:59Z', 'day', 'December 31, 9999'],
    ['1000', 'year', '1000'],
  ] as const;
  for (const [date, precision, words] of good) {
    it(`keep ${date} as exact as it is written: ${words}`, () => {
      assert.equal(isDate(date), true);
      assert.equal(precisionOf(date), precision);
      assert.equal(formatDate(date, 'en'), words);
    });
  }

  const bad = [
    '',
    '0',
    '1',
    '15',
    '0000',
    '0999',
    '0000-00-00',
    '2015-3-4',
    '2015-13',
    '2015-00',
    '2015-02-30',
    '2015-02-29',
    '14/03/2015',
    '2015-03-14T24:00:00Z',
    '2015-03-14T09:30:00',
    '2026-11-23<b>x</b>',
    '20150314',
    'March 2015',
    'Invalid Date',
    '2015-03-14T09:30:00+99:00',
    '2'.repeat(100_000),
  ];
  for (const date of bad) {
    it(`refuse ${JSON.stringify(date.slice(0, 24))}`, () => assert.equal(isDate(date), false));
  }

  it('are written in the language of the words, in the Gregorian calendar', () => {
    assert.equal(formatDate('2015-03-14', 'de'), '14. März 2015');
    assert.equal(formatDate('2015-03', 'de'), 'März 2015');
    assert.equal(formatDate('2015', 'th'), '2015');
    assert.match(formatDate('2015-03-14', 'fa-u-nu-latn'), /2015/);
    assert.match(formatDate('2015-03-14', 'ar-u-nu-latn'), /14 مارس 2015/);
  });

  it('are shown as they are written where Intl refuses', () => {
    assert.equal(formatDate('2015-03-14T10:00:00Z', 'C.UTF-8'), '2015-03-14');
    assert.equal(formatDate('2015-03', 'x-!!'), '2015-03');
  });

  it('are compared as far as both are known', () => {
    assert.ok(compareDates('2015', '2016-01-01') < 0);
    assert.equal(compareDates('2015', '2015-12-31'), 0);
    assert.ok(compareDates('2015-04', '2015-03-31') > 0);
    assert.equal(compareDates('2015-03-14', '2015-03-14T23:00:00Z'), 0);
    assert.ok(compareDates('2015-03-14T01:00:00+02:00', '2015-03-13T23:30:00Z') < 0);
  });
});
