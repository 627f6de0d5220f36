/** For editors, at `?support-debug` only; in English, as everything that is said to developers. */
import { html, nothing, type TemplateResult } from 'lit';

import type { CampaignDecision, Decision, Verdict } from '../contracts/banner.ts';

/** What an editor may change to see what would happen: properties of the banner, which nothing remembers. */
export interface DebugHost {
  /** ISO 8601. */
  now: string | undefined;
  country: string | undefined;
  consent: boolean | undefined;
  /** Forgets what was remembered of the campaign. */
  reset(): void;
  /** Forgets everything. */
  clearData(): void;
}

/**
 * The pipeline of each campaign with what each rule says; the first that fails is the reason.
 *
 * @param campaign - The one that is spoken of.
 * @param now - Milliseconds since the epoch.
 */
export function drawDebug(host: DebugHost, decision: Decision, campaign: string, now: number): TemplateResult {
  const all = decision.campaigns ?? [{ ...decision, campaign }];
  return html`<details class="root debug" open lang="en" dir="ltr">
    <summary><bdi>${campaign}</bdi> – ${sayVerdict(decision)}</summary>
    ${all.map((one) => drawCampaign(one, all.length === 1 || one.campaign === campaign))}
    <p>Clock: ${new Date(now).toISOString()}</p>
    ${drawControls(host, now)}
  </details>`;
}

function drawCampaign(decision: CampaignDecision, isOpen: boolean): TemplateResult {
  const { campaign, rules, reason } = decision;
  return html`<details class="one" ?open=${isOpen}>
    <summary><bdi>${campaign}</bdi> – ${sayVerdict(decision)}</summary>
    <p>Arm of its test: ${decision.variant ?? 'none; the words of the control, not counted'}</p>
    <ol>
      ${rules.map((verdict) => drawRule(verdict, verdict.rule === reason))}
    </ol>
  </details>`;
}

function drawRule({ rule, passes, detail }: Verdict, isReason: boolean): TemplateResult {
  return html`<li>
    ${passes ? '✓' : '✗'} <b>${rule}</b> <bdi>${detail ?? ''}</bdi>${isReason ? ' ← the reason' : ''}
  </li>`;
}

function sayVerdict({ show, reason, until }: Decision): string {
  if (show) return 'shown';
  return `not shown: ${reason}${until === undefined ? '' : `; may be shown from ${until}`}`;
}

function drawControls(host: DebugHost, now: number): TemplateResult {
  const valueOf = (event: Event): string => (event.target as HTMLInputElement).value.trim();
  const setClock = (event: Event): void => {
    const time = Date.parse(`${valueOf(event)}Z`);
    host.now = Number.isNaN(time) ? undefined : new Date(time).toISOString();
  };
  const setCountry = (event: Event): void => void (host.country = valueOf(event) || undefined);
  const setConsent = (event: Event): void => void (host.consent = (event.target as HTMLInputElement).checked);
  const clock = html`<input
    type="datetime-local"
    .value=${new Date(now).toISOString().slice(0, 16)}
    @change=${setClock}
  />`;
  const country = html`<input size="2" maxlength="2" .value=${host.country ?? ''} @change=${setCountry} />`;
  const consent = html`<input type="checkbox" .checked=${host.consent ?? false} @change=${setConsent} />`;
  return html`<fieldset>
    <legend>As if</legend>
    <p><label>it were (UTC) ${clock}</label></p>
    <p><label>the reader were in ${country}</label></p>
    <p><label>the reader had given consent ${consent}</label></p>
    <p>
      ${host.now === undefined ? nothing : html`<button type="button" @click=${() => (host.now = undefined)}>By the clock again</button>`}
      <button type="button" @click=${() => host.reset()}>Forget this campaign</button>
      <button type="button" @click=${() => host.clearData()}>Forget everything</button>
    </p>
  </fieldset>`;
}
