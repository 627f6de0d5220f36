import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { MAX_MINOR } from '../../../src/donation-tiers/money.ts';
import { progressOf, readTotals } from '../../../src/donation-tiers/progress.ts';

const at = (...amounts: number[]) => amounts.map((amount) => ({ at: amount }));

describe('progress', () => {
  it('counts milestones up to the goal, without the zero', () => {
    const progress = progressOf(3250, 5000, at(0, 2500, 5000))!;
    assert.equal(progress.percent, 65);
    assert.equal(progress.goal, 5000);
    assert.deepEqual(
      progress.milestones.map(({ at: amount, isReached, place }) => [amount, isReached, place]),
      [
        [2500, true, 0.5],
        [5000, false, 1],
      ],
    );
  });

  it('has the goal on the scale even if nobody wrote it there', () => {
    assert.deepEqual(
      progressOf(0, 5000, at(2500))!.milestones.map((step) => step.at),
      [2500, 5000],
    );
  });

  it('fills the bar above the goal and says how far', () => {
    const progress = progressOf(6500, 5000, at(2500))!;
    assert.equal(progress.percent, 130);
    assert.equal(progress.ratio, 1);
  });

  it('shows the next milestone as the goal once the goal is reached', () => {
    for (const raised of [5000, 6500]) {
      const progress = progressOf(raised, 5000, at(2500, 8000, 12000))!;
      assert.equal(progress.goal, 8000);
      assert.deepEqual(
        progress.milestones.map((step) => step.at),
        [2500, 5000, 8000],
      );
    }
    assert.equal(progressOf(9000, 5000, at(8000))!.goal, 8000);
    assert.equal(progressOf(9000, 5000, at(8000))!.percent, 112);
  });

  it('rounds down: a hundred means reached', () => {
    assert.equal(progressOf(999, 1000, [])!.percent, 99);
    assert.equal(progressOf(1000, 1000, [])!.percent, 100);
  });

  it('measures nothing without a goal', () => {
    assert.equal(progressOf(5, undefined, []), undefined);
    assert.equal(progressOf(5, 0, []), undefined);
  });

  it('keeps a label when an amount is named twice', () => {
    const steps = [{ at: 10, label: 'ten' }, { at: 10 }];
    assert.deepEqual(
      progressOf(0, 20, steps)!.milestones.map((step) => step.label),
      ['ten', undefined],
    );
  });

  it('is exact and within bounds for every amount', () => {
    const minors = fc.integer({ min: 0, max: MAX_MINOR });
    fc.assert(
      fc.property(
        minors,
        fc.integer({ min: 1, max: MAX_MINOR }),
        fc.array(minors, { maxLength: 9 }),
        (raised, goal, steps) => {
          const progress = progressOf(raised, goal, at(...steps))!;
          assert.ok(progress.ratio >= 0 && progress.ratio <= 1);
          assert.equal(progress.percent >= 100, raised >= progress.goal);
          assert.ok(progress.goal >= goal);
          assert.ok(progress.milestones.every((step) => step.place > 0 && step.place <= 1));
        },
      ),
    );
  });

  it('names totals that the currency cannot express', () => {
    const problems: string[] = [];
    const totals = readTotals(
      { raised: '10.555', goal: '100', milestones: [{ at: '50', label: undefined }] },
      2,
      problems,
    );
    assert.deepEqual(totals, {
      ...{ raised: undefined, goal: 10000, steps: [{ at: 5000, label: undefined }] },
      ...{ isWeekly: false, renewing: undefined },
    });
    assert.equal(problems.length, 1);
    assert.match(problems[0]!, /raised "10\.555"/);
  });

  for (const [raised, monthly, renewing, count] of [
    ['100', '41', 41, 0],
    ['100', '41.99', 41, 0],
    ['300', '100', 33, 0],
    ['9007199254740.99', '9007199254740.99', 100, 0],
    ['100', '0.99', undefined, 0],
    ['100', '0', undefined, 0],
    ['0', '5', undefined, 0],
    [undefined, '5', undefined, 0],
    ['100', '101', undefined, 1],
    ['100', '1.001', undefined, 1],
  ] as const) {
    it(`of ${raised} renews ${monthly}: ${renewing ?? 'nothing'} %`, () => {
      const problems: string[] = [];
      assert.equal(readTotals({ ...(raised && { raised }), recurring: { monthly } }, 2, problems).renewing, renewing);
      assert.equal(problems.length, count);
    });
  }
});
