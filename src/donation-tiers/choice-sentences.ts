import type { Frequency } from '../contracts/decimal.ts';
import type { CheckedAmount } from './amount-input.ts';
import { decimalSeparator } from './currency-signs.ts';
import type { Handoff, Offer } from './offer.ts';
import type { Reach } from './reach.ts';
import type { Chosen } from './selection.ts';
import type { Speech } from './sentences.ts';

const GIVE = { once: 'giveOnce', monthly: 'giveMonthly', yearly: 'giveYearly' } as const;

/** The text of the action: the choice read back, or what is missing. */
export function sayAction(chosen: Chosen, offer: Offer, speech: Speech): string {
  const { amountMinor, frequency, needsConfirmation, isConfirmed } = chosen;
  const { say, money } = speech;
  if (amountMinor === undefined) {
    return offer.destination && offer.frequencies.length === 0 ? sayWay(offer, speech) : say('chooseAmount');
  }
  if (!frequency) return say('chooseFrequency');
  if (needsConfirmation && !isConfirmed) return say('confirmFirst', { amount: money(amountMinor) });
  return sayWay(offer, speech, amountMinor, frequency);
}

/** What a link says: how much and how often, or where it leads. */
export function sayWay(
  { destination }: Offer,
  { say, money, name }: Speech,
  amountMinor?: number,
  frequency?: Frequency,
): string {
  if (amountMinor !== undefined && frequency) return say(GIVE[frequency], { amount: money(amountMinor) });
  return destination?.name ? say('giveAt', { provider: name(destination.name) }) : say('give');
}

/** What will happen at the provider, and what it cannot be told. */
export function sayNote(chosen: Chosen, offer: Offer, handoff: Handoff | undefined, { say, name }: Speech): string {
  const target = handoff ?? offer.destination;
  if (!target) return chosen.amountMinor !== undefined && chosen.frequency ? say('nowhere') : '';
  if (!target.name || offer.frequencies.length === 0) return '';
  const provider = name(target.name);
  // What is only known from use may carry as little of how often as of how much.
  const hinted = chosen.frequency && chosen.frequency !== 'once' ? 'checkBoth' : 'checkAmount';
  const keys = { carried: 'continueAt', hinted, asked: 'enterAmount' } as const;
  const note = say(keys[target.amount], { provider });
  if (!handoff?.asksFrequency) return note;
  const repeat = say('repeatFrequency', { provider });
  return target.amount === 'carried' ? repeat : `${note} ${repeat}`;
}

/** What the choice would complete. */
export function sayReach(reach: Reach | undefined, { say, money, name }: Speech): string {
  if (!reach) return '';
  if (reach.isGoal) return say('completesGoal', { goal: money(reach.at) });
  return say('completesMilestone', { milestone: reach.label ? name(reach.label) : money(reach.at) });
}

/** What is wrong with a typed amount, or how it was understood where that could be doubted. */
export function sayMessage(check: CheckedAmount | undefined, offer: Offer, { say, money, tag }: Speech): string {
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
      return say('format', {
        example: `12${offer.exponent > 0 ? decimalSeparator(tag) + '50'.padEnd(offer.exponent, '0') : ''}`,
      });
    default:
      return say(check.problem === 'large' ? 'maximum' : check.problem, { amount: money(first) });
  }
}
