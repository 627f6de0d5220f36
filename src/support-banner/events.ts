import type { CampaignDecision, Choice, Decision, Placement, Rule, Verdict } from '../contracts/banner.ts';

/** A support banner is about to be shown. Cancel it to keep it away (another overlay is open, say). */
export class SupportBannerShowEvent extends Event {
  readonly campaign: string;
  readonly placement: Placement;

  constructor(campaign: string, placement: Placement) {
    super('support-banner-show', { bubbles: true, composed: true, cancelable: true });
    this.campaign = campaign;
    this.placement = placement;
  }
}

/** It is decided whether a support banner is shown, or decided anew with another result. */
export class SupportBannerDecidedEvent extends Event {
  readonly campaign: string;
  readonly show: boolean;
  /** The first rule that failed; `undefined` when the banner is shown. */
  readonly reason: Rule | undefined;
  /** When that rule will pass at the earliest: ISO 8601 in UTC. */
  readonly until: string | undefined;
  /** What each rule said, in order. */
  readonly rules: readonly Verdict[];
  /** The arm of its test that the reader is in; `undefined` where there is none. */
  readonly variant: string | undefined;
  /** With several campaigns: what is decided about each, in order of priority. */
  readonly campaigns: readonly CampaignDecision[] | undefined;

  constructor(campaign: string, { show, reason, until, rules, variant, campaigns }: Decision) {
    super('support-banner-decided', { bubbles: true, composed: true });
    this.campaign = campaign;
    this.show = show;
    this.reason = reason;
    this.until = until;
    this.rules = rules;
    this.variant = variant;
    this.campaigns = campaigns;
  }
}

/** The reader saw the banner: half of it for one second. Once per page view and campaign. */
export class SupportBannerViewedEvent extends Event {
  readonly campaign: string;
  /** The arm of its test that the reader is in; `undefined` where there is none. */
  readonly variant: string | undefined;

  constructor(campaign: string, variant?: string) {
    super('support-banner-viewed', { bubbles: true, composed: true });
    this.campaign = campaign;
    this.variant = variant;
  }
}

/** The reader is about to follow the banner's link. Cancel it to do something else instead. */
export class SupportBannerFollowEvent extends Event {
  readonly campaign: string;
  /** Where the link leads, as configured. */
  readonly href: string;
  /** The arm of its test that the reader is in; `undefined` where there is none. */
  readonly variant: string | undefined;

  constructor(campaign: string, href: string, variant?: string) {
    super('support-banner-follow', { bubbles: true, composed: true, cancelable: true });
    this.campaign = campaign;
    this.href = href;
    this.variant = variant;
  }
}

/** The reader closed the banner and said for how long (or left the page after closing: that is *Not now*). */
export class SupportBannerDismissedEvent extends Event {
  readonly campaign: string;
  readonly choice: Choice;
  /** The end of the promised silence: ISO 8601 in UTC. */
  readonly until: string;
  /** The arm of its test that the reader is in; `undefined` where there is none. */
  readonly variant: string | undefined;

  constructor(campaign: string, choice: Choice, until: string, variant?: string) {
    super('support-banner-dismissed', { bubbles: true, composed: true });
    this.campaign = campaign;
    this.choice = choice;
    this.until = until;
    this.variant = variant;
  }
}
