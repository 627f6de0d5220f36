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
  /** Who keeps the banner away although all else speaks for it: the page, or another banner. In English. */
  readonly veto: string | undefined;
}

/** Whether a rule passes, what it went by, and when time alone would change a no. */
export type Answer = readonly [passes: boolean, detail?: string | undefined, until?: number | undefined];
/** A rule, and how it is asked of what is known, what is wanted, and the time. */
export type Question<F extends Facts = Facts, R extends Rules = Rules> = readonly [
  rule: Rule,
  ask: (facts: F, rules: R, now: number) => Answer,
];

export const PASSES: Answer = [true];
export const UNCOUNTED: Answer = [true, 'not counted without consent'];

/** The pipeline that the big systems share: page, supporter, schedule, place, history, consent. */
export const ORDER: readonly Question[] = [
  ['content', ({ hasContent }) => [hasContent]],
  ['sensitive', (_, { isSensitive }) => [!isSensitive]],
  ['supporter', ({ isSupporter, supporterUntil }, _, now) => (isSupporter ? [false] : askSilence(supporterUntil, now))],
  ['starts', (_, { startsAt }, now) => (startsAt === undefined ? PASSES : [now >= startsAt, iso(startsAt), startsAt])],
  ['ends', (_, { endsAt }, now) => (endsAt === undefined ? PASSES : [now < endsAt, iso(endsAt)])],
  [
    'exclude-sections',
    ({ sections }, { excludeSections }) => {
      const found = sections.find((section) => excludeSections.includes(section));
      return [found === undefined, found];
    },
  ],
  [
    'sections',
    ({ sections }, { sections: wanted }) => {
      if (wanted.length === 0) return PASSES;
      return [sections.some((section) => wanted.includes(section)), `this page: ${sections.join(', ') || 'none'}`];
    },
  ],
  ['after-articles', askArticles],
  ['closed', ({ closedUntil }, _, now) => askSilence(closedUntil, now)],
  ['cap', askCap],
  ['consent', (_, { afterArticles, hasConsent }) => [hasConsent || afterArticles <= 1]],
  ['show', ({ veto }) => [veto === undefined, veto]],
];

/**
 * Decides whether the banner is shown. Every rule is asked, so that an editor sees all of them; the first that fails
 * is the reason.
 *
 * @param now - Milliseconds since the epoch.
 */
export function decide(facts: Facts, rules: Rules, now: number): Decision {
  return decideBy(ORDER, facts, rules, now);
}

/** Likewise, by other questions. */
export function decideBy<F extends Facts, R extends Rules>(
  questions: readonly Question<F, R>[],
  facts: F,
  rules: R,
  now: number,
): Decision {
  let failed: { reason: Rule; until?: string } | undefined;
  const verdicts = questions.map(([rule, ask]): Verdict => {
    const [passes, detail, until] = ask(facts, rules, now);
    if (!passes) failed ??= { reason: rule, ...(until !== undefined && { until: iso(until) }) };
    return { rule, passes, ...(detail && { detail }) };
  });
  return { show: !failed, ...failed, rules: verdicts };
}

/** Whether a silence is over. */
export function askSilence(until: number | undefined, now: number): Answer {
  return until === undefined ? PASSES : [now >= until, `silent until ${iso(until)}`, until];
}

/** Without consent articles are not counted: then the rule on consent speaks, not this one. */
function askArticles({ articles }: Facts, { afterArticles, hasConsent }: Rules): Answer {
  if (afterArticles <= 1) return PASSES;
  return hasConsent ? [articles >= afterArticles, `article ${articles} of ${afterArticles}`] : UNCOUNTED;
}

/** Without consent views are not counted, so that a cap has nothing to go by and lets the banner pass. */
function askCap({ views }: Facts, { cap, hasConsent }: Rules, now: number): Answer {
  if (!cap) return PASSES;
  if (!hasConsent) return UNCOUNTED;
  const spanMs = cap.days * DAY_MS;
  // A view from the future (a clock was wrong) would otherwise count for ever.
  const recent = views.filter((at) => at > now - spanMs && at <= now).sort((a, b) => a - b);
  const detail = `${recent.length} of ${cap.views} views in ${cap.days} days`;
  const oldest = recent[recent.length - cap.views];
  return oldest === undefined ? [true, detail] : [false, detail, oldest + spanMs];
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/**
 * Splits the names of sections: at commas or semicolons where there are any, else at spaces. `Local News` and
 * `local-news` are the same.
 */
export function normaliseSections(value: string | undefined): string[] {
  const names = (value ?? '').split(/[,;]/.test(value ?? '') ? /[,;]+/ : /\s+/);
  return names.map((name) => name.trim().toLowerCase().replace(/\s+/g, '-')).filter((name) => name !== '');
}

/** The reader said no, or gives already. */
export function isAnswered({ reason }: Decision): boolean {
  return reason === 'closed' || reason === 'supporter';
}
