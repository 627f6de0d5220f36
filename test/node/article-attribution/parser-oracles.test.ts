/** Our readers of language tags and dates beside those that others keep: `bcp-47` and `edtf`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { parse as parseTag } from 'bcp-47';
import edtf from 'edtf';

import { isDate } from '../../../src/article-attribution/dates.ts';
import { baseLanguage, canonicalLanguage } from '../../../src/article-attribution/languages.ts';

/** Every way to take one of each. */
const joined = (...lists: readonly (readonly string[])[]): string[] =>
  lists.reduce<string[]>((tags, list) => tags.flatMap((tag) => list.map((part) => tag + part)), ['']);

describe('a language tag', () => {
  const LANGUAGES = [
    'de',
    'pt',
    'zh',
    'SR',
    'gsw',
    'iw',
    'cmn',
    'german',
    'und',
    'mul',
    'qaa',
    'x',
    'd',
    'abcdefghi',
    '12',
    'dé',
  ];
  const SCRIPTS = ['', '-Latn', '-hant', '-Latin', '-La1n'];
  const REGIONS = ['', '-AT', '-419', '-br', '-A', '-41'];
  const VARIANTS = ['', '-1996', '-valencia', '-1996-1996', '-abc', '-x-a', '-u-nu-latn', '-a', '--'];
  const TAGS = joined(LANGUAGES, SCRIPTS, REGIONS, VARIANTS);

  const isWellFormed = (tag: string): boolean => parseTag(tag).language !== null;

  it('that we take is well-formed, and names the same language', () => {
    const taken = TAGS.filter((tag) => canonicalLanguage(tag) !== undefined);
    assert.ok(taken.length > 100, String(taken.length));
    assert.deepEqual(
      taken.filter((tag) => !isWellFormed(tag)),
      [],
    );
    for (const tag of taken) {
      const canonical = canonicalLanguage(tag)!;
      assert.equal(baseLanguage(canonical), parseTag(canonical).language, tag);
      assert.equal(canonicalLanguage(canonical), canonical);
    }
  });

  it('that is well-formed and names a language is taken', () => {
    const NAMELESS = /^(?:german|und|qaa)(?:-|$)/;
    // RFC 5646, 2.2.5 forbids the same variant twice, and 2.2.6 the same singleton, which `bcp-47` leaves to whoever asks.
    const TWICE = /-1996-1996/;
    // The platform reads no extended language subtags (ECMA-402, 6.2.1): `de-abc` is one.
    const EXTENDED = /^[a-z]{2,3}-abc$/i;
    const refused = TAGS.filter((tag) => isWellFormed(tag) && canonicalLanguage(tag) === undefined);
    assert.deepEqual(
      refused.filter((tag) => !NAMELESS.test(tag) && !TWICE.test(tag) && !EXTENDED.test(tag)),
      [],
    );
    for (const kind of [NAMELESS, TWICE, EXTENDED])
      assert.ok(
        refused.some((tag) => kind.test(tag)),
        String(kind),
      );
  });
});

describe('a date', () => {
  const YEARS = ['2015', '2016', '1000', '9999', '0999', '0000', '-2015', '15', '20155', '201X', '2015~', 'Y2015'];
  const MONTHS = ['', '-01', '-02', '-12', '-00', '-13', '-1', '-21', '-XX', '/2016', '02'];
  const DAYS = ['', '-01', '-28', '-29', '-30', '-31', '-32', '-00', '-1', '?', '14'];
  const TIMES = [
    ...['', 'T09:30Z', 'T09:30:00Z', 'T00:00:00+00:00', 'T23:59:59.999-11:00', 'T09:30:00+14:00'],
    ...['T09:30:00', 'T24:00:00Z', 'T23:60:00Z', 'T23:59:60Z', 'T9:30Z', ' 09:30Z', 'T09:30:00+99:00', 'T', 't09:30z'],
  ];
  const DATES = joined(YEARS, MONTHS, DAYS, TIMES);

  /** What EDTF level 0 takes for one point in time. */
  function isPoint(date: string): boolean {
    try {
      return edtf(date, { level: 0 }).type === 'Date';
    } catch {
      return false;
    }
  }

  it('that we take is one of EDTF level 0', () => {
    const taken = DATES.filter(isDate);
    assert.ok(taken.length > 100, String(taken.length));
    assert.deepEqual(
      taken.filter((date) => !isPoint(date)),
      [],
    );
  });

  it('of EDTF level 0 is taken, but for small years, times without an offset, and 24:00', () => {
    const refused = DATES.filter((date) => isPoint(date) && !isDate(date));
    // The grammar of `edtf` counts the days of a month, but knows no leap years.
    const OUT = [/^(?:-|0)/, /T\d\d:\d\d(?::\d\d)?$/, /T24:00/, /^(?:2015|1000|9999)-02-29/];
    assert.deepEqual(
      refused.filter((date) => !OUT.some((reason) => reason.test(date))),
      [],
    );
    for (const reason of OUT)
      assert.ok(
        refused.some((date) => reason.test(date)),
        String(reason),
      );
  });
});
