import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { charactersLeft, type Complaint, type Composer } from './composer.ts';
import type { Scene } from '../draw-scene.ts';

const HELP = ['helpEmphasis', 'helpQuote', 'helpList', 'helpLink'] as const;

/**
 * A form to write in. Its fields belong to the reader: a keystroke is noted, not drawn, and only what came from
 * elsewhere (a draft, an emptied form) is written into them.
 *
 * @param name - Of whom a reply answers.
 */
export function drawComposer(composer: Composer, scene: Scene, name = ''): TemplateResult {
  const { say, acts } = scene;
  const { purpose, status, isPreview } = composer;
  const title = { new: 'formTitle', reply: 'replyTitle', edit: 'editTitle' } as const;
  const action = { new: 'post', reply: 'postReply', edit: 'save' } as const;
  const isSending = status === 'sending';
  const submit = (event: Event) => {
    event.preventDefault();
    acts.submit(composer);
  };
  return html`<form
    part="form"
    class="form ${purpose}"
    data-form=${composer.id}
    aria-label=${say(title[purpose], { name })}
    aria-busy=${isSending ? 'true' : 'false'}
    novalidate
    @submit=${submit}
    @keydown=${(event: KeyboardEvent) => onKey(event, composer, scene)}
  >
    ${isPreview ? scene.writing?.drawPreview(composer, scene) : drawField(composer, scene)}
    ${purpose === 'edit' || (scene.isSignedIn && !scene.session.wantsName) ? nothing : drawName(composer, scene)}
    ${drawFailure(composer, scene)}
    <div class="buttons">
      <button class="primary" ?disabled=${isSending}>
        ${say(isSending && purpose !== 'edit' ? 'sending' : action[purpose])}
      </button>
      <button type="button" ?disabled=${isSending} @click=${() => acts.toggle(composer)}>
        ${say(isPreview ? 'write' : 'preview')}
      </button>
      ${
        purpose === 'new'
          ? nothing
          : html`<button type="button" class="plain" ?disabled=${isSending} @click=${() => acts.close(composer)}>
              ${say('cancel')}
            </button>`
      }
      ${isPreview ? nothing : drawHelp(scene)}
    </div>
  </form>`;
}

function onKey(event: KeyboardEvent, composer: Composer, { acts }: Scene): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && composer.status === 'idle') {
    event.preventDefault();
    acts.submit(composer);
  }
}

function drawField(composer: Composer, { say, acts }: Scene): TemplateResult {
  const { id, purpose, status, text, body } = composer;
  const isSending = status === 'sending';
  const shown = isSending && purpose !== 'edit' ? '' : text;
  return html`<label class="field">
      <span>${say('yourComment')}</span>
      <textarea
        name="comment"
        rows=${purpose === 'new' ? 4 : 3}
        dir="auto"
        .value=${live(shown)}
        ?disabled=${isSending}
        aria-invalid=${body ? 'true' : 'false'}
        aria-describedby=${`${id}-body ${id}-left`}
        @input=${(event: Event) => acts.write(composer, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
    </label>
    ${drawComplaint(`${id}-body`, body, say)} ${drawLeft(composer, say)}`;
}

function drawLeft({ id, text }: Composer, say: Scene['say']): TemplateResult {
  const left = charactersLeft(text);
  const isOver = left !== undefined && left < 0;
  const words =
    left === undefined ? nothing : say(isOver ? 'charactersOver' : 'charactersLeft', { count: Math.abs(left) });
  return html`<p id=${`${id}-left`} class=${isOver ? 'error left' : 'muted left'} ?hidden=${left === undefined}>
    ${words}
  </p>`;
}

function drawName(composer: Composer, { say, session }: Scene): TemplateResult {
  const { id, name: complaint, status } = composer;
  return html`<div class="who">
      <label class="field">
        <span>${say('name')}</span>
        <input
          name="name"
          autocomplete="nickname"
          maxlength="80"
          dir="auto"
          .value=${live(session.name)}
          ?disabled=${status === 'sending'}
          aria-invalid=${complaint ? 'true' : 'false'}
          aria-describedby=${`${id}-name`}
          @input=${(event: Event) => (session.name = (event.target as HTMLInputElement).value)}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          .checked=${live(session.keepsName)}
          @change=${(event: Event) => (session.keepsName = (event.target as HTMLInputElement).checked)}
        />
        <span>${say('rememberName')}</span>
      </label>
    </div>
    ${drawComplaint(`${id}-name`, complaint, say)}`;
}

function drawComplaint(id: string, complaint: Complaint | undefined, say: Scene['say']): TemplateResult {
  const text = complaint && ('word' in complaint ? say(complaint.word) : complaint.text);
  return html`<p id=${id} class="error" ?hidden=${!complaint}>${text ?? nothing}</p>`;
}

function drawFailure(composer: Composer, scene: Scene): unknown {
  const { say, sayFailure, acts } = scene;
  const { failure, purpose, isKnown } = composer;
  if (!failure) return nothing;
  const isSignedOut = failure.status === 401;
  const { canRetry } = failure;
  const detail = failure.problem?.detail ?? failure.problem?.title;
  const isFieldError = composer.body ?? composer.name;
  return html`<div class="failure" role="alert">
    <p class="error">
      ${say(isKnown ? 'earlierPosted' : purpose === 'edit' ? 'notSaved' : 'notPosted')}
      ${isKnown || isFieldError ? nothing : isSignedOut ? say('signInAgain') : (!canRetry && detail?.slice(0, 300)) || sayFailure(failure)}
    </p>
    ${canRetry ? html`<button type="button" @click=${() => acts.submit(composer)}>${say('tryAgain')}</button>` : nothing}
    ${isSignedOut && scene.signIn !== undefined ? drawSignIn(scene) : nothing}
  </div>`;
}

/** The way to sign in: the publisher's page, or only the event. */
export function drawSignIn({ signIn, say, acts }: Scene): TemplateResult {
  return signIn
    ? html`<a class="primary" href=${signIn} @click=${acts.signIn}>${say('signIn')}</a>`
    : html`<button type="button" class="primary" @click=${acts.signIn}>${say('signIn')}</button>`;
}

function drawHelp({ say }: Scene): TemplateResult {
  return html`<details class="help">
    <summary>${say('formatting')}</summary>
    <ul>
      ${HELP.map((key) => html`<li>${say(key)}</li>`)}
    </ul>
  </details>`;
}
