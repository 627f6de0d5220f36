import { html, nothing, type TemplateResult } from 'lit';

import { exponentOf, toDecimal } from './money.ts';
import type { Progress, Totals } from './progress.ts';
import type { Speech } from './sentences.ts';

export interface MeterView {
  readonly totals: Totals;
  readonly progress: Progress | undefined;
  readonly currency: string;
  /** The truth in one sentence. */
  readonly sentence: string;
  /** Supporters, dates and policy, in words. */
  readonly facts: readonly string[];
  /** Whether there is a heading to name the bar. */
  readonly isNamed: boolean;
  readonly speech: Speech;
}

/** The sentence, and what repeats it: bar and milestones. */
export function drawMeter(view: MeterView): TemplateResult {
  const { progress, totals, facts, sentence } = view;
  const hasSteps = totals.steps.some(({ at, label }) => label || (at > 0 && at !== progress?.goal));
  return html`<div class="meter">
    <p class="sentence">${sentence}</p>
    ${progress && totals.raised !== undefined ? drawBar(view, progress, totals.raised) : nothing}
    ${facts.length > 0 ? html`<p class="muted">${facts.join(' · ')}</p>` : nothing}
    ${progress && hasSteps ? drawMilestones(view, progress) : nothing}
  </div>`;
}

function drawBar(view: MeterView, progress: Progress, raised: number): TemplateResult {
  const exponent = exponentOf(view.currency);
  return html`<div
    class="track"
    part="meter"
    role="meter"
    aria-labelledby=${view.isNamed ? 'heading' : nothing}
    aria-label=${view.isNamed ? nothing : view.speech.say('progress')}
    aria-valuemin="0"
    aria-valuemax=${toDecimal(progress.goal, exponent)}
    aria-valuenow=${toDecimal(Math.min(raised, progress.goal), exponent)}
    aria-valuetext=${view.sentence}
  >
    <div class="fill" part="bar"></div>
    ${progress.milestones.map(({ place }) => (place < 1 ? html`<span class="tick"></span>` : nothing))}
  </div>`;
}

function drawMilestones({ speech: { say, money } }: MeterView, { milestones }: Progress): TemplateResult {
  // Safari forgets that a list without markers is one.
  // eslint-disable-next-line lit-a11y/no-redundant-role
  return html`<ol class="milestones" part="milestones" role="list" aria-label=${say('milestones')}>
    ${milestones.map(
      ({ at, label, isReached }) =>
        html`<li class=${isReached ? 'reached' : ''} part="milestone">
          <span class="at">${money(at)}</span>
          ${label ? html`<bdi>${label}</bdi>` : nothing}
          <span class=${isReached ? 'muted' : 'visually-hidden'}>${say(isReached ? 'reached' : 'notReached')}</span>
        </li>`,
    )}
  </ol>`;
}

/** Puts fill and ticks in their places: a style attribute would break under a strict policy. */
export function placeBar(root: ParentNode, progress: Progress | undefined): void {
  const track = root.querySelector<HTMLElement>('.track');
  if (!track || !progress) return;
  const before = Number(track.style.getPropertyValue('--_ratio'));
  // What was refunded is not staged.
  track.classList.toggle('back', progress.ratio < before);
  track.style.setProperty('--_ratio', String(progress.ratio));
  track.querySelectorAll<HTMLElement>('.tick').forEach((tick, index) => {
    tick.style.setProperty('--_place', String(progress.milestones[index]!.place));
  });
}
