import { attempt } from '../base/messages.ts';
import { parseInstant } from '../contracts/dates.ts';
import type { CheckedAmount } from './amount-input.ts';
import type { Handoff, Offer } from './offer.ts';
import type { Progress, Totals } from './progress.ts';
import type { Chosen } from './selection.ts';
import type { DonationConfig } from './settings.ts';
import type { Say } from './words.ts';

/** How to speak here. */
export interface Speech {
  readonly say: Say;
  /** An amount in minor units, as the page's language writes it. */
  readonly money: (minor: number, isFull?: boolean) => string;
  /** A name from outside, isolated from the direction of the sentence. */
  readonly name: (name: string) => string;
  /** BCP 47, for dates. */
  readonly tag: string;
  /** The language's decimal separator, for examples. */
  readonly decimal: string;
}

const GIVE = { once: 'giveOnce', monthly: 'giveMonthly', yearly: 'giveYearly' } as const;

/** The sentence that is the truth about an appeal. */
export function sayTotals({ raised, goal }: Totals, progress: Progress | undefined, { say, money }: Speech): string {
  if (raised === undefined) return say('goalOnly', { goal: money(goal ?? 0) });
  if (!progress) return say('raised', { raised: money(raised) });
  return say('raisedOf', { raised: money(raised), goal: money(progress.goal), percent: progress.percent });
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

/** The text of the action: the choice read back, or what is missing. */
export function sayAction(chosen: Chosen, offer: Offer, { say, money, name }: Speech): string {
  const { amountMinor, frequency, needsConfirmation, isConfirmed } = chosen;
  if (amountMinor === undefined) {
    const { destination, frequencies } = offer;
    if (destination && frequencies.length === 0) {
      return destination.name ? say('giveAt', { provider: name(destination.name) }) : say('give');
    }
    return say('chooseAmount');
  }
  if (!frequency) return say('chooseFrequency');
  const amount = money(amountMinor);
  return needsConfirmation && !isConfirmed ? say('confirmFirst', { amount }) : say(GIVE[frequency], { amount });
}

/** What will happen at the provider, and what it cannot be told. */
export function sayNote(chosen: Chosen, offer: Offer, handoff: Handoff | undefined, { say, name }: Speech): string {
  const target = handoff ?? offer.destination;
  if (!target) return chosen.amountMinor !== undefined && chosen.frequency ? say('nowhere') : '';
  if (!target.name || offer.frequencies.length === 0) return '';
  const provider = name(target.name);
  const keys = { carried: 'continueAt', hinted: 'checkAmount', asked: 'enterAmount' } as const;
  const note = say(keys[target.amount], { provider });
  if (!handoff?.asksFrequency) return note;
  const repeat = say('repeatFrequency', { provider });
  return target.amount === 'carried' ? repeat : `${note} ${repeat}`;
}

/** What is wrong with a typed amount, or how it was understood where that could be doubted. */
export function sayMessage(check: CheckedAmount | undefined, offer: Offer, { say, money, decimal }: Speech): string {
  if (!check) return '';
  if ('minor' in check) return check.isGuess ? say('understood', { amount: money(check.minor) }) : '';
  const [first = 0, second = 0] = check.meanings;
  switch (check.problem) {
    case 'empty':
    case 'unfinished':
      return '';
    case 'ambiguous':
      return say('ambiguous', { first: money(first), second: money(second, true) });
    case 'format':
      return say('format', { example: `12${offer.exponent > 0 ? decimal + '50'.padEnd(offer.exponent, '0') : ''}` });
    default:
      return say(check.problem === 'large' ? 'maximum' : check.problem, { amount: money(first) });
  }
}

/** The calendar day as it was written, whatever the reader's time zone. */
function formatDay(time: string, tag: string): string {
  const day = time.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return attempt(() => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(date)) ?? day;
}
