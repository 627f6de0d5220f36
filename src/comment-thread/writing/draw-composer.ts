import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { MAX_NAME_LENGTH } from '../../contracts/comments.ts';
import { MAX_EMAIL_LENGTH } from '../../contracts/notifications.ts';
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
  const { say, acts, writing } = scene;
  const { purpose, status, isPreview, anchor } = composer;
  const title = { new: 'formTitle', reply: 'replyTitle', edit: 'editTitle' } as const;
  const action = { new: 'post', reply: 'postReply', edit: 'save' } as const;
  const isSending = status === 'sending';
  const submit = (event: Event) => {
    event.preventDefault();
    acts.submit(composer);
  };
  return html`<form
    part="form"
    class="form ${anchor ? 'passage' : purpose}"
    data-form=${composer.id}
    aria-label=${say(anchor ? 'commentOnPassage' : title[purpose], { name })}
    aria-busy=${isSending ? 'true' : 'false'}
    novalidate
    @submit=${submit}
    @keydown=${(event: KeyboardEvent) => onKey(event, composer, scene)}
  >
    ${isPreview ? writing?.drawPreview(composer, scene) : drawField(composer, scene)}
    ${writing?.drawDraft(composer, scene) ?? nothing} ${purpose === 'edit' ? nothing : drawWriter(composer, scene)}
    ${
      scene.canNotify && purpose !== 'edit'
        ? html`<div class="notify">${writing?.drawChoice(composer, scene)}</div>`
        : nothing
    }
    ${composer.failure ? (writing?.drawFailure(composer, scene) ?? drawUnreachable(composer, scene)) : nothing}
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
        @focus=${() => (composer.startedAt ??= Date.now())}
        @input=${(event: Event) => acts.write(composer, valueOf(event))}
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

/** Who writes: fields for a guest, the name of a signed-in reader. And a field that only programs fill in. */
function drawWriter(composer: Composer, scene: Scene): unknown {
  const { session, say, acts, isSignedIn, writing } = scene;
  const trap = html`<div class="trap" aria-hidden="true">
    <input
      name="subject"
      tabindex="-1"
      autocomplete="off"
      @input=${(event: Event) => (composer.trap = valueOf(event))}
    />
  </div>`;
  if (isSignedIn && !session.wantsName)
    return html`<p class="reader muted">${writing?.drawReader(scene)}</p>
      ${trap}`;
  const hasEmail = session.backend.capabilities.email === true;
  return html`<div class="who">
      ${drawInput('name', composer, scene)} ${hasEmail ? drawInput('email', composer, scene) : nothing}
    </div>
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(session.keepsName)}
        @change=${(event: Event) => acts.remember((event.target as HTMLInputElement).checked)}
      />
      <span>${say(hasEmail ? 'rememberMe' : 'rememberName')}</span>
    </label>
    ${trap}`;
}

/** @param composer - The form it stands in. */
export function drawInput(
  field: 'name' | 'email',
  composer: Pick<Composer, 'id' | 'status' | 'name' | 'email' | 'notify'>,
  { say, session, writing }: Scene,
): TemplateResult {
  const { id, status, [field]: complaint } = composer;
  const help = composer.notify && !composer.notify.way && writing ? 'emailNeeded' : 'emailHelp';
  const isEmail = field === 'email';
  return html`<div class="field">
    <label for=${`${id}-${field}`}>${say(field)}</label>
    <input
      id=${`${id}-${field}`}
      name=${field}
      type=${isEmail ? 'email' : 'text'}
      autocomplete=${isEmail ? 'email' : 'nickname'}
      maxlength=${isEmail ? MAX_EMAIL_LENGTH : MAX_NAME_LENGTH}
      dir=${isEmail ? 'ltr' : 'auto'}
      .value=${live(session[field])}
      ?disabled=${status === 'sending'}
      aria-invalid=${complaint ? 'true' : 'false'}
      aria-describedby=${`${id}-${field}-help ${id}-${field}-error`}
      @input=${(event: Event) => (session[field] = valueOf(event))}
    />
    ${isEmail ? html`<p id=${`${id}-email-help`} class="muted">${say(help)}</p>` : nothing}
    ${drawComplaint(`${id}-${field}-error`, complaint, say)}
  </div>`;
}

const valueOf = (event: Event) => (event.target as HTMLInputElement | HTMLTextAreaElement).value;

export function drawComplaint(id: string, complaint: Complaint | undefined, say: Scene['say']): TemplateResult {
  const text = complaint && ('word' in complaint ? say(complaint.word) : complaint.text);
  return html`<p id=${id} class="error" ?hidden=${!complaint}>${text ?? nothing}</p>`;
}

/** What can be said before the words for writing are there. */
function drawUnreachable(composer: Composer, { say, sayFailure, acts }: Scene): TemplateResult {
  return html`<div class="failure" role="alert">
    <p class="error">${say('notPosted')} ${sayFailure(composer.failure!)}</p>
    <button type="button" @click=${() => acts.submit(composer)}>${say('tryAgain')}</button>
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
