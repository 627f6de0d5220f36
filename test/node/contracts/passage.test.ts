import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { MAX_PASSAGE_LENGTH, passageOf, shortenPassage } from '../../../src/contracts/passage.ts';

const quoting = (exact: string) => ({ selector: [{ type: 'TextQuoteSelector', exact }] });
const WORDS = 'The library moved on Saturday. '.repeat(12);

describe('the passage of a comment', () => {
  const cases: readonly (readonly [what: string, anchor: unknown, passage: string | undefined])[] = [
    ['is nothing without an anchor', undefined, undefined],
    ['is nothing for what is no anchor', { type: 'TextQuoteSelector', exact: 'a' }, undefined],
    ['is nothing without a quote', { selector: [{ type: 'TextPositionSelector', start: 1, end: 2 }] }, undefined],
    ['is nothing where nobody sees it', quoting('\u200b\u202e'), undefined],
    ['is one line of what can be seen', quoting(' four\n\u202ehundred\u0000  people '), 'four hundred people'],
    ['is whole up to the longest', quoting('a'.repeat(300)), 'a'.repeat(300)],
    ['ends after a whole word', quoting(WORDS), `${WORDS.slice(0, 299)} …`],
    ['ends after the word that just fits', quoting(`${'a'.repeat(299)}b c`), `${'a'.repeat(299)}b …`],
    ['ends anywhere where there are no words', quoting('海'.repeat(400)), `${'海'.repeat(300)} …`],
    ['ends with no half of a character', quoting(`${'a'.repeat(299)}𝒂𝒂`), `${'a'.repeat(299)} …`],
  ];
  for (const [what, anchor, passage] of cases) it(what, () => assert.equal(passageOf(anchor), passage));

  it('is short enough for a mail, whatever it was', () => {
    for (const piece of ['a', 'ab ', '𝒂', '👩\u200d👧 ', 'e\u0301', 'ابجد '])
      assert.ok(passageOf(quoting(piece.repeat(2000).slice(0, 2000)))!.length <= MAX_PASSAGE_LENGTH + 2, piece);
  });

  it('is as short as there is room for', () => {
    const words = 'The council will hear proposals in March.';
    assert.equal(shortenPassage(words, 80), words);
    assert.equal(shortenPassage(words, 36), 'The council will hear proposals in …');
    assert.equal(shortenPassage('港'.repeat(50), 10), `${'港'.repeat(10)} …`);
  });
});
