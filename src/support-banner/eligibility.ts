import type { Decision, Rule, Verdict } from '../contracts/banner.ts';
import type { Cap } from './cap.ts';
import { DAY_MS, type Schedule } from './schedule.ts';

/** What the publisher asks for. */
export interface Rules extends Schedule {
  readonly isSensitive: boolean;
  /** Normalised names (`normaliseSections`); empty for everywhere. */
  readonly sections: readonly string[];
  readonly excludeSections: readonly string[];
  /** Show from the n-th article on; 1 is from the first. */
  readonly afterArticles: number;
  readonly cap: Cap | undefined;
  readonly hasConsent: boolean;
}

/** What is known of this page and this reader. Times are milliseconds since the epoch. */
export interface Facts {
  readonly hasContent: boolean;
  /** The publisher knows that this reader gives. */
  readonly isSupporter: boolean;
  /** The reader said so, or gave: no asking before then. */
  readonly supporterUntil: number | undefined;
  /** Normalised names of the page's sections. */
  readonly sections: readonly string[];
  readonly closedUntil: number | undefined;
  /** When this campaign was seen before this page view. */
  readonly views: readonly number[];
  /** Different articles read in 30 days, this one included; without consent only this one is known. */
  readonly articles: number;
  /** The page cancelled `support-banner-show`. */
  readonly isVetoed: boolean;
}

/** What one rule says, and when time alone would change that. */
interface Answer {
  readonly passes: boolean;
  readonly detail: string;
  readonly until?: number | undefined;
}

/**
 * Decides whether the banner is shown. Every rule is asked, so that an editor sees all of them; the first that fails
 * is the reason.
 *
 * @param now - Milliseconds since the epoch.
 */
export function decide(facts: Facts, rules: Rules, now: number): Decision {
  const verdicts: Verdict[] = [];
  let reason: Rule | undefined;
  let until: number | undefined;
  for (const [rule, ask] of ORDER) {
    const answer = ask(facts, rules, now);
    verdicts.push({ rule, passes: answer.passes, detail: answer.detail });
    if (answer.passes || reason) continue;
    reason = rule;
    until = answer.until;
  }
  return {
    show: reason === undefined,
    ...(reason && { reason }),
    ...(until !== undefined && { until: iso(until) }),
    rules: verdicts,
  };
}

type Ask = (facts: Facts, rules: Rules, now: number) => Answer;

/** The pipeline that the big systems share: page, supporter, schedule, place, history, consent. */
const ORDER: readonly (readonly [Rule, Ask])[] = [
  ['content', ({ hasContent }) => ({ passes: hasContent, detail: hasContent ? 'has content' : 'nothing to show' })],
  ['sensitive', (_, { isSensitive }) => ({ passes: !isSensitive, detail: isSensitive ? 'sensitive page' : 'not set' })],
  ['supporter', askSupporter],
  [
    'starts',
    (_, { startsAt }, now) => {
      if (startsAt === undefined) return { passes: true, detail: 'no limit' };
      return { passes: now >= startsAt, detail: `starts ${iso(startsAt)}`, until: startsAt };
    },
  ],
  [
    'ends',
    (_, { endsAt }, now) => {
      if (endsAt === undefined) return { passes: true, detail: 'no limit' };
      return { passes: now < endsAt, detail: `${now < endsAt ? 'ends' : 'ended'} ${iso(endsAt)}` };
    },
  ],
  [
    'exclude-sections',
    ({ sections }, { excludeSections }) => {
      const found = sections.find((section) => excludeSections.includes(section));
      return { passes: found === undefined, detail: found === undefined ? 'not excluded' : `excluded: ${found}` };
    },
  ],
  [
    'sections',
    ({ sections }, { sections: wanted }) => {
      const passes = wanted.length === 0 || sections.some((section) => wanted.includes(section));
      const here = sections.join(', ') || 'none';
      return { passes, detail: wanted.length === 0 ? 'everywhere' : `in ${here}; wanted ${wanted.join(', ')}` };
    },
  ],
  ['after-articles', askArticles],
  [
    'closed',
    ({ closedUntil }, _, now) => {
      if (closedUntil === undefined || now >= closedUntil) return { passes: true, detail: 'no silence promised' };
      return { passes: false, detail: `closed until ${iso(closedUntil)}`, until: closedUntil };
    },
  ],
  ['cap', askCap],
  [
    'consent',
    (_, { afterArticles, hasConsent }) => {
      const isNeeded = afterArticles > 1;
      const detail = isNeeded ? 'needed to count articles' : 'nothing needs it';
      return { passes: hasConsent || !isNeeded, detail: hasConsent ? 'given' : detail };
    },
  ],
  ['show', ({ isVetoed }) => ({ passes: !isVetoed, detail: isVetoed ? 'cancelled by the page' : 'not cancelled' })],
];

function askSupporter({ isSupporter, supporterUntil }: Facts, _: Rules, now: number): Answer {
  if (isSupporter) return { passes: false, detail: 'supports already' };
  if (supporterUntil === undefined || now >= supporterUntil)
    return { passes: true, detail: 'not known as a supporter' };
  return { passes: false, detail: `marked as a supporter until ${iso(supporterUntil)}`, until: supporterUntil };
}

/** Without consent articles are not counted: then the rule on consent speaks, not this one. */
function askArticles({ articles }: Facts, { afterArticles, hasConsent }: Rules): Answer {
  if (afterArticles <= 1) return { passes: true, detail: 'from the first article' };
  if (!hasConsent) return { passes: true, detail: 'not counted without consent' };
  return { passes: articles >= afterArticles, detail: `article ${articles}; shown from ${afterArticles}` };
}

/** Without consent views are not counted, so that a cap has nothing to go by and lets the banner pass. */
function askCap({ views }: Facts, { cap, hasConsent }: Rules, now: number): Answer {
  if (!cap) return { passes: true, detail: 'no limit' };
  if (!hasConsent) return { passes: true, detail: 'not counted without consent' };
  const spanMs = cap.days * DAY_MS;
  // A view from the future (a clock was wrong) would otherwise count for ever.
  const recent = views.filter((at) => at > now - spanMs && at <= now).sort((a, b) => a - b);
  const detail = `${recent.length} of ${cap.views} views in ${cap.days} days`;
  if (recent.length < cap.views) return { passes: true, detail };
  return { passes: false, detail, until: recent[recent.length - cap.views]! + spanMs };
}

function iso(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'never' : date.toISOString();
}

/**
 * Splits the names of sections: at commas or semicolons where there are any, else at spaces. `Local News` and
 * `local-news` are the same.
 */
export function normaliseSections(value: string | undefined): string[] {
  const names = (value ?? '').split(/[,;]/.test(value ?? '') ? /[,;]+/ : /\s+/);
  return names.map((name) => name.trim().toLowerCase().replace(/\s+/g, '-')).filter((name) => name !== '');
}
