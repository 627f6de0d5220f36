import type { PICKER_WORDS } from './words-picker.ts';

/** What the donation tiers say in English before there is a choice; what that says stands in `words-picker.ts`. */
export const ENGLISH = {
  progress: 'Progress of the appeal',
  raisedOf: '{raised} of {goal} raised ({percent} %)',
  raised: '{raised} raised',
  goalOnly: 'Goal: {goal}',
  weeklyOf: '{raised} of {goal} a week ({percent} %)',
  weekly: '{raised} a week',
  renews: '{sentence}, of which {percent} % renews monthly',
  supporters: { one: '{count} supporter', other: '{count} supporters' },
  asOf: 'As of {date}',
  starts: 'Starts on {date}',
  deadline: 'Until {date}',
  ended: 'Ended on {date}',
  gross: 'Before fees',
  net: 'After fees',
  milestones: 'Milestones',
  reached: 'reached',
  notReached: 'not reached yet',
};

export type DonationWords = typeof ENGLISH & typeof PICKER_WORDS;
/** Says one of them. */
export type Say = (key: keyof DonationWords, values?: Readonly<Record<string, string | number>>) => string;
