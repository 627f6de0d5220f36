import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { Anchor, quoteOf } from '../../../src/contracts/anchor.ts';
import { locate, locating } from '../../../src/comment-thread/passages/locate.ts';
import { readAnchor } from '../../../src/comment-thread/passages/read-anchor.ts';
import { makeAnchor } from '../../../src/comment-thread/passages/make-anchor.ts';
import { NormalText } from '../../../src/comment-thread/passages/normal-text.ts';

/** Sources and breaks, in order: `null` is a break. */
function normal(pieces: readonly (string | null)[]): NormalText<number> {
  const text = new NormalText<number>();
  pieces.forEach((piece, index) => (piece === null ? text.break() : text.add(index, piece)));
  return text;
}

describe('normalised text', () => {
  const cases: readonly (readonly [what: string, pieces: readonly (string | null)[], text: string])[] = [
    ['nothing', [], ''],
    ['white space alone', ['  \n\t', null, ' '], ''],
    ['white space of any length', ['  a \n b\u00A0\u2003c  '], 'a b c'],
    ['a word across elements', ['hal', 'f'], 'half'],
    ['a space at the end of one and the beginning of the next', ['a ', ' b'], 'a b'],
    ['a break without a space', ['a', null, 'b'], 'a b'],
    ['breaks at both ends', [null, 'a', null], 'a'],
    ['what nobody sees', ['har\u00ADbour\u200B \uFEFF\u2060x'], 'harbour x'],
    ['characters of two code units', ['𝒂 👩‍👧'], '𝒂 👩‍👧'],
  ];
  for (const [what, pieces, text] of cases) it(`keeps ${what}`, () => assert.equal(normal(pieces).text, text));

  it('knows where every stretch came from', () => {
    const text = normal(['  The  li', 'bra\u00ADry ', null, 'moved']);
    assert.equal(text.text, 'The library moved');
    assert.deepEqual(text.placesOf(4, 11), { start: { source: 0, offset: 7 }, end: { source: 1, offset: 6 } });
    assert.deepEqual(text.placesOf(12, 17), { start: { source: 3, offset: 0 }, end: { source: 3, offset: 5 } });
    assert.equal(text.placesOf(3, 3), undefined);
    assert.equal(text.placesOf(12, 18), undefined);
    assert.equal(text.offsetOf({ source: 0, offset: 0 }), 0);
    assert.equal(text.offsetOf({ source: 1, offset: 5 }), 10);
    assert.equal(text.offsetOf({ source: 3, offset: 5 }), 17);
    assert.equal(text.offsetOf({ source: 9, offset: 0 }), undefined);
  });

  it('gives back what it was made of, whatever that is', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(null), fc.stringMatching(/^[ a\u00AD\n]*$/));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        const made = normal(pieces);
        assert.doesNotMatch(made.text, /^\s|\s$|\s\s/);
        const { length } = made.text;
        if (length === 0) return;
        const [start, end] = [Math.min(a % length, b % length), Math.max(a % length, b % length) + 1];
        const places = made.placesOf(start, end);
        if (!places) return assert.equal(made.text.slice(start, end), ' ');
        const raw = pieces
          .map((one, index) => {
            if (one === null) return index > places.start.source && index < places.end.source ? ' ' : '';
            if (index < places.start.source || index > places.end.source) return '';
            const from = index === places.start.source ? places.start.offset : 0;
            return one.slice(from, index === places.end.source ? places.end.offset : undefined);
          })
          .join('');
        const again = normal([raw]).text.replace(/ /g, '');
        assert.equal(again, made.text.slice(start, end).replace(/ /g, ''));
      }),
    );
  });
});

