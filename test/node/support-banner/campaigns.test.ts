import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { campaignOfElement, CONTROL, readCampaigns, type Campaign } from '../../../src/support-banner/campaigns.ts';
import { chooseCampaign, configOf, drawVariant, type Candidate } from '../../../src/support-banner/choose.ts';
import type { CampaignFacts } from '../../../src/support-banner/campaign-rules.ts';

const NOW = Date.parse('2026-11-24T10:00:00Z');

function read(list: unknown, element: Parameters<typeof readCampaigns>[1] = {}) {
  const problems: string[] = [];
  return { campaigns: readCampaigns(list, element, (problem) => problems.push(problem)), problems };
}

describe('a list of campaigns', () => {
  it('says what the element does not, and keeps the order of priority', () => {
    const { campaigns, problems } = read(
      [
        { campaign: 'harbour', heading: 'The harbour', sections: ['Local News', 'sport'], cap: '4/30' },
        { campaign: 'library', message: 'One.\n\nTwo.', timeZone: 'Europe/Berlin', days: 'mon tue', gap: 3 },
      ],
      { heading: 'Free to read', href: '/support', consent: true },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      campaigns.map(({ name, config: { heading, href } }) => [name, heading, href]),
      [
        ['harbour', 'The harbour', '/support'],
        ['library', 'Free to read', '/support'],
      ],
    );
    assert.deepEqual(campaigns[0]!.terms.sections, ['local-news', 'sport']);
    assert.deepEqual([...(campaigns[1]!.terms.days ?? [])], [1, 2]);
    assert.equal(campaigns[1]!.config.message, 'One.\n\nTwo.');
    assert.equal(campaigns[1]!.terms.gapDays, 3);
    assert.ok(campaigns[1]!.terms.hasConsent);
  });

  const wrong: [string, unknown, RegExp, number][] = [
    ['is a list', { campaign: 'a' }, /"campaigns": allowed: a list/, 0],
    ['has objects in it', [1, { campaign: 'a' }], /"campaigns\.0": allowed: an object/, 1],
    ['has ids', [{ heading: 'Who am I?' }], /campaigns\.0 "campaign": missing/, 0],
    ['has each id once', [{ campaign: 'a' }, { campaign: 'a' }], /"a" is there twice/, 1],
    [
      'names wrong fields',
      [{ campaign: 'a', cap: 'often' }],
      /campaigns\.0 "cap": received "often"; allowed: views/,
      1,
    ],
    ['names unknown fields', [{ campaign: 'a', sction: 'news' }], /campaigns\.0 "sction": not a known key/, 1],
    ['leaves what the page knows to the element', [{ campaign: 'a', consent: true }], /"consent": not a known key/, 1],
    ['reads hours', [{ campaign: 'a', quietHours: 'late' }], /"quietHours": received "late"; allowed: hours/, 1],
    ['reads zones', [{ campaign: 'a', timeZone: 'Moon/Base' }], /"timeZone": received "Moon\/Base"/, 1],
    ['reads days', [{ campaign: 'a', days: 'someday' }], /"days": received "someday"/, 1],
    ['reads readers', [{ campaign: 'a', readers: 'rich' }], /"readers": received "rich"/, 1],
    ['reads weights', [{ campaign: 'a', variants: [{ variant: 'b', weight: -1 }] }], /"weight": received -1/, 1],
    ['reads variants', [{ campaign: 'a', variants: [{ heading: 'B' }] }], /variants\.0 "variant": missing/, 1],
  ];
  for (const [name, list, problem, count] of wrong) {
    it(`${name}, and tells what it could not use`, () => {
      const { campaigns, problems } = read(list);
      assert.match(problems.join('\n'), problem);
      assert.equal(campaigns.length, count);
    });
  }

  const schedules: [string, object, string | undefined, string | undefined][] = [
    ['in UTC without a zone', { starts: '2026-10-25', ends: '2026-10-25' }, '2026-10-25T00:00Z', '2026-10-26T00:00Z'],
    [
      'in their zone, on a day of 25 hours',
      { starts: '2026-10-25', ends: '2026-10-25', timeZone: 'Europe/Berlin' },
      '2026-10-24T22:00Z',
      '2026-10-25T23:00Z',
    ],
    [
      'in their zone, on a day of 23 hours',
      { starts: '2026-03-08', ends: '2026-03-08', timeZone: 'America/New_York' },
      '2026-03-08T05:00Z',
      '2026-03-09T04:00Z',
    ],
    [
      'in their zone, over the end of a year',
      { starts: '2026-12-31', ends: '2026-12-31', timeZone: 'Pacific/Auckland' },
      '2026-12-30T11:00Z',
      '2026-12-31T11:00Z',
    ],
    [
      'by their offset where they have a time',
      { starts: '2026-10-25T08:00:00+02:00', timeZone: 'America/New_York' },
      '2026-10-25T06:00Z',
      undefined,
    ],
    ['in UTC where the zone is none', { ends: '2026-10-25', timeZone: 'Moon/Base' }, undefined, '2026-10-26T00:00Z'],
  ];
  for (const [name, times, starts, ends] of schedules) {
    it(`takes dates ${name}`, () => {
      const [campaign] = read([{ campaign: 'a', ...times }]).campaigns;
      const expected = [starts, ends].map((text) => text && Date.parse(text));
      assert.deepEqual([campaign!.terms.startsAt, campaign!.terms.endsAt], expected);
    });
  }

  it('is bounded', () => {
    const many = [...new Array(60).keys()].map((index) => ({ campaign: `c${index}` }));
    const { campaigns, problems } = read(many);
    assert.equal(campaigns.length, 50);
    assert.match(problems[0]!, /at most 50/);
  });

  it('is not changed by names of prototypes', () => {
    const { campaigns } = read(
      JSON.parse('[{"campaign":"a","__proto__":{"heading":"x"}},{"__proto__":{"campaign":"b"}}]'),
    );
    assert.deepEqual(
      campaigns.map(({ name, config }) => [name, config.heading]),
      [['a', undefined]],
    );
  });
});

