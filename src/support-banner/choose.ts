import type { CampaignDecision, Decision } from '../contracts/banner.ts';
import { assign, takesPart } from './assignment.ts';
import { decideCampaign, type CampaignFacts } from './campaign-rules.ts';
import { isAnswered } from './eligibility.ts';
import { CONTROL, type Campaign, type CampaignConfig, type Variant } from './campaigns.ts';

/** Which arm a reader gets, and whether that was drawn: only then it counts for the test. */
export interface Drawn {
  readonly variant: Variant | undefined;
  readonly isCounted: boolean;
}

/**
 * The arm of a campaign's test that a reader is in. Whoever has no identity, or takes no part, gets the control: never
 * one drawn anew on each page.
 *
 * @param reader - What the reader is known by; nothing of it is in the result.
 */
export function drawVariant({ name, variants, config }: Campaign, reader: string | undefined): Drawn {
  const isCounted = reader !== undefined && variants.length > 0 && takesPart(name, config.share ?? 100, reader);
  const drawn = (isCounted && assign(name, variants, reader)) || CONTROL;
  return { variant: variants.find(({ variant }) => variant === drawn), isCounted };
}

/** The configuration in force for a campaign in one of its arms. */
export function configOf({ name, config }: Campaign, variant: Variant | undefined): CampaignConfig {
  return { ...config, campaign: name, ...variant?.words };
}

export interface Candidate {
  readonly campaign: Campaign;
  readonly drawn: Drawn;
  readonly facts: CampaignFacts;
}

export interface Chosen<C extends Candidate> {
  readonly candidate: C;
  readonly decision: Decision;
}

/**
 * The first campaign that may be shown; where none may, the one that only the page keeps away, or that is held, or else the
 * first, with its reason.
 *
 * @param candidates - In order of priority; at least one.
 * @param held - The campaign that was shown in this page view: it stays while it may, and while its reader's answer stands.
 * @param now - Milliseconds since the epoch.
 */
export function chooseCampaign<C extends Candidate>(
  candidates: readonly C[],
  held: string | undefined,
  now: number,
): Chosen<C> {
  const all = candidates.map((candidate) => ({ candidate, decision: decisionOf(candidate, now) }));
  const mine = all.find(({ candidate }) => candidate.campaign.name === held);
  const stays = mine && (mine.decision.show || isAnswered(mine.decision));
  const first = all.find(({ decision }) => decision.show) ?? all.find(({ decision }) => decision.reason === 'show');
  const chosen = (stays ? mine : first) ?? mine ?? all[0]!;
  const campaigns = all.map(({ candidate, decision }): CampaignDecision => ({
    campaign: candidate.campaign.name,
    ...decision,
  }));
  return { candidate: chosen.candidate, decision: { ...chosen.decision, ...(campaigns.length > 1 && { campaigns }) } };
}

function decisionOf({ campaign, drawn, facts }: Candidate, now: number): Decision {
  const decision = decideCampaign(facts, campaign.terms, now);
  return drawn.isCounted && drawn.variant ? { ...decision, variant: drawn.variant.variant } : decision;
}
