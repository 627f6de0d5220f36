import { html, nothing, type TemplateResult } from 'lit';

import { actionOf, type BannerView } from './draw-banner.ts';

const ANSWERS = [
  ['not-now', 'notNow'],
  ['next-month', 'nextMonth'],
  ['supporter', 'supporter'],
] as const;

/** The question after closing, or the line after that. */
export function drawClosed(view: BannerView): TemplateResult {
  return view.stage === 'choices' ? drawChoices(view) : drawNote(view);
}

function drawChoices(view: BannerView): TemplateResult {
  return html`<div class="line" role="group" aria-labelledby="question">
    <p id="question">${view.say('choose')}</p>
    <div part="choices">
      ${ANSWERS.map(
        ([choice, word]) =>
          html`<button type="button" @click=${() => view.onChoose(choice)}>${view.say(word)}</button>`,
      )}
    </div>
  </div>`;
}

function drawNote(view: BannerView): TemplateResult {
  return html`<div class="line">
    <p id="note" part="note">${view.promise}</p>
    ${
      view.onRemind
        ? html`<button type="button" part="reminder" @click=${view.onRemind}>${view.say('addToCalendar')}</button>`
        : nothing
    }
    <button type="button" class="plain text-button undo" aria-describedby="note" @click=${view.onUndo}>
      ${view.say('undo')}
    </button>
    ${
      view.href === undefined
        ? nothing
        : html`<a part="link" href=${view.href} @click=${view.onFollow}>${actionOf(view)}</a>`
    }
  </div>`;
}
