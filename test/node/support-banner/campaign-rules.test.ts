import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { RULES, type Rule } from '../../../src/contracts/banner-rules.ts';
import {
  decideCampaign,
  PAUSE_MS,
  type CampaignFacts,
  type CampaignTerms,
} from '../../../src/support-banner/campaign-rules.ts';

const DAY = 86_400_000;
/** A Tuesday, 11:00 in Berlin. */
const NOW = Date.parse('2026-11-24T10:00:00Z');

const FACTS: CampaignFacts = {
  ...{ hasContent: true, isSupporter: false, supporterUntil: undefined, sections: ['news'], closedUntil: undefined },
  ...{ views: [], articles: 1, veto: undefined, tags: ['harbour'], language: 'en-GB', country: 'de' },
  ...{ referrer: 'mail.example.org', isSignedIn: false, lastView: undefined, lastClose: undefined },
  ...{ isOpenDay: true, missing: [] },
};
const TERMS: CampaignTerms = {
  ...{ startsAt: undefined, endsAt: undefined, isSensitive: false, sections: [], excludeSections: [] },
  ...{ afterArticles: 1, cap: undefined, hasConsent: true, tags: [], excludeTags: [], languages: [], countries: [] },
  ...{ referrers: [], readers: [], days: undefined, quietHours: undefined, timeZone: 'Europe/Berlin', gapDays: 0 },
};

const decide = (facts: Partial<CampaignFacts>, terms: Partial<CampaignTerms> = {}, now = NOW) =>
  decideCampaign({ ...FACTS, ...facts }, { ...TERMS, ...terms }, now);

describe('the decision about a campaign', () => {
  const table: [string, Partial<CampaignFacts>, Partial<CampaignTerms>, Rule | undefined][] = [
    ['shows when nothing speaks against it', {}, {}, undefined],
    ['asks on its days', {}, { days: new Set([2]) }, undefined],
    ['asks on no other day', {}, { days: new Set([1, 3]) }, 'days'],
    ['leaves quiet hours alone', {}, { quietHours: { from: 22 * 60, to: 11 * 60 + 1 } }, 'quiet-hours'],
    ['asks outside them', {}, { quietHours: { from: 22 * 60, to: 11 * 60 } }, undefined],
    ['keeps to its tags', {}, { tags: ['library'] }, 'tags'],
    ['asks by one of its tags', {}, { tags: ['library', 'harbour'] }, undefined],
    ['leaves excluded tags out', {}, { excludeTags: ['harbour'] }, 'exclude-tags'],
    ['takes a language for all of its regions', {}, { languages: ['en'] }, undefined],
    ['takes no region for its language', { language: 'en' }, { languages: ['en-gb'] }, 'languages'],
    ['takes no letters for a language', { language: 'eng' }, { languages: ['en'] }, 'languages'],
    ['takes any language', {}, { languages: ['*'] }, undefined],
    ['keeps to its countries', {}, { countries: ['at', 'ch'] }, 'countries'],
    ['asks nobody by country whose country is unknown', { country: undefined }, { countries: ['de'] }, 'countries'],
    ['takes a host with what is below it', {}, { referrers: ['example.org'] }, undefined],
    ['takes no host by its last letters', { referrer: 'badexample.org' }, { referrers: ['example.org'] }, 'referrers'],
    ['knows who comes from nowhere', { referrer: undefined }, { referrers: ['direct'] }, undefined],
    ['asks the signed-in alone', {}, { readers: ['signed-in'] }, 'readers'],
    ['asks the signed-out', {}, { readers: ['signed-out'] }, undefined],
    ['asks supporters where it is for them', { isSupporter: true }, { readers: ['supporters'] }, undefined],
    ['asks those who gave where it is for them', { supporterUntil: NOW + 1 }, { readers: ['supporters'] }, undefined],
    ['asks nobody else then', {}, { readers: ['supporters'] }, 'readers'],
    ['spares supporters otherwise', { isSupporter: true, isSignedIn: true }, { readers: ['signed-in'] }, 'supporter'],
    ['waits a day after any close', { lastClose: NOW - PAUSE_MS + 1 }, {}, 'gap'],
    ['asks again after that day', { lastClose: NOW - PAUSE_MS }, {}, undefined],
    ['is not silenced by a close from the future', { lastClose: NOW + 1 }, {}, undefined],
    ['keeps its distance from any view', { lastView: NOW - 3 * DAY + 1 }, { gapDays: 3 }, 'gap'],
    ['asks when the distance is there', { lastView: NOW - 3 * DAY }, { gapDays: 3 }, undefined],
    ['knows no distance without consent', { lastView: NOW - 1 }, { gapDays: 3, hasConsent: false }, undefined],
    ['is thinned out', { isOpenDay: false }, {}, 'dilution'],
    ['is not shown half-filled', { missing: ['raised'] }, {}, 'placeholders'],
    ['is vetoed by the page', { veto: 'cancelled by the page' }, {}, 'show'],
  ];
  for (const [name, facts, terms, reason] of table) {
    it(name, () => assert.equal(decide(facts, terms).reason, reason));
  }

  it('asks the rules in the order of the contract', () => {
    assert.deepEqual(
      decide({}).rules.map(({ rule }) => rule),
      RULES,
    );
  });

  it('says when time alone will change it', () => {
    const until = (facts: Partial<CampaignFacts>, terms: Partial<CampaignTerms> = {}) => decide(facts, terms).until;
    assert.equal(until({}, { days: new Set([4]) }), '2026-11-25T23:00:00.000Z');
    assert.equal(until({}, { quietHours: { from: 0, to: 12 * 60 } }), '2026-11-24T11:00:00.000Z');
    assert.equal(until({ lastView: NOW - DAY }, { gapDays: 3 }), '2026-11-26T10:00:00.000Z');
  });

  it('tells an editor what the clock of the rule says', () => {
    const verdict = decide({}, { days: new Set([1]) }).rules.find(({ rule }) => rule === 'days');
    assert.equal(verdict?.detail, 'Tuesday 11:00 Europe/Berlin');
  });
});
