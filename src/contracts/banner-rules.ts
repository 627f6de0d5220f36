/** Whom a campaign may ask. Supporters are asked by campaigns that name them, and by no other. */
export const READERS = ['signed-in', 'signed-out', 'supporters'] as const;
/**
 * The rules that decide about showing, in the order in which they are asked. Most are named after the attribute behind
 * them; `content` is that there is something to show, `closed` the reader's own silence, `gap` the pause after any
 * campaign, `placeholders` that no word is left to fill in, `show` the page's veto and the turn of others. A banner
 * without campaigns asks only those that its attributes can set.
 */
export const RULES = [
  'content',
  'sensitive',
  'supporter',
  'starts',
  'ends',
  'days',
  'quiet-hours',
  'exclude-sections',
  'sections',
  'exclude-tags',
  'tags',
  'languages',
  'countries',
  'referrers',
  'readers',
  'after-articles',
  'closed',
  'cap',
  'gap',
  'dilution',
  'consent',
  'placeholders',
  'show',
] as const;

export type Readers = (typeof READERS)[number];
export type Rule = (typeof RULES)[number];
