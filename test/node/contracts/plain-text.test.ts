import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { parseMarkup, type Block } from '../../../src/contracts/markup/markup.ts';
import { hasMarkup, plainParagraphs } from '../../../src/contracts/markup/plain-text.ts';

/** Plain paragraphs as the parser would give them. */
const asBlocks = (text: string): Block[] =>
  plainParagraphs(text).map((lines) => ({
    type: 'paragraph',
    children: lines.flatMap((line, index) => (index > 0 ? [{ type: 'break' as const }, line] : [line])),
  }));

describe('plain text', () => {
  it('is most of what people write', () => {
    for (const text of [
      'I agree.',
      'Yes, 1984 was - well - “better”!',
      'One\n\nTwo\nThree',
      'at 20:30 (5 km/h) & more',
    ])
      assert.equal(hasMarkup(text), false, text);
  });

  it('holds nothing that the parser reads', () => {
    for (const text of [
      '*a*',
      '> a',
      'a\n- b',
      'a\n  + b',
      '1. a',
      '1) a',
      '\\*',
      '`a`',
      '[a](b)',
      'a HTTPS://b.example',
    ])
      assert.equal(hasMarkup(text), true, text);
  });

  it('reads as the parser would read it', () => {
    const pieces = fc.constantFrom(
      'a',
      'B ',
      ' ',
      '\n',
      '\n\n',
      '\t',
      '-',
      '- ',
      '+',
      '1',
      '. ',
      ') ',
      '2. ',
      ':',
      '/',
      'é\u0301',
      '\u00a0',
      'http',
      '\u3000',
      '#',
      '&',
      '!',
      '=',
      '|',
    );
    const text = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('').trim());
    fc.assert(
      fc.property(text, (source) => {
        fc.pre(!hasMarkup(source));
        assert.deepEqual(asBlocks(source), parseMarkup(source));
      }),
      { numRuns: 3_000 },
    );
  });

  it('leaves very long texts to the parser, which bounds them', () => {
    assert.equal(hasMarkup('a\n'.repeat(2_501)), true);
  });
});
