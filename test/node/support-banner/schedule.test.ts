import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { parseCap } from '../../../src/support-banner/cap.ts';
import { parseSchedule, supporterUntil } from '../../../src/support-banner/schedule.ts';
import { formatDay, silenceUntil } from '../../../src/support-banner/silence.ts';

const at = (text: string) => Date.parse(text);
const NOW = at('2026-11-24T10:00:00Z');

describe('the schedule', () => {
  const table: [string | undefined, string | undefined, string | undefined, string | undefined][] = [
    [undefined, undefined, undefined, undefined],
    ['2026-11-20T09:00:00+01:00', '2026-12-01T00:00:00Z', '2026-11-20T08:00:00Z', '2026-12-01T00:00:00Z'],
    ['2026-11-20', '2026-12-01', '2026-11-20T00:00:00Z', '2026-12-02T00:00:00Z'],
    ['soon', 'later', undefined, undefined],
  ];
  for (const [starts, ends, startsAt, endsAt] of table) {
    it(`reads ${starts} to ${ends}`, () => {
      const expected = { startsAt: startsAt && at(startsAt), endsAt: endsAt && at(endsAt) };
      assert.deepEqual(parseSchedule(starts, ends), expected);
    });
  }
});

describe('the promised silence', () => {
  const table: [Parameters<typeof silenceUntil>[0], string, number, string][] = [
    ['not-now', '2026-11-24T10:00:00Z', 14, '2026-12-08T10:00:00Z'],
    ['not-now', '2026-11-24T10:00:00Z', 1, '2026-11-25T10:00:00Z'],
    ['next-month', '2026-11-24T10:00:00Z', 60, '2026-12-24T10:00:00Z'],
    ['next-month', '2026-12-31T10:00:00Z', 14, '2027-01-31T10:00:00Z'],
    ['next-month', '2027-01-31T10:00:00Z', 14, '2027-02-28T10:00:00Z'],
    ['next-month', '2028-01-30T10:00:00Z', 14, '2028-02-29T10:00:00Z'],
    ['next-month', '2026-10-31T23:59:59Z', 14, '2026-11-30T23:59:59Z'],
    ['supporter', '2026-11-24T10:00:00Z', 14, '2027-11-24T10:00:00Z'],
  ];
  for (const [choice, now, days, until] of table) {
    it(`lasts from ${now} until ${until} after ${choice} (${days} days)`, () => {
      assert.equal(new Date(silenceUntil(choice, at(now), days)).toISOString(), new Date(until).toISOString());
    });
  }

  it('is written with the year when that is another one', () => {
    assert.equal(formatDay(at('2026-12-08T12:00:00Z'), NOW, 'en'), 'December 8');
    assert.equal(formatDay(at('2027-11-24T12:00:00Z'), NOW, 'en'), 'November 24, 2027');
    assert.equal(formatDay(at('2026-12-08T12:00:00Z'), NOW, 'de'), '8. Dezember');
  });

  it('is written in some way whatever the language is called', () => {
    for (const tag of ['', 'x', 'C.UTF-8', '../../etc', 'en'.repeat(99)]) {
      assert.equal(formatDay(at('2026-12-08T12:00:00Z'), NOW, tag), 'December 8');
    }
  });
});

describe('the mark of a supporter', () => {
  const year = at('2027-11-24T10:00:00Z');
  const table: [unknown, number][] = [
    [undefined, year],
    ['2026-12-24T10:00:00Z', at('2026-12-24T10:00:00Z')],
    [new Date('2026-12-24T10:00:00Z'), at('2026-12-24T10:00:00Z')],
    [at('2026-12-24T10:00:00Z'), at('2026-12-24T10:00:00Z')],
    ['soon', year],
    [new Date(NaN), year],
    [NaN, year],
    [null, year],
    [{}, year],
    [Infinity, NOW + 3_650 * 86_400_000],
    [0, 0],
  ];
  for (const [until, expected] of table) {
    it(`reads ${typeof until} ${until instanceof Date ? until.getTime() : JSON.stringify(until)}`, () => {
      assert.equal(supporterUntil(until, NOW), expected);
    });
  }
});

describe('the cap as it is written', () => {
  for (const [written, read] of [
    ['4/30', { views: 4, days: 30 }],
    [' 4 / 30 ', { views: 4, days: 30 }],
    ['50/365', { views: 50, days: 365 }],
  ] as const) {
    it(`reads ${written}`, () => assert.deepEqual(parseCap(written), read));
  }
  for (const wrong of ['', '4', '0/30', '4/0', '-4/30', '4/30/1', '51/30', '4/366', '1e1/3', '٤/٣٠', 'a/b', '4.5/30']) {
    it(`refuses ${JSON.stringify(wrong)}`, () => assert.equal(parseCap(wrong), undefined));
  }
});
