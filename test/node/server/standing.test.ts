import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Uncounted } from '../../../src/contracts/gifts.ts';
import { whyUncounted } from '../../../src/server/rules/standing.ts';

describe('why nothing of a charge counts', () => {
  const charge = { state: 'succeeded', currency: 'EUR', made: 50, counted: 10 } as const;
  const terms = { currency: 'EUR', from: 10, until: 90 };
  const table: readonly (readonly [string, Partial<Parameters<typeof whyUncounted>[0]>, Uncounted | undefined])[] = [
    ['it counts', {}, undefined],
    ['made as the campaign begins', { made: 10 }, undefined],
    ['made as it ends', { made: 90 }, undefined],
    ['made before', { made: 9 }, 'early'],
    ['made after', { made: 91 }, 'late'],
    ['another currency', { currency: 'USD' }, 'currency'],
    ['nothing left', { counted: 0 }, 'returned'],
    ['pending, and nothing counted for that', { state: 'pending', counted: 0 }, 'pending'],
    ['failed, whatever else', { state: 'failed', counted: 0, currency: 'USD' }, 'failed'],
  ];
  for (const [what, more, why] of table)
    it(`is ${why ?? 'nothing'}: ${what}`, () => assert.equal(whyUncounted({ ...charge, ...more }, terms), why));

  it('is the campaign where there is none, and no time where it has no limits', () => {
    assert.equal(whyUncounted(charge, undefined), 'campaign');
    assert.equal(whyUncounted(charge, { currency: 'EUR', from: undefined, until: undefined }), undefined);
  });
});
