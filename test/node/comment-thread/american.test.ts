import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { AMERICAN, formatNumber } from '../../../src/base/messages.ts';
import { americanAgo, americanDate, americanMoment } from '../../../src/comment-thread/american.ts';

/** Times of a comment, in milliseconds since the epoch: 1970 to 2100. */
const instants = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });

for (const tag of ['en', 'en-US'])
  describe(`what is written by hand in ${tag} is what Intl writes:`, () => {
    it('numbers', () => {
      const format = new Intl.NumberFormat(tag);
      const numbers = fc
        .oneof(fc.maxSafeInteger(), fc.double({ noNaN: true }))
        .filter((value) => !Object.is(value, -0));
      fc.assert(fc.property(numbers, (value) => assert.equal(formatNumber(value, tag), format.format(value))));
    });

    it('days', () => {
      const format = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
      fc.assert(fc.property(instants, (time) => assert.equal(americanDate(new Date(time)), format.format(time))));
    });

    it('days with the time', () => {
      const format = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' });
      fc.assert(fc.property(instants, (time) => assert.equal(americanMoment(new Date(time)), format.format(time))));
    });

    it('how long ago something was', () => {
      const format = new Intl.RelativeTimeFormat(tag);
      for (const unit of ['minute', 'hour', 'day'] as const)
        for (let count = 0; count < 61; count++) assert.equal(americanAgo(count, unit), format.format(-count, unit));
    });
  });

describe('what is not written by hand', () => {
  it('is what other English and other languages write', () => {
    for (const tag of ['en-GB', 'en-IN', 'en-u-nu-arab', 'en-u-hc-h23', 'de', 'EN', ''])
      assert.doesNotMatch(tag, AMERICAN);
    assert.equal(formatNumber(1_234_567, 'en-IN'), '12,34,567');
  });
});