describe('the variants of a campaign', () => {
  const campaign = (variants: unknown, config = {}): Campaign => {
    const told: string[] = [];
    return campaignOfElement('spring', { heading: 'Own', ...config }, variants, (problem) => told.push(problem));
  };

  it('have the own words as an arm beside them, of weight 1', () => {
    assert.deepEqual(
      campaign([{ variant: 'b', heading: 'Other', weight: '2' }]).variants.map(({ variant, weight }) => [
        variant,
        weight,
      ]),
      [
        [CONTROL, 1],
        ['b', 2],
      ],
    );
  });

  it('can say how much the control weighs', () => {
    const { variants } = campaign([{ variant: CONTROL, weight: 3 }, { variant: 'b' }]);
    assert.deepEqual(
      variants.map(({ weight }) => weight),
      [3, 1],
    );
  });

  it('are nothing without a list', () => {
    assert.deepEqual(campaign(undefined).variants, []);
    assert.deepEqual(drawVariant(campaign(undefined), 'reader'), { variant: undefined, isCounted: false });
  });

  it('are the control without identity, and outside the share, and not counted then', () => {
    const test = campaign([{ variant: CONTROL, weight: 0 }, { variant: 'b' }]);
    for (const drawn of [drawVariant(test, undefined), drawVariant({ ...test, config: { share: 0 } }, 'reader')]) {
      assert.equal(drawn.variant?.variant, CONTROL);
      assert.equal(drawn.isCounted, false);
    }
    assert.equal(drawVariant(test, 'reader').variant?.variant, 'b');
    assert.equal(drawVariant(test, 'reader').isCounted, true);
  });

  it('say what they say, and otherwise what the campaign says', () => {
    const test = campaign(
      [
        { variant: CONTROL, weight: 0 },
        { variant: 'b', heading: 'Other' },
      ],
      { href: '/support' },
    );
    const { heading, href, campaign: name } = configOf(test, drawVariant(test, 'reader').variant);
    assert.deepEqual([heading, href, name], ['Other', '/support', 'spring']);
  });
});

describe('choosing', () => {
  const candidate = (name: string, facts: Partial<CampaignFacts> = {}): Candidate => ({
    campaign: campaignOfElement(name, {}, undefined, () => undefined),
    drawn: { variant: undefined, isCounted: false },
    facts: {
      ...{ hasContent: true, isSupporter: false, supporterUntil: undefined, sections: [], closedUntil: undefined },
      ...{ views: [], articles: 1, veto: undefined, tags: [], language: 'en', country: undefined, missing: [] },
      ...{ referrer: undefined, isSignedIn: false, lastView: undefined, lastClose: undefined, isOpenDay: true },
      ...facts,
    },
  });
  const choose = (candidates: Candidate[], held?: string) => {
    const { candidate: chosen, decision } = chooseCampaign(candidates, held, NOW);
    return [chosen.campaign.name, decision.show];
  };

  it('takes the first that may be shown', () => {
    assert.deepEqual(choose([candidate('a', { hasContent: false }), candidate('b'), candidate('c')]), ['b', true]);
  });

  it('gives the reason of the first where none may', () => {
    const none = [candidate('a', { isOpenDay: false }), candidate('b', { hasContent: false })];
    assert.deepEqual(choose(none), ['a', false]);
    assert.equal(chooseCampaign(none, undefined, NOW).decision.reason, 'dilution');
  });

  it('speaks of the one that only the page keeps away', () => {
    assert.deepEqual(choose([candidate('a', { isOpenDay: false }), candidate('b', { veto: 'held' })]), ['b', false]);
  });

  it('keeps the one on show, although an earlier one has become free', () => {
    assert.deepEqual(choose([candidate('a'), candidate('b')], 'b'), ['b', true]);
  });

  it('puts no other in the place of one that the reader closed', () => {
    const closed = candidate('a', { closedUntil: NOW + 1 });
    assert.deepEqual(choose([closed, candidate('b')], 'a'), ['a', false]);
  });

  it('moves on where the one on show may not stay for another reason', () => {
    assert.deepEqual(choose([candidate('a', { isOpenDay: false }), candidate('b')], 'a'), ['b', true]);
  });

  it('tells what was decided about each, where there are several', () => {
    const { decision } = chooseCampaign([candidate('a', { hasContent: false }), candidate('b')], undefined, NOW);
    assert.deepEqual(
      decision.campaigns?.map(({ campaign, show, reason }) => [campaign, show, reason]),
      [
        ['a', false, 'content'],
        ['b', true, undefined],
      ],
    );
    assert.equal(chooseCampaign([candidate('a')], undefined, NOW).decision.campaigns, undefined);
  });
});
