import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Comment } from '../../contracts/comments.ts';
import { REPORT_REASONS } from '../../contracts/moderation.ts';
import type { Removed, Reporting } from './asides.ts';
import type { Scene } from '../draw-scene.ts';
import { reasonOf } from './refusal.ts';
import type { Aside } from '../session.ts';
import type { ThreadWord } from '../words.ts';

const REASON_WORDS: Readonly<Record<(typeof REPORT_REASONS)[number], ThreadWord>> = {
  spam: 'reasonSpam',
  abuse: 'reasonAbuse',
  'off-topic': 'reasonOffTopic',
  'personal-data': 'reasonPersonalData',
  illegal: 'reasonIllegal',
  other: 'reasonOther',
};

/** What stands in a comment's place, or below it, for a while. */
export function drawAside(comment: Comment, aside: Aside, scene: Scene): unknown {
  const known = aside as Removed | Reporting;
  return known.kind === 'removed' ? drawRemoved(comment, known, scene) : drawReport(comment, known, scene);
}

function drawRemoved(comment: Comment, { status, failure }: Removed, { say, desk }: Scene): TemplateResult {
  const canUndo = status === 'removed' || status === 'restoring';
  return html`<p class="removed">
    <span class="muted">${say('wasDeleted')}</span>
    ${
      canUndo
        ? html`<button
            type="button"
            class="link"
            data-act="undo"
            aria-disabled=${status === 'restoring' ? 'true' : 'false'}
            @click=${() => desk?.around.restore(comment.id)}
          >
            ${say('undo')}
          </button>`
        : nothing
    }
    ${status === 'late' ? html`<span class="muted">${say('tooLateToUndo')}</span>` : nothing}
    ${status === 'removed' && failure ? html`<span class="error">${say('notRestored')}</span>` : nothing}
  </p>`;
}

function drawReport(comment: Comment, report: Reporting, scene: Scene): TemplateResult {
  const { say, desk } = scene;
  const { id } = comment;
  if (report.status === 'thanks') return html`<p class="muted thanks">${say('thanksForReport')}</p>`;
  const isSending = report.status === 'sending';
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') void desk?.around.closeReport(id);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void desk?.around.sendReport(comment);
  };
  const name = comment.author.name || say('anonymous');
  return html`<form
    class="form report"
    aria-label=${say('reportTitle', { name })}
    novalidate
    @submit=${submit}
    @keydown=${onKey}
  >
    ${drawReasons(id, report, scene)}
    <label class="field">
      <span>${say('reportDetail')}</span>
      <textarea
        name="detail"
        rows="2"
        maxlength="2000"
        dir="auto"
        .value=${live(report.detail)}
        @input=${(event: Event) => (report.detail = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
    </label>
    ${report.failure ? html`<p class="error" role="alert">${say('notReported')} ${sayReason(report.failure, scene)}</p>` : nothing}
    <div class="buttons">
      <button class="primary" ?disabled=${isSending}>${say(report.failure ? 'tryAgain' : 'sendReport')}</button>
      <button type="button" class="plain" ?disabled=${isSending} @click=${() => desk?.around.closeReport(id)}>
        ${say('cancel')}
      </button>
    </div>
  </form>`;
}

function drawReasons(id: string, report: Reporting, { say }: Scene): TemplateResult {
  return html`<fieldset aria-describedby=${`report-${id}`}>
    <legend>${say('reportQuestion')}</legend>
    ${REPORT_REASONS.map(
      (reason) =>
        html`<label class="check">
          <input
            type="radio"
            name="reason"
            value=${reason}
            .checked=${live(report.reason === reason)}
            @change=${() => (report.reason = reason)}
          />
          <span>${say(REASON_WORDS[reason])}</span>
        </label>`,
    )}
    <p id=${`report-${id}`} class="error" ?hidden=${!report.isReasonMissing}>${say('reasonFirst')}</p>
  </fieldset>`;
}

function sayReason(failure: NonNullable<Reporting['failure']>, { say }: Scene): string {
  const reason = reasonOf(failure);
  return 'text' in reason ? reason.text : say(reason.word, reason.values ?? {});
}
