import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { assign, isOpenDay, takesPart, type Arm } from '../../../src/support-banner/assignment.ts';

const READERS = Array.from({ length: 200_000 }, (_, index) => `${index.toString(36)}-reader`);
const HALVES: Arm[] = [
  { variant: 'plain', weight: 1 },
  { variant: 'warm', weight: 1 },
];

/** Per cent of the readers for whom something holds. */
function percent(holds: (reader: string, index: number) => boolean): number {
  return (READERS.filter(holds).length / READERS.length) * 100;
}

function near(actual: number, expected: number, tolerance = 0.5): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected} ± ${tolerance}`);
}

describe('the assignment', () => {
  it('gives a reader the same variant each time, whatever the order of the arms', () => {
    for (const reader of READERS.slice(0, 1_000)) {
      assert.equal(assign('spring-appeal', HALVES, reader), assign('spring-appeal', [...HALVES].reverse(), reader));
    }
  });

  const neighbours: [string, string][] = [
    ['spring-appeal-1', 'spring-appeal-2'],
    ['test-a', 'test-b'],
    ['harbour', 'library'],
  ];
  for (const [one, other] of neighbours) {
    it(`draws ${one} and ${other} independently`, () => {
      near(
        percent((reader) => assign(one, HALVES, reader) === assign(other, HALVES, reader)),
        50,
      );
    });
  }

  const weightings: [string, number[]][] = [
    ['halves', [1, 1]],
    ['per cent', [90, 10]],
    ['parts', [1, 2, 3, 4]],
    ['a small one', [99, 1]],
    ['fractions', [0.2, 0.3]],
  ];
  for (const [name, weights] of weightings) {
    it(`keeps the weights: ${name}`, () => {
      const arms = weights.map((weight, index) => ({ variant: `arm-${index}`, weight }));
      const sum = weights.reduce((total, weight) => total + weight);
      const drawn = READERS.map((reader) => assign('weights', arms, reader));
      for (const { variant, weight } of arms) {
        near(
          percent((_, index) => drawn[index] === variant),
          (weight / sum) * 100,
        );
      }
    });
  }

  const changes: [string, number, number][] = [
    ['grows', 3, (2 / 4) * 100 - (2 / 5) * 100],
    ['shrinks', 1, (2 / 4) * 100 - (2 / 3) * 100],
    ['goes', 0, -100 / 3 - 100 / 6],
  ];
  for (const [name, weight, fewer] of changes) {
    it(`moves readers only to or from the arm that ${name}`, () => {
      const arms = (changed: number) => [
        { variant: 'a', weight: 1 },
        { variant: 'b', weight: 1 },
        { variant: 'changed', weight: changed },
      ];
      const [before, after] = [arms(2), arms(weight)].map((list) => READERS.map((id) => assign('move', list, id)));
      const moved = READERS.map((_, index) => [before![index], after![index]]).filter(([from, to]) => from !== to);
      const wrong = moved.filter(([from, to]) => (weight > 2 ? to : from) !== 'changed');
      assert.equal(wrong.length, 0);
      near((moved.length / READERS.length) * 100, Math.abs(fewer));
    });
  }

  const nothing: [string, Arm[]][] = [
    ['there is no arm', []],
    ['no arm has a weight', [0, -1, NaN].map((weight) => ({ variant: String(weight), weight }))],
  ];
  for (const [name, arms] of nothing) {
    it(`is none where ${name}`, () => assert.equal(assign('none', arms, 'reader'), undefined));
  }

  it('never draws an arm without a weight', () => {
    const arms = [...HALVES, { variant: 'off', weight: 0 }];
    assert.ok(READERS.slice(0, 10_000).every((reader) => assign('off', arms, reader) !== 'off'));
  });
});

describe('the share of a test', () => {
  for (const share of [0, 1, 12.5, 50, 100]) {
    it(`is ${share} %`, () =>
      near(
        percent((reader) => takesPart('share', share, reader)),
        share,
        share % 100 === 0 ? 0 : 0.5,
      ));
  }

  it('keeps everybody when it grows', () => {
    const takes = (share: number) => READERS.filter((reader) => takesPart('growing', share, reader));
    const more = new Set(takes(20));
    assert.ok(takes(10).every((reader) => more.has(reader)));
  });

  it('says nothing of the arm', () => {
    const inside = READERS.filter((reader) => takesPart('apart', 30, reader));
    const plain = inside.filter((reader) => assign('apart', HALVES, reader) === 'plain');
    near((plain.length / inside.length) * 100, 50);
  });
});

describe('the days on which a campaign is open', () => {
  const days = Array.from({ length: 365 }, (_, index) => new Date(index * 86_400_000).toISOString().slice(0, 10));
  const paths = Array.from({ length: 200 }, (_, index) => `/harbour/${index}`);

  for (const dilution of [-1, 0, 1]) {
    it(`are all days at ${dilution}`, () => assert.ok(days.every((day) => isOpenDay('appeal', dilution, day, '/'))));
  }

  for (const dilution of [2, 3, 10]) {
    it(`are one in ${dilution}`, () => {
      const open = days.flatMap((day) => paths.filter((path) => isOpenDay('appeal', dilution, day, path)));
      near((open.length / (days.length * paths.length)) * 100, 100 / dilution);
    });
  }

  it('are others for another article and for another campaign', () => {
    const open = (campaign: string, path: string) => days.map((day) => isOpenDay(campaign, 2, day, path));
    const same = (one: boolean[], other: boolean[]) => one.filter((is, index) => is === other[index]).length / 365;
    near(same(open('appeal', '/harbour/1'), open('appeal', '/harbour/2')), 0.5, 0.1);
    near(same(open('appeal-1', '/harbour/1'), open('appeal-2', '/harbour/1')), 0.5, 0.1);
  });
});
