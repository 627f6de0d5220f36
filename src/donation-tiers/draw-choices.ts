import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Frequency } from '../contracts/decimal.ts';
import { sayAction, sayMessage, sayNote, sayReach } from './choice-sentences.ts';
import { drawAddress, type LinkCode } from './draw-link-code.ts';
import type { Handoff, Offer, Option } from './offer.ts';
import type { Reach } from './reach.ts';
import type { Chosen } from './selection.ts';
import type { Speech } from './sentences.ts';

/** What the choices look like now, and what to do when the reader acts. */
export interface ChoicesView {
  readonly offer: Offer;
  readonly chosen: Chosen;
  readonly typed: string;
  /** Absent while something is missing. */
  readonly handoff: Handoff | undefined;
  /** What the choice would complete, if it certainly does. */
  readonly reach: Reach | undefined;
  readonly speech: Speech;
  /** Absent where the publisher wants none. */
  readonly code: LinkCode | undefined;
  /** The button of a form is the action: there is no link. */
  readonly isInForm: boolean;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly onOption: (option: Option | 'custom') => void;
  readonly onFrequency: (frequency: Frequency) => void;
  readonly onType: (event: Event) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onConfirm: (event: Event) => void;
  readonly onAction: (event: Event) => void;
}

/** Frequencies, amounts, the action and what it will do. */
export function drawChoices(view: ChoicesView): TemplateResult {
  const { offer, chosen, handoff, reach, speech, isInForm } = view;
  const notes = [sayReach(reach, speech), isInForm ? '' : sayNote(chosen, offer, handoff, speech)];
  const open = chosen.frequency ? [chosen.frequency] : offer.frequencies;
  const options = offer.options.filter((option) => open.some((frequency) => offer.isOpen(option, frequency)));
  const hasCustom = open.some((frequency) => offer.isOpen('custom', frequency));
  return html`${offer.frequencies.length > 1 ? drawFrequencies(view) : nothing}
    ${options.length > 0 || hasCustom ? drawAmounts(view, options, hasCustom) : nothing}
    ${chosen.needsConfirmation ? drawConfirmation(view) : nothing} ${isInForm ? nothing : drawAction(view)}
    <p class="muted note" part="note" role="status">${notes.filter(Boolean).join(' ')}</p>`;
}

function drawConfirmation({ chosen, speech: { say, money }, isDisabled, onConfirm }: ChoicesView): TemplateResult {
  const { amountMinor, isConfirmed } = chosen;
  return html`<label class="confirm">
    <input type="checkbox" ?disabled=${isDisabled} .checked=${live(isConfirmed)} @change=${onConfirm} />
    <span>${say('confirm', { amount: money(amountMinor!) })}</span>
  </label>`;
}

function drawFrequencies(view: ChoicesView): TemplateResult {
  const { offer, chosen, speech, isDisabled, onFrequency, onKey } = view;
  const { frequency } = chosen;
  const { say } = speech;
  return html`<fieldset part="frequency" ?disabled=${isDisabled} @keydown=${onKey}>
    <legend>${say('frequencies')}</legend>
    <div class="cards frequencies">
      ${offer.frequencies.map(
        (name) =>
          html`<label class="card">
            <input
              type="radio"
              name="frequency"
              value=${name}
              .checked=${live(name === frequency)}
              @change=${() => onFrequency(name)}
            />
            <span class="face">${say(name)}</span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}

function drawAmounts(view: ChoicesView, options: readonly Option[], hasCustom: boolean): TemplateResult {
  const isRich = options.some(({ label, description, perks }) => label || description || perks?.length);
  return html`<fieldset part="amounts" ?disabled=${view.isDisabled} @keydown=${view.onKey}>
    <legend>${view.speech.say('amounts')}</legend>
    <div class=${isRich ? 'cards rich' : 'cards'}>
      ${options.map((option, index) => drawOption(view, option, index))}
    </div>
    ${hasCustom ? drawCustom(view, options.length === 0) : nothing}
  </fieldset>`;
}

function drawOption(view: ChoicesView, option: Option, index: number): TemplateResult {
  const { chosen, speech, isRequired, onOption } = view;
  const { say, money } = speech;
  const { amountMinor, label, description, perks, frequency, tier } = option;
  const often = frequency && frequency !== 'once' ? say(frequency) : '';
  return html`<label class="card" part="amount">
    <input
      type="radio"
      name="amount"
      value=${tier ?? amountMinor}
      ?required=${isRequired}
      aria-describedby=${description || perks?.length ? `about-${index} perks-${index}` : nothing}
      .checked=${live(chosen.option === option)}
      @change=${() => onOption(option)}
    />
    <span class="face">
      <span class="sum">${money(amountMinor)}${often ? html` <small>${often}</small>` : nothing}</span>
      ${label ? html`<bdi>${label}</bdi>` : nothing}
      ${description ? html`<bdi class="muted" id="about-${index}" aria-hidden="true">${description}</bdi>` : nothing}
      ${perks?.length ? drawPerks(perks, index) : nothing}
    </span>
  </label>`;
}

/** A label takes no list: a line each, and a comma between them for who hears it. */
function drawPerks(perks: readonly string[], index: number) {
  return html`<span class="perks muted" id="perks-${index}" aria-hidden="true"
    >${perks.map((perk) => html`<span class="perk"><bdi>${perk}</bdi><span class="visually-hidden">, </span></span>`)}</span
  >`;
}

function drawCustom(view: ChoicesView, isOnly: boolean): TemplateResult {
  const { offer, chosen, typed, speech, isRequired, onOption, onType } = view;
  const { option, check } = chosen;
  const { say } = speech;
  const message = sayMessage(check, offer, speech);
  const isWrong = !!message && !!check && 'problem' in check;
  return html`<div class="custom" part="custom">
      ${
        isOnly
          ? nothing
          : html`<label class="card">
              <input
                type="radio"
                name="amount"
                value="custom"
                ?required=${isRequired}
                .checked=${live(option === 'custom')}
                @change=${() => onOption('custom')}
              />
              <span class="face">${say('custom')}</span>
            </label>`
      }
      <input
        class="typed"
        type="text"
        inputmode="decimal"
        autocomplete="transaction-amount"
        maxlength="40"
        ?required=${isRequired && isOnly}
        aria-label=${say('customIn', { currency: offer.currency })}
        aria-invalid=${isWrong ? 'true' : 'false'}
        aria-describedby="message"
        placeholder=${offer.currency}
        dir="auto"
        .value=${live(typed)}
        @input=${onType}
      />
    </div>
    <p class=${isWrong ? 'message error' : 'message muted'} id="message" aria-live="polite">${message}</p>`;
}

/** One real link; without an address it says what is missing, and leads there. With one, other ways of it stand beside. */
function drawAction({ handoff, chosen, offer, speech, code, onAction }: ChoicesView): TemplateResult {
  const action = sayAction(chosen, offer, speech);
  return html`<div class="go">
    <a
      class=${handoff ? 'primary action' : 'primary action waiting'}
      part="action"
      href=${handoff?.url ?? nothing}
      role=${handoff ? nothing : 'link'}
      aria-disabled=${handoff ? nothing : 'true'}
      rel="nofollow noopener"
      referrerpolicy="strict-origin-when-cross-origin"
      @click=${onAction}
      >${action}</a
    >
    ${handoff && code ? code.draw(handoff.url, action, speech.say) : nothing}
    ${handoff ? drawAddress(handoff.url) : nothing}
  </div>`;
}