describe('an anchor', () => {
  const text = 'The library moved on Saturday. Some four hundred people carried books along the quay.';

  it('holds the words, some before and some after, and where they stood', () => {
    const start = text.indexOf('four');
    assert.deepEqual(
      makeAnchor(text, { start: start - 1, end: start + 19 }, { source: 'https://lantern.example/a', fragment: 'p2' }),
      {
        source: 'https://lantern.example/a',
        selector: [
          {
            type: 'TextQuoteSelector',
            exact: 'four hundred people',
            prefix: 'library moved on Saturday. Some ',
            suffix: ' carried books along the quay.',
          },
          { type: 'TextPositionSelector', start, end: start + 19 },
          { type: 'FragmentSelector', value: 'p2' },
        ],
      },
    );
  });

  it('is not made of nothing', () => {
    for (const [start, end] of [
      [3, 4],
      [5, 5],
      [9, 2],
      [29, 30],
      [500, 600],
    ] as const)
      assert.equal(makeAnchor(text, { start, end }), undefined);
  });

  it('of a passage that is too long ends after a whole word', () => {
    const long = 'harbour '.repeat(500);
    const { exact } = quoteOf(makeAnchor(long, { start: 0, end: long.length }))!;
    assert.ok(exact.length <= 2_000 && exact.endsWith('harbour'));
    const emoji = `a${'🐟'.repeat(2_000)}`;
    const whole = quoteOf(makeAnchor(emoji, { start: 0, end: emoji.length }))!;
    assert.doesNotMatch(whole.exact + whole.suffix!, /\p{Surrogate}/u);
  });

  it('is always one, and found where it was made', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(), fc.nat(), (source, a, b) => {
        const all = normal([source]).text;
        const [start, end] = [Math.min(a, b) % (all.length + 1), Math.max(a, b) % (all.length + 1)];
        const anchor = makeAnchor(all, { start, end });
        if (!anchor) return;
        assert.ok(Anchor.safeParse(anchor).success);
        const found = locate(all, anchor);
        const { exact } = quoteOf(anchor)!;
        assert.ok(
          found?.isExact && all.slice(found.start, found.end) === exact,
          JSON.stringify({ all, anchor, found }),
        );
      }),
    );
  });

  it('of words that stand there more than once is found by what stands around them', () => {
    const page = 'He declined to comment on the lift. She declined to comment on the floor.';
    const second = page.lastIndexOf('declined to comment');
    const anchor = makeAnchor(page, { start: second, end: second + 19 })!;
    assert.equal(locate(page, anchor)!.start, second);
    assert.equal(locate(`A note. ${page}`, anchor)!.start, second + 8);
    assert.equal(locate('He declined to comment on the lift.', anchor), undefined);
  });

  it('is looked for in a long text piece by piece, and found wherever the pieces meet', () => {
    const word = (index: number) => `${index.toString(36)}${(index * 7_919).toString(36)}`;
    const page = Array.from({ length: 70_000 }, (_, index) => word(index)).join(' ');
    for (let start = page.indexOf(' ', 190_000) + 1; start < 210_000; start = page.indexOf(' ', start + 300) + 1) {
      const end = page.indexOf(' ', start + 600);
      const anchor = makeAnchor(page, { start, end })!;
      const edited = `${page.slice(0, start + 300)}another${page.slice(start + 310)}`;
      const found = locate(edited, anchor);
      assert.ok(found && Math.abs(found.start - start) < 3, `${start}: ${JSON.stringify(found)}`);
    }
    const steps = locating(
      page,
      makeAnchor(`Something else ${'was said of the ferry '.repeat(20)}`, { start: 0, end: 400 })!,
    );
    let count = 0;
    while (!steps.next().done) count++;
    assert.ok(count > 5, `${count} steps`);
  });

  it('of the same words with the same words around them is found only where it stood', () => {
    const page = 'The bell rang twice that day. '.repeat(6).trim();
    const start = page.indexOf('rang', 60);
    const anchor = makeAnchor(page, { start, end: start + 10 })!;
    assert.equal(locate(page, anchor)!.start, start);
    assert.equal(locate(`Later: ${page}`, anchor), undefined);
  });

  it('that is none, or of another make, is read as none', () => {
    for (const anchor of [{}, { selector: [] }, { selector: [{ type: 'CssSelector', value: 'p' }] }, null, 'x'])
      assert.equal(readAnchor(anchor), undefined);
  });

  it('is read by the selectors that are of use, whatever else it holds', () => {
    const quote = { type: 'TextQuoteSelector', exact: 'the bell' };
    const position = { type: 'TextPositionSelector', start: 4, end: 12 };
    const others = [{ type: 'XPathSelector', value: '/p[1]' }, 7, { type: 'TextPositionSelector', start: 'x' }];
    const fragment = { type: 'FragmentSelector', value: 'p1', conformsTo: 'https://example.com/' };
    const read = readAnchor({ source: { id: 'x' }, selector: [...others, position, quote, fragment] });
    assert.deepEqual(read, { selector: [position, quote, { type: 'FragmentSelector', value: 'p1' }] });
    const hostile = new Proxy({}, { get: () => assert.fail('read'), has: () => true });
    assert.equal(readAnchor({ selector: [hostile] }), undefined);
  });
});
