import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { RULES, type Rule } from '../../../src/contracts/banner-rules.ts';
import { decide, normaliseSections, ORDER, type Facts, type Rules } from '../../../src/support-banner/eligibility.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-24T10:00:00Z');

const FACTS: Facts = {
  hasContent: true,
  isSupporter: false,
  supporterUntil: undefined,
  sections: ['news'],
  closedUntil: undefined,
  views: [],
  articles: 1,
  veto: undefined,
};
const RULES_OFF: Rules = {
  startsAt: undefined,
  endsAt: undefined,
  isSensitive: false,
  sections: [],
  excludeSections: [],
  afterArticles: 1,
  cap: undefined,
  hasConsent: false,
};

const reasonOf = (facts: Partial<Facts>, rules: Partial<Rules> = {}, now = NOW) =>
  decide({ ...FACTS, ...facts }, { ...RULES_OFF, ...rules }, now).reason;

describe('the decision', () => {
  const table: [string, Partial<Facts>, Partial<Rules>, Rule | undefined][] = [
    ['shows when nothing speaks against it', {}, {}, undefined],
    ['needs content', { hasContent: false }, {}, 'content'],
    ['spares sensitive pages', {}, { isSensitive: true }, 'sensitive'],
    ['spares those the publisher knows to give', { isSupporter: true }, {}, 'supporter'],
    ['spares those who gave until the mark ends', { supporterUntil: NOW + 1 }, {}, 'supporter'],
    ['asks again when the mark has ended', { supporterUntil: NOW }, {}, undefined],
    ['waits for the start', {}, { startsAt: NOW + 1 }, 'starts'],
    ['starts on the dot', {}, { startsAt: NOW }, undefined],
    ['ends on the dot', {}, { endsAt: NOW }, 'ends'],
    ['runs until just before the end', {}, { endsAt: NOW + 1 }, undefined],
    ['keeps to its sections', {}, { sections: ['sport'] }, 'sections'],
    ['shows in one of its sections', {}, { sections: ['sport', 'news'] }, undefined],
    ['keeps out of pages without a section', { sections: [] }, { sections: ['news'] }, 'sections'],
    ['leaves excluded sections out', {}, { excludeSections: ['news'] }, 'exclude-sections'],
    ['waits for the n-th article', { articles: 2 }, { afterArticles: 3, hasConsent: true }, 'after-articles'],
    ['shows on the n-th article', { articles: 3 }, { afterArticles: 3, hasConsent: true }, undefined],
    ['does not count articles without consent', { articles: 9 }, { afterArticles: 3 }, 'consent'],
    ['needs no consent for the first article', {}, { afterArticles: 1 }, undefined],
    ['honours a close', { closedUntil: NOW + 1 }, {}, 'closed'],
    ['asks again when the silence is over', { closedUntil: NOW }, {}, undefined],
    ['is vetoed by the page', { veto: 'cancelled by the page' }, {}, 'show'],
  ];
  for (const [name, facts, rules, reason] of table) {
    it(name, () => assert.equal(reasonOf(facts, rules), reason));
  }

  it('lets the first rule that fails be the reason, and still tells the others', () => {
    const facts = { ...FACTS, closedUntil: NOW + DAY, veto: 'cancelled by the page' };
    const decision = decide(facts, { ...RULES_OFF, sections: ['sport'] }, NOW);
    assert.equal(decision.reason, 'sections');
    const failed = decision.rules.filter(({ passes }) => !passes).map(({ rule }) => rule);
    assert.deepEqual(failed, ['sections', 'closed', 'show']);
  });

  it('asks the rules in the order of the contract', () => {
    assert.deepEqual(
      decide(FACTS, RULES_OFF, NOW).rules.map(({ rule }) => rule),
      RULES.filter((rule) => ORDER.some(([name]) => name === rule)),
    );
  });

  it('tells when time alone will change it', () => {
    const until = (facts: Partial<Facts>, rules: Partial<Rules> = {}) =>
      decide({ ...FACTS, ...facts }, { ...RULES_OFF, ...rules }, NOW).until;
    assert.equal(until({}, { startsAt: NOW + DAY }), '2026-11-25T10:00:00.000Z');
    assert.equal(until({ closedUntil: NOW + DAY }), '2026-11-25T10:00:00.000Z');
    assert.equal(until({}, { endsAt: NOW }), undefined);
    assert.equal(until({ isSupporter: true }), undefined);
  });

  it('says why it is shown without a reason', () => {
    const decision = decide(FACTS, RULES_OFF, NOW);
    assert.equal(decision.show, true);
    assert.equal('reason' in decision, false);
  });
});

describe('the cap', () => {
  const cap = { views: 2, days: 30 };
  const views = (...daysAgo: number[]) => daysAgo.map((days) => NOW - days * DAY);
  const table: [string, number[], boolean, Rule | undefined][] = [
    ['lets the first views pass', views(1), true, undefined],
    ['stops at the number', views(1, 2), true, 'cap'],
    ['forgets views that are too old', views(1, 30), true, undefined],
    ['cannot count without consent', views(1, 2, 3), false, undefined],
    ['does not count views of a clock that was wrong', views(-400, -500), true, undefined],
  ];
  for (const [name, seen, hasConsent, reason] of table) {
    it(name, () => assert.equal(reasonOf({ views: seen }, { cap, hasConsent }), reason));
  }

  it('tells when the oldest view that counts is forgotten', () => {
    const decision = decide({ ...FACTS, views: views(1, 20, 5) }, { ...RULES_OFF, cap, hasConsent: true }, NOW);
    // Days 5 and 1 count for a cap of two: the banner is back when day 5 is thirty days ago.
    assert.equal(decision.until, new Date(NOW + 25 * DAY).toISOString());
  });

  it('is over exactly when it says so, whatever was seen', () => {
    const times = fc.array(fc.integer({ min: NOW - 40 * DAY, max: NOW }), { maxLength: 12 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 5 }), (seen, count) => {
        const rules = { ...RULES_OFF, cap: { views: count, days: 30 }, hasConsent: true };
        const { until } = decide({ ...FACTS, views: seen }, rules, NOW);
        if (until === undefined) return;
        const at = Date.parse(until);
        assert.equal(decide({ ...FACTS, views: seen }, rules, at - 1).reason, 'cap');
        assert.equal(decide({ ...FACTS, views: seen }, rules, at).show, true);
      }),
    );
  });
});

describe('sections', () => {
  const table: [string | undefined, string[]][] = [
    [undefined, []],
    ['', []],
    ['news sport', ['news', 'sport']],
    ['Local News, Sport', ['local-news', 'sport']],
    ['Local News;', ['local-news']],
    [' , ,', []],
    ['Kültür', ['kültür']],
  ];
  for (const [written, read] of table) {
    it(`reads ${JSON.stringify(written)}`, () => assert.deepEqual(normaliseSections(written), read));
  }
});
