import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { cleanBody, cleanLine, isBlank, nameKey } from '../../../src/contracts/text.ts';
import { long } from '../../support/long.ts';
import { generate, readCorpus, type CorpusCase } from '../../support/corpus.ts';

interface UnicodeCase extends CorpusCase {
  readonly text?: string;
  readonly gen?: Parameters<typeof generate>[0];
  readonly field: string;
  readonly expect: {
    readonly store: string;
    readonly result?: string;
    readonly same_as?: string;
    readonly max_marks?: number;
    readonly lines?: number;
  };
}

/*
 * Two kinds of case are not for this module. Amounts are read by donation-tiers/money. And `uni-p-103` wants a bidi
 * control kept and shown as an escape in a code field: there is no such field here, code is a part of a body, and in
 * bodies the corpus itself wants the control gone (uni-p-004).
 */
const cases = readCorpus<UnicodeCase>('unicode').cases.filter(
  ({ field, category }) => field !== 'amount' && category !== 'trojan-source',
);
const textOf = ({ text, gen }: UnicodeCase): string => text ?? generate(gen ?? []);
const clean = (field: string, text: string): string => (field === 'body' ? cleanBody(text) : cleanLine(text, 80));
/** Never in a line, whatever stands around it. */
const UNSEEN =
  // eslint-disable-next-line no-misleading-character-class -- code points on their own, named by escapes
  /[\p{Cc}\p{NChar}\u00ad\u034f\u115f\u1160\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/u;
/** Never in a body. */
const CONTROL = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u;

describe('the unicode corpus', () => {
  for (const item of cases) {
    const { store, result, same_as: sameAs, max_marks: maxMarks, lines } = item.expect;
    const text = textOf(item);
    const cleaned = clean(item.field, text);
    it(`${item.id}: ${item.category}, ${store}`, () => {
      if (store.startsWith('keep') && lines === undefined) assert.equal(cleaned, text.normalize('NFC'));
      if (store === 'keep') assert.equal(cleaned.length, text.normalize('NFC').length);
      if (store === 'reject') assert.ok(isBlank(text));
      else if (result !== undefined) assert.ok(result.split(' or ').includes(cleaned), JSON.stringify(cleaned));
      if (store.startsWith('strip')) assert.doesNotMatch(cleaned, item.field === 'body' ? CONTROL : UNSEEN);
      if (sameAs !== undefined) assert.equal(nameKey(text), nameKey(sameAs));
      if (maxMarks !== undefined) assert.doesNotMatch(cleaned, new RegExp(`\\p{M}{${maxMarks + 1}}`, 'u'));
      if (lines !== undefined) assert.equal(cleaned.split('\n').length, lines);
    });
  }

  it('is large enough to mean something', () => assert.ok(cases.length > 90, `${cases.length} cases`));
});

describe('cleanLine', () => {
  const kept: readonly (readonly [what: string, text: string])[] = [
    ['a Persian name with ZWNJ', 'علی‌رضا'],
    ['a Hindi half form', 'क्‍ष'],
    ['a Sinhala name with ZWJ', 'ශ්‍රී'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['a skin tone and a job', '👩🏽‍🚀'],
    ['a flag joined of two', '🏳️‍🌈'],
    ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a keycap', '1️⃣'],
    ['a heart as an emoji', '❤️'],
    ['an ideographic variant', '葛\u{e0100}城'],
    ['a Mongolian suffix', 'ᠪᠢᠴᠢᠭ᠋'],
    ['Braille', '⠓⠊⠀⠽⠕⠥'],
    ['Hebrew with points', 'שָׁלוֹם'],
    ['quotation marks and dashes', '“Ann” – O’Brien'],
    ['a Korean name', '김민준'],
  ];
  for (const [what, text] of kept) it(`keeps ${what}`, () => assert.equal(cleanLine(text, 80), text.normalize('NFC')));

  const changed: readonly (readonly [what: string, text: string, result: string])[] = [
    ['joins lines', ' Ann\r\n\tBcc:\u2028x\u0085y ', 'Ann Bcc: x y'],
    ['makes wide and unbreakable spaces one', 'Ann\u00a0\u3000 \u2003Lee', 'Ann Lee'],
    ['leaves no gap where something invisible was', 'Ann \u200b Lee', 'Ann Lee'],
    ['drops a joiner between Latin letters', 'Ad\u200cmin', 'Admin'],
    ['drops all but one joiner', 'علی\u200c\u200c\u200cرضا', 'علی\u200cرضا'],
    ['drops a variation selector that selects nothing', 'A\ufe0f1\ufe0f\u{e0100}', 'A1'],
    ['drops data hidden behind an emoji', '😀\u{e0120}\u{e0121}\u{e0141}', '😀'],
    ['drops tag characters that spell no flag', '🏴\u{e0068}\u{e0069}', '🏴'],
    ['drops a joiner to no emoji', '👨\u200dx', '👨x'],
    ['puts the replacement character for half a pair', 'a\ud83d', 'a\ufffd'],
  ];
  for (const [what, text, result] of changed) it(what, () => assert.equal(cleanLine(text, 80), result));

  it('cuts between characters and leaves nothing dangling', () => {
    assert.equal(cleanLine('abc😀', 4), 'abc');
    assert.equal(cleanLine('abc 😀', 4), 'abc');
    assert.equal(cleanLine('👨‍👩‍👧', 3), '👨');
    assert.equal(cleanLine('x'.repeat(1_000_000), 80), 'x'.repeat(80));
  });

  it('comes to rest: cleaning twice is cleaning once, in every field', () => {
    const character = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        ...'\u200b\u200c\u200d\u200e\u200f\u202e\ufe0f\ufe00\u2800\u0301\u0344\u0489\u0e49 \n\t\r\ud83d\udc68👩🏽🏴क्شא葛ᠪ1#\u20e3',
      ),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 40 }), fc.integer({ min: 0, max: 40 }), (parts, maxLength) => {
        const text = parts.join('');
        const line = cleanLine(text, maxLength);
        assert.equal(cleanLine(line, maxLength), line);
        assert.ok(line.length <= maxLength);
        assert.doesNotMatch(line, /\p{Cs}/u);
        assert.doesNotMatch(line, UNSEEN);
        const body = cleanBody(text);
        assert.equal(cleanBody(body), body);
        assert.doesNotMatch(body, CONTROL);
        assert.doesNotMatch(body, /\p{M}{9}/u);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('cleanBody', () => {
  it('keeps lines, indents and tabs, with one kind of line end', () => {
    assert.equal(cleanBody('a\r\n  b\r\tc\u2028d\u0085e'), 'a\n  b\n\tc\nd\ne');
  });

  it('keeps two blank lines at most, and none around the text', () => {
    assert.equal(cleanBody(`\n \n  a\n${' \n'.repeat(500)}b\n\n`), '  a\n\n\nb');
  });

  it('keeps the direction mark after a Latin word in a Hebrew sentence', () => {
    assert.equal(cleanBody('אני אוהב C++\u200f מאוד'), 'אני אוהב C++\u200f מאוד');
  });

  it('comes to an end with a long text', () => {
    for (const unit of [
      '\u0301',
      '\u0301\u0316',
      '👨\u200d',
      '\n ',
      ' ',
      '\u200d',
      '\u{1f3f4}\u{e0067}',
      '\u200e',
      '\r',
    ])
      assert.match(cleanBody(`${long(unit)}x`), /x$/, JSON.stringify(unit));
  });
});

describe('isBlank', () => {
  for (const text of [
    '',
    ' \n\t',
    '\u200b',
    '\u2800',
    '\ufe0f',
    '\u3164',
    '\u202e\u2066',
    '\u0301',
    '\u3000',
    '\u{e0041}',
  ])
    it(`sees nothing in ${JSON.stringify(text)}`, () => assert.ok(isBlank(text)));
  for (const text of ['.', '么', '🙂', '\ud800', 'e\u0301', '\u2801'])
    it(`sees something in ${JSON.stringify(text)}`, () => assert.ok(!isBlank(text)));
});

describe('nameKey', () => {
  const admins = [
    'Admin',
    'ADMIN',
    ' Admin ',
    'Ad min',
    'AdmIn',
    'Admln',
    'Adm1n',
    'Adm|n',
    'Admіn',
    'Adrnin',
    'Ａdmin',
  ];
  const others = [
    'Аdmin',
    'Ádmin',
    'Admin ✅',
    'Ad\u200bmin',
    'ᴀᴅᴍɪɴ',
    '𝐀𝐝𝐦𝐢𝐧',
    'Admin.',
    'A\u0336d\u0336min',
    'ΑDΜΙΝ',
  ];
  for (const name of [...admins, ...others])
    it(`takes ${JSON.stringify(name)} for Admin`, () => assert.equal(nameKey(name), nameKey('Admin')));

  for (const name of ['Adam', 'Adminka', 'Damin', 'Администратор', '管理员'])
    it(`tells ${name} from Admin`, () => assert.notEqual(nameKey(name), nameKey('Admin')));

  it('folds case where upper-casing changes the length', () => {
    assert.equal(nameKey('straße'), nameKey('STRASSE'));
    assert.equal(nameKey('İstanbul'), nameKey('istanbul'));
  });

  it('tells names apart that differ in vowel signs', () => assert.notEqual(nameKey('कि'), nameKey('का')));

  it('comes to an end with a long name', () => assert.ok(nameKey(long('\ufdfa\u0301\u0316')).length > 0));
});
