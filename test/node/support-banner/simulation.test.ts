import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import type { Candidate } from '../../../src/support-banner/choose.ts';
import { CAMPAIGNS, PROMISES, REASONS } from '../../support/banner-ledger.ts';
import { fitOf, simulate, type Days, type Figures } from '../../support/banner-simulation.ts';

const DAY_MS = 86_400_000;

describe('campaigns over sixty days of 2,000 readers', () => {
  let figures: Figures;
  before(() => void (figures = simulate({ readers: 2_000, days: 60, seed: 2 })));

  it('are shown exactly when nothing that was promised speaks against it, the first of them', () => {
    assert.deepEqual(figures.breaches.slice(0, 5), []);
  });

  it('keep the weights of their arms, and the share of those who take part', () => {
    for (const { what, chi, critical } of fitOf(figures)) assert.ok(chi < critical, `${what}: ${chi} > ${critical}`);
  });

  it('are all shown, and each reason is once the only one against one of them', () => {
    const { shown, alone } = figures;
    assert.deepEqual([...shown.keys()].sort(), Object.keys(PROMISES).sort());
    assert.deepEqual([...alone.keys()].sort(), [...REASONS].sort());
  });

  it('go through withdrawals, every answer, and clocks that are put right', () => {
    assert.deepEqual([...figures.answers.keys()].sort(), ['gave', 'next-month', 'not-now', 'supporter', 'undone']);
    assert.ok(figures.withdrawals > 20 && figures.clocksPutRight > 20);
  });

  it('leave little in the browser', () => assert.ok(figures.longestText < 5_000, `${figures.longestText} characters`));

  it('are the same with the same seed', () => {
    const days = { readers: 50, days: 60, seed: 7 };
    assert.deepEqual(simulate(days), simulate(days));
    assert.notDeepEqual(simulate(days).shown, simulate({ ...days, seed: 8 }).shown);
  });
});

describe('the account of the simulation', () => {
  type Terms = Candidate['campaign']['terms'];
  const bendTerms = (bend: (terms: Terms) => Partial<Terms>): Partial<Days> => ({
    bend: ({ campaign, ...rest }) => ({
      ...rest,
      campaign: { ...campaign, terms: { ...campaign.terms, ...bend(campaign.terms) } },
    }),
  });
  const bendFacts = (bend: (facts: Candidate['facts']) => Partial<Candidate['facts']>): Partial<Days> => ({
    bend: (candidate) => ({ ...candidate, facts: { ...candidate.facts, ...bend(candidate.facts) } }),
  });
  const moreViews = (more: number) =>
    bendTerms(({ cap }) => ({ cap: cap && { ...cap, views: Math.max(1, cap.views + more) } }));

  const mistakes: [string, Partial<Days>, string][] = [
    ['a campaign that ends a day late', bendTerms(({ endsAt }) => ({ endsAt: endsAt && endsAt + DAY_MS })), 'schedule'],
    [
      'one that starts a day early',
      bendTerms(({ startsAt }) => ({ startsAt: startsAt && startsAt - DAY_MS })),
      'schedule',
    ],
    ['a view too many', moreViews(1), 'cap'],
    ['a view too few', moreViews(-1), 'withheld'],
    ['caps over fewer days', bendTerms(({ cap }) => ({ cap: cap && { ...cap, days: 1 } })), 'cap'],
    ['no gaps', bendTerms(() => ({ gapDays: 0 })), 'gap'],
    ['gaps of a day more', bendTerms(({ gapDays }) => ({ gapDays: gapDays && gapDays + 1 })), 'withheld'],
    ['days of another zone', bendTerms(() => ({ timeZone: 'UTC' })), 'days'],
    ['hours of another zone', bendTerms(() => ({ timeZone: 'Europe/London' })), 'quiet hours'],
    ['no days', bendTerms(() => ({ days: undefined })), 'days'],
    ['no quiet hours', bendTerms(() => ({ quietHours: undefined })), 'quiet hours'],
    ['all sections', bendTerms(() => ({ sections: [], excludeSections: [] })), 'sections'],
    ['all readers', bendTerms(() => ({ readers: [] })), 'readers'],
    ['an article too few', bendFacts(({ articles }) => ({ articles: articles + 1 })), 'articles'],
    ['no dilution', bendFacts(() => ({ isOpenDay: true })), 'dilution'],
    ['supporters who are asked', bendFacts(() => ({ supporterUntil: undefined })), 'supporter'],
    ['no pause after closing', bendFacts(() => ({ lastClose: undefined })), 'pause'],
    [
      'silence that ends two days early',
      bendFacts(({ closedUntil }) => ({ closedUntil: closedUntil && closedUntil - 2 * DAY_MS })),
      'closed',
    ],
    ['counters that outlive consent', { withdraw: (visits) => visits }, 'stored without consent'],
    [
      'arms that move',
      {
        bend: (candidate) =>
          candidate.facts.views.length === 2
            ? { ...candidate, drawn: { ...candidate.drawn, variant: candidate.campaign.variants[0] } }
            : candidate,
      },
      'another arm',
    ],
  ];
  for (const [name, mistake, what] of mistakes) {
    it(`notices ${name}`, () => {
      const { breaches } = simulate({ readers: 60, days: 60, seed: 3, ...mistake });
      assert.ok(
        breaches.some((breach) => breach.what === what),
        `only ${[...new Set(breaches.map((breach) => breach.what))].join(', ') || 'nothing'}`,
      );
    });
  }

  it('notices a campaign without a cap whose views push out those of others', () => {
    const count: Days['count'] = (visits, campaign, at) => ({
      ...visits,
      views: [...visits.views, [campaign, at] as const].slice(-200),
    });
    const { breaches } = simulate({ readers: 180, days: 60, seed: 1, count });
    assert.ok(breaches.some(({ what }) => what === 'cap'));
  });

  it('notices other weights and another share', () => {
    const campaigns = CAMPAIGNS.map((campaign) => {
      if (campaign['campaign'] === 'regulars') return { ...campaign, share: 75 };
      const variants = campaign['variants'] as { variant: string; weight?: number }[] | undefined;
      return variants
        ? { ...campaign, variants: [...variants.slice(0, -1), { ...variants[variants.length - 1], weight: 9 }] }
        : campaign;
    });
    const wrong = fitOf(simulate({ readers: 600, days: 60, seed: 3, campaigns })).filter(
      ({ chi, critical }) => chi > critical,
    );
    assert.deepEqual(
      wrong.map(({ what }) => what),
      ['harbour: arms', 'regulars: share', 'always: arms'],
    );
  });
});
