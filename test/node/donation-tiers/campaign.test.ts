import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import * as z from 'zod/mini';

import { CampaignAnswer, campaignFields, looksLikeOtherUnit } from '../../../src/donation-tiers/campaign.ts';

describe('a campaign', () => {
  it('has other names in JSON for some attributes', () => {
    const json = { version: 1, raised: 5, updatedAt: '2026-11-20', endsAt: '2026-12-24', events: '/v1/x' };
    assert.deepEqual(campaignFields(json), { raised: 5, asOf: '2026-11-20', deadline: '2026-12-24' });
  });

  for (const [answer, expected] of [
    [
      { total: 3250, goal: 5000 },
      { raised: 3250, goal: 5000 },
    ],
    [{ total: '3250.50' }, { raised: '3250.50' }],
    [{ total: -5, goal: null }, { raised: 0 }],
    [
      { version: 1, currency: 'USD', raised: 10 },
      { version: 1, currency: 'USD', raised: 10 },
    ],
    [
      { raised: -10, goal: 5 },
      { raised: 0, goal: 5 },
    ],
    [{ tiers: [] }, { tiers: [] }],
  ] as const) {
    it(`is understood: ${JSON.stringify(answer)}`, () => assert.deepEqual(z.parse(CampaignAnswer, answer), expected));
  }

  for (const answer of [
    undefined,
    null,
    5,
    'x',
    [],
    {},
    [{ total: 5 }],
    { surprise: [] },
    { version: 2, raised: 5 },
    { total: 'lots' },
    { total: NaN },
    { total: {} },
    { raised: null },
    { raised: { a: 1 } },
  ]) {
    it(`is refused: ${JSON.stringify(answer)}`, () => assert.ok(!z.safeParse(CampaignAnswer, answer).success));
  }
});

describe('a jump between two looks', () => {
  for (const [before, now, isOtherUnit] of [
    ['3250', '325000', true],
    [3250, 325_000, true],
    ['325000', '3250', true],
    ['3250.50', '325050', true],
    ['100', '5000', true],
    ['100', '4999.99', false],
    // One large gift to a small appeal.
    ['99', '9900', false],
    ['0', '325000', false],
    // All was refunded: below the smallest sum that is known to be in the unit.
    ['3250', '0', false],
    ['3250', '3300', false],
    [undefined, '325000', false],
    ['3250', undefined, false],
    ['3250', 'lots', false],
    ['3250', null, false],
  ] as const) {
    it(`from ${before} to ${now} ${isOtherUnit ? 'is another unit' : 'may be'}`, () =>
      assert.equal(looksLikeOtherUnit(before, now), isOtherUnit));
  }
});
