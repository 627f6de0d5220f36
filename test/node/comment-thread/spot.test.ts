import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { marginBeside, spotOf, stack, type Box } from '../../../src/comment-thread/passages/spot.ts';

const box = (left: number, right: number, top: number, bottom: number): Box => ({ left, right, top, bottom });

/** A paragraph of three lines of 20 px in a window of 1,000 px, whose last line is half full. */
const PARAGRAPH = box(200, 800, 100, 160);
const LAST = box(200, 500, 140, 160);
const LAST_RTL = box(500, 800, 140, 160);

const BUTTON = { broken: 44, whole: 44 };
const QUESTION = { broken: 150, whole: 280 };

describe('the place of the buttons of a paragraph', () => {
  const cases: [string, Parameters<typeof spotOf>, ReturnType<typeof spotOf>][] = [
    [
      'is beside the article where there is room',
      [PARAGRAPH, LAST, false, 200, BUTTON],
      { way: 'margin', x: 808, y: 100, isBefore: false, room: 192 },
    ],
    [
      'is after the last word where there is none beside it',
      [PARAGRAPH, LAST, false, 50, BUTTON],
      { way: 'line', x: 508, y: 150, isBefore: false, room: 292 },
    ],
    [
      'is after the last word where a question needs more than there is beside it',
      [PARAGRAPH, LAST, false, 100, QUESTION],
      { way: 'line', x: 508, y: 150, isBefore: false, room: 292 },
    ],
    [
      'is below it where a question fits nowhere else in one piece',
      [PARAGRAPH, box(200, 600, 140, 160), false, 100, QUESTION],
      { way: 'gap', x: 800, y: 160, isBefore: true, room: 600 },
    ],
    [
      'is below the end of the last line where that is full',
      [PARAGRAPH, box(200, 790, 140, 160), false, 0, BUTTON],
      { way: 'gap', x: 800, y: 160, isBefore: true, room: 600 },
    ],
    [
      'is at the left from right to left',
      [PARAGRAPH, LAST_RTL, true, 200, BUTTON],
      { way: 'margin', x: 192, y: 100, isBefore: true, room: 192 },
    ],
    [
      'is before the last word from right to left',
      [PARAGRAPH, LAST_RTL, true, 0, BUTTON],
      { way: 'line', x: 492, y: 150, isBefore: true, room: 292 },
    ],
  ];
  for (const [name, given, expected] of cases) it(name, () => assert.deepEqual(spotOf(...given), expected));
});

describe('the room beside an article', () => {
  const article = box(200, 800, 100, 900);
  const window = { left: 0, right: 1_000 };
  const cases: [string, Parameters<typeof marginBeside>, number][] = [
    ['ends with the window', [article, [], false, window], 200],
    ['ends with what stands there', [article, [box(850, 1_000, 0, 500)], false, window], 50],
    ['does not end with what is above or below', [article, [box(850, 1_000, 0, 90)], false, window], 200],
    ['does not end with what is around', [article, [box(0, 1_000, 0, 950)], false, window], 200],
    ['ends where buttons would be cut off', [article, [], false, { left: 190, right: 820 }], 20],
    ['is at the left from right to left', [article, [box(850, 1_000, 0, 500)], true, window], 200],
    ['ends at the left where buttons would be cut off', [article, [], true, { left: 190, right: 820 }], 10],
  ];
  for (const [name, given, expected] of cases) it(name, () => assert.equal(marginBeside(...given), expected));
});

describe('buttons of several paragraphs', () => {
  const cases: [string, number[], number[], number[]][] = [
    ['stay where there is room for each', [0, 50, 100], [30, 30, 30], [0, 50, 100]],
    ['go on below those that are higher than their paragraph', [0, 20, 40, 200], [65, 30, 30, 30], [0, 65, 95, 200]],
    ['are none', [], [], []],
  ];
  for (const [name, tops, heights, expected] of cases) it(name, () => assert.deepEqual(stack(tops, heights), expected));
});
