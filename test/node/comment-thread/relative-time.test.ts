import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { relativeTime } from '../../../src/comment-thread/relative-time.ts';

// Dates are written for the reader's own time zone.
process.env['TZ'] = 'UTC';

const NOW = Date.UTC(2026, 10, 20, 12);
const ago = (ms: number): string => new Date(NOW - ms).toISOString();
const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

describe('relativeTime', () => {
  const table: readonly (readonly [age: number, tag: string, text: string, changesIn: number | undefined])[] = [
    [0, 'en', 'now', MINUTE],
    [59 * SECOND, 'en', 'now', SECOND],
    [MINUTE, 'en', '1 minute ago', MINUTE],
    [90 * SECOND, 'en', '1 minute ago', 30 * SECOND],
    [59 * MINUTE, 'en', '59 minutes ago', MINUTE],
    [HOUR, 'en', '1 hour ago', HOUR],
    [23.5 * HOUR, 'en', '23 hours ago', HOUR / 2],
    [DAY, 'en', '1 day ago', DAY],
    [6 * DAY + HOUR, 'en', '6 days ago', 23 * HOUR],
    [7 * DAY, 'en', 'Nov 13, 2026', undefined],
    [-5 * MINUTE, 'en', 'now', MINUTE],
    [3 * HOUR, 'de', 'vor 3 Stunden', HOUR],
    [7 * DAY, 'de', '13.11.2026', undefined],
    [2 * DAY, 'ar', 'قبل يومين', DAY],
    [3 * HOUR, 'x-hostile_!', '3 hours ago', HOUR],
  ];
  for (const [age, tag, text, changesIn] of table)
    it(`says "${text}" after ${age / 1000} s in ${tag}`, () =>
      assert.deepEqual(relativeTime(ago(age), NOW, tag), { text, changesIn }));

  for (const createdAt of ['', 'yesterday', '2026-02-30T00:00:00Z', '<b>', '1e9'])
    it(`says nothing about ${JSON.stringify(createdAt)}`, () =>
      assert.deepEqual(relativeTime(createdAt, NOW, 'en'), { text: '', changesIn: undefined }));

  it('writes the bare date where Intl is broken', () => {
    const { RelativeTimeFormat, DateTimeFormat } = Intl;
    try {
      Object.assign(Intl, { RelativeTimeFormat: undefined, DateTimeFormat: undefined });
      assert.deepEqual(relativeTime(ago(HOUR), NOW, 'fr'), { text: '2026-11-20', changesIn: undefined });
    } finally {
      Object.assign(Intl, { RelativeTimeFormat, DateTimeFormat });
    }
  });
});
