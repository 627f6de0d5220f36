import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { shiftsOf, type Act } from '../../../src/comment-thread/moderating/acts.ts';
import type { Queued } from '../../../src/comment-thread/moderating/check-moderation.ts';
import { listOrder } from '../../../src/comment-thread/moderating/order.ts';
import { SORTS, type Sort } from '../../../src/contracts/comments.ts';
import { makeComment } from '../../support/seeds.ts';

describe('shiftsOf', () => {
  const reports = [{ reason: 'spam', count: 1 }];
  const cases: readonly [string, Partial<Queued>, Act, object][] = [
    ['lets a waiting comment through', { state: 'held' }, 'approve', { held: -1 }],
    ['hides a waiting comment', { state: 'held' }, 'hide', { held: -1, hidden: 1 }],
    ['deletes a waiting comment', { state: 'held' }, 'delete', { held: -1 }],
    ['brings a hidden comment back', { state: 'hidden' }, 'approve', { hidden: -1 }],
    ['hides a hidden comment', { state: 'hidden' }, 'hide', {}],
    ['lets reports rest', { state: 'published', reports }, 'approve', { reported: -1 }],
    ['hides what was reported', { state: 'published', reports }, 'hide', { reported: -1, hidden: 1 }],
    ['hides what nobody reported', { state: 'published' }, 'hide', { hidden: 1 }],
    ['pins', { state: 'published', reports }, 'pin', {}],
    ['brings back', { state: 'held' }, 'restore', {}],
  ];
  for (const [what, comment, act, expected] of cases)
    it(what, () => {
      const shifts = shiftsOf({ ...makeComment('x'), ...comment }, act);
      assert.deepEqual(Object.fromEntries(shifts), expected);
    });
});

describe('listOrder', () => {
  const at = (id: string, minute: number, up = 0, down = 0, pinned = false) =>
    makeComment(id, { createdAt: new Date(minute * 60_000).toISOString(), votes: { up, down }, pinned });
  const comments = [at('a', 1, 1), at('b', 2, 0, 3), at('c', 3, 50, 5), at('d', 4), at('p', 2, 0, 1, true)];
  const expected: Readonly<Record<Sort, string>> = { oldest: 'pabcd', newest: 'pdcba', top: 'pcadb' };
  for (const sort of SORTS)
    it(`puts pinned comments first, the rest by ${sort}`, () => {
      const sorted = [...comments].sort(listOrder(sort));
      assert.equal(sorted.map(({ id }) => id).join(''), expected[sort]);
    });
});
