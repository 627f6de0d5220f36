import type { Decision } from '../contracts/banner.ts';
import type { CampaignConfig } from './campaigns.ts';

/** The campaign that is spoken of, and what is decided about it. */
export interface InForce {
  /** Its configuration, placeholders filled in. */
  readonly config: CampaignConfig;
  readonly decision: Decision;
  /** The campaigns are still on their way. */
  readonly isPending: boolean;
  /** What to draw for the variant in place of the author's content. */
  readonly template: HTMLTemplateElement | undefined;
  /** Fills the placeholders in the author's content. */
  readonly fillText: (text: string) => string;
}

/** What is in force where there is no campaign, or none yet. */
export function nothingInForce(config: CampaignConfig, isPending: boolean): InForce {
  const detail = isPending ? 'campaigns are being loaded' : 'no campaign';
  const decision = { show: false, reason: 'content', rules: [{ rule: 'content', passes: false, detail }] } as const;
  return { config, decision, isPending, template: undefined, fillText: String };
}
