import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import * as z from 'zod/mini';

import { CampaignAnswer, ForeignAnswer } from '../../../src/donation-tiers/campaign.ts';
import { readForeign } from '../../../src/donation-tiers/foreign-totals.ts';

const COLLECTIVE = { slug: 'babel', currency: 'USD', balance: 325_000, yearlyIncome: 1_250_000, backersCount: 312 };
const EVERY = { currency: 'USD', raised: 325_000, supporters: 87, goalAmount: 500_000, goalType: 'CUSTOM' };
const GIVE_WP = { id: 1, goal: 5000, goalType: 'amount', goalStats: { actual: 3250.5, goal: 5000, percentage: 65 } };
const RAISELY = { data: { total: 325_000 } };
const LIBERAPAY = { id: 1, goal: null, receiving: { amount: '63.11', currency: 'EUR' }, npatrons: 42 };

const at = (host: string, currency?: string) => ({ host, currency });
const anywhere = at('paper.example', 'USD');
const raisely = (currency?: string) => at('api.raisely.com', currency);

describe('totals of other services', () => {
  for (const [name, answer, place, expected] of [
    ['Open Collective', COLLECTIVE, anywhere, { currency: 'USD', raised: '3250', supporters: 312 }],
    ['a debt', { ...COLLECTIVE, balance: -5 }, anywhere, { currency: 'USD', raised: '0', supporters: 312 }],
    ['Every.org', EVERY, anywhere, { currency: 'USD', raised: '3250', goal: '5000', supporters: 87 }],
    [
      'a goal that moves',
      { ...EVERY, goalType: 'AUTOMATIC' },
      anywhere,
      { currency: 'USD', raised: '3250', supporters: 87 },
    ],
    ['GiveWP', GIVE_WP, anywhere, { raised: 3250.5, goal: 5000 }],
    ['Raisely', RAISELY, raisely('EUR'), { raised: '3250' }],
    [
      'Liberapay, per week',
      { ...LIBERAPAY, goal: { amount: '100.00', currency: 'EUR' } },
      anywhere,
      { currency: 'EUR', raised: '63.11', goal: '100.00', supporters: 42, period: 'week' },
    ],
    ['no goal', LIBERAPAY, anywhere, { currency: 'EUR', raised: '63.11', supporters: 42, period: 'week' }],
    ['cents', { data: { total: 5 } }, raisely('EUR'), { raised: '0.05' }],
  ] as const) {
    it(`are read: ${name}`, () => {
      // Through the schema first: figures in cents must never be taken for our own.
      const asked = z.parse(CampaignAnswer, answer);
      assert.ok(asked instanceof ForeignAnswer);
      assert.deepEqual(readForeign(asked.json, place), expected);
    });
  }

  for (const [name, answer, place] of [
    ['a balance of nobody', { balance: 5, currency: 'USD' }, anywhere],
    ['half a cent', { ...COLLECTIVE, balance: 0.5 }, anywhere],
    ['minor units that services count differently', { ...COLLECTIVE, currency: 'JPY' }, anywhere],
    ['no currency', { ...EVERY, currency: undefined }, anywhere],
    ['a goal of donors', { ...GIVE_WP, goalType: 'donors' }, anywhere],
    ['statistics of nothing', { ...GIVE_WP, goalStats: null }, anywhere],
    ['what is hidden', { ...LIBERAPAY, receiving: null }, anywhere],
    ['minor units in words', { ...LIBERAPAY, receiving: { amount: 6311, currency: 'EUR' } }, anywhere],
    ['data of anybody', RAISELY, anywhere],
    ['Raisely on a page without a currency', RAISELY, raisely()],
  ] as const) {
    it(`are refused: ${name}`, () => assert.equal(readForeign(answer, place), undefined));
  }
});
