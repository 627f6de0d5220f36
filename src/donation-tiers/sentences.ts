import { attempt } from '../base/messages.ts';
import { parseInstant } from '../contracts/dates.ts';
import type { Progress, Totals } from './progress.ts';
import type { DonationConfig } from './settings.ts';
import type { Say } from './words.ts';

/** How to speak here. */
export interface Speech {
  readonly say: Say;
  /** An amount in minor units, as the page's language writes it. */
  readonly money: (minor: number, isFull?: boolean) => string;
  /** A name from outside, isolated from the direction of the sentence. */
  readonly name: (name: string) => string;
  /** BCP 47, for dates and examples. */
  readonly tag: string;
}

/** The sentence that is the truth about an appeal. */
export function sayTotals(totals: Totals, progress: Progress | undefined, { say, money }: Speech): string {
  const { raised, goal, renewing, isWeekly } = totals;
  if (raised === undefined) return say('goalOnly', { goal: money(goal ?? 0) });
  const amounts = { raised: money(raised), goal: money(progress?.goal ?? 0), percent: progress?.percent ?? 0 };
  const [ofGoal, alone] = isWeekly ? (['weeklyOf', 'weekly'] as const) : (['raisedOf', 'raised'] as const);
  const sentence = say(progress ? ofGoal : alone, amounts);
  return renewing === undefined ? sentence : say('renews', { sentence, percent: renewing });
}

/**
 * Supporters, policy and dates, as far as they are known.
 *
 * @param now - Milliseconds since the epoch: a start that is over is not news, a deadline that is over has ended.
 */
export function sayFacts(config: Partial<DonationConfig>, now: number, { say, tag }: Speech): string[] {
  const { supporters, asOf, startsAt, deadline, policy } = config;
  const facts: string[] = [];
  // A day without a time ends with the day.
  const isPast = (time: string) => (parseInstant(time) ?? 0) + (time.length > 10 ? 0 : 86_400_000) <= now;
  if (supporters !== undefined) facts.push(say('supporters', { count: supporters }));
  if (policy) facts.push(say(policy));
  if (asOf) facts.push(say('asOf', { date: formatDay(asOf, tag) }));
  if (startsAt && (parseInstant(startsAt) ?? 0) > now) facts.push(say('starts', { date: formatDay(startsAt, tag) }));
  if (deadline) facts.push(say(isPast(deadline) ? 'ended' : 'deadline', { date: formatDay(deadline, tag) }));
  return facts;
}

/** The calendar day as it was written, whatever the reader's time zone. */
function formatDay(time: string, tag: string): string {
  const day = time.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return attempt(() => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(date)) ?? day;
}
