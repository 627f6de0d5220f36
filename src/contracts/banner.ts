import type { Rule } from './banner-rules.ts';

export type { Readers, Rule } from './banner-rules.ts';

/** Where a support banner stands: in the text, or pinned to an edge of the window. */
export const PLACEMENTS = ['inline', 'top', 'bottom'] as const;
/** Where a banner may remember: across visits, for this tab, or only until the page is left. */
export const STORAGES = ['local', 'session', 'none'] as const;
/** What a reader can answer when closing. */
export const CHOICES = ['not-now', 'next-month', 'supporter'] as const;
export type Placement = (typeof PLACEMENTS)[number];
export type StorageKind = (typeof STORAGES)[number];
export type Choice = (typeof CHOICES)[number];

/** What one rule says. */
export interface Verdict {
  readonly rule: Rule;
  readonly passes: boolean;
  /** What it went by, for editors and developers, in English; absent when there is nothing to go by. */
  readonly detail?: string;
}

/** Whether a banner is shown, and why: what `why()` answers and `support-banner-decided` carries. */
export interface Decision {
  readonly show: boolean;
  /** The first rule that fails; absent when the banner is shown. */
  readonly reason?: Rule;
  /** When that rule will pass at the earliest, ISO 8601 in UTC; absent when time alone does not help. */
  readonly until?: string;
  /** Every rule, in order, those after the first failing one included. */
  readonly rules: readonly Verdict[];
  /** The arm of its test that the reader is in; absent where there is no test, or the reader takes no part in it. */
  readonly variant?: string;
  /** With several campaigns: what is decided about each of them, in order of priority. */
  readonly campaigns?: readonly CampaignDecision[];
}

/** What is decided about one of several campaigns. */
export interface CampaignDecision extends Omit<Decision, 'campaigns'> {
  readonly campaign: string;
}
