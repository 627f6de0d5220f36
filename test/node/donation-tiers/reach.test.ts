import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { format } from '../../../src/base/messages.ts';
import { sayReach } from '../../../src/donation-tiers/choice-sentences.ts';
import { progressOf } from '../../../src/donation-tiers/progress.ts';
import { reachOf } from '../../../src/donation-tiers/reach.ts';
import { PICKER_WORDS } from '../../../src/donation-tiers/words-picker.ts';
import { ENGLISH as METER_WORDS } from '../../../src/donation-tiers/words.ts';

const ENGLISH = { ...METER_WORDS, ...PICKER_WORDS };
const STEPS = [{ at: 2500, label: 'A reporter for a month' }, { at: 4000 }, { at: 7000 }];
const reach = (raised: number, gift: number) => reachOf(raised, gift, progressOf(raised, 5000, STEPS), undefined);

describe('what a gift completes', () => {
  for (const [raised, gift, at, isGoal] of [
    [0, 2499, undefined, false],
    [0, 2500, 2500, false],
    [2499, 1, 2500, false],
    [2500, 1499, undefined, false],
    [2500, 1500, 4000, false],
    // Several at once: the next one is named.
    [0, 9000, 2500, false],
    [4000, 1000, 5000, true],
    // Beyond the first goal the next milestone is the goal on show.
    [5000, 1999, undefined, false],
    [5000, 2000, 7000, true],
    [7000, 100000, undefined, false],
  ] as const) {
    it(`is ${at ?? 'nothing'} with ${gift} at ${raised}`, () => {
      const found = reach(raised, gift);
      assert.equal(found?.at, at);
      if (found) assert.equal(found.isGoal, isGoal);
    });
  }

  it('is nothing where nothing can be promised', () => {
    const progress = progressOf(4000, 5000, STEPS);
    assert.equal(reachOf(undefined, 1000, progress, 'gross'), undefined);
    assert.equal(reachOf(4000, undefined, progress, 'gross'), undefined);
    assert.equal(reachOf(4000, 1000, undefined, 'gross'), undefined);
    assert.equal(reachOf(4000, 1000, progress, 'net'), undefined);
    assert.equal(reachOf(4000, 1000, progress, 'gross')?.at, 5000);
  });

  it('is said by name, or by amount', () => {
    const speech = {
      say: (key: keyof typeof ENGLISH, values = {}) => format(ENGLISH[key], values, 'en'),
      money: (minor: number) => `$${minor / 100}`,
      name: (name: string) => name,
      tag: 'en',
    };
    assert.equal(sayReach(reach(2499, 1), speech), 'This completes the next milestone: A reporter for a month.');
    assert.equal(sayReach(reach(2500, 1500), speech), 'This completes the next milestone: $40.');
    assert.equal(sayReach(reach(4000, 1000), speech), 'This completes the goal of $50.');
    assert.equal(sayReach(undefined, speech), '');
  });
});
