/** For editors, at `?support-debug` only; in English, as everything that is said to developers. */
import { html, type TemplateResult } from 'lit';

import type { Decision } from '../contracts/banner.ts';

/** The pipeline with what each rule says; the first that fails is the reason. */
export function drawDebug(decision: Decision, campaign: string, now: number): TemplateResult {
  const { show, reason, until, rules } = decision;
  const verdict = show ? 'shown' : `not shown: ${reason}${until === undefined ? '' : `, until ${until}`}`;
  return html`<details class="root debug" open lang="en" dir="ltr">
    <summary><bdi>${campaign}</bdi> – ${verdict}</summary>
    <ol>
      ${rules.map(
        ({ rule, passes, detail }) =>
          html`<li>
            ${passes ? '✓' : '✗'} <b>${rule}</b> <bdi>${detail ?? ''}</bdi>${rule === reason ? ' ← the reason' : ''}
          </li>`,
      )}
    </ol>
    <p>Clock: ${new Date(now).toISOString()}</p>
  </details>`;
}
