import { html, nothing, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { cleanBody, cleanLine } from '../../contracts/text.ts';
import { intl } from '../../base/messages.ts';
import type { Comment } from '../../contracts/comments.ts';
import { waitOf } from './attempts.ts';
import type { Composer } from './composer.ts';
import { drawSignIn } from './draw-composer.ts';
import { drawCount } from '../draw-comment.ts';
import type { Scene } from '../draw-scene.ts';
import { drawText } from '../markup/draw-text.ts';
import { reasonOf } from './refusal.ts';
import { relativeTime } from '../relative-time.ts';

export { drawAside } from './draw-asides.ts';
export { drawChoice } from '../notifying/draw-notifying.ts';
export { WRITING_WORDS } from './words-writing.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What stands in a form, as it will stand in the thread. */
export function drawPreview({ text }: Composer, { say }: Scene): TemplateResult {
  return html`<div class="field" role="group" aria-label=${say('previewOf')} tabindex="-1">
    <span aria-hidden="true">${say('previewOf')}</span>
    <div class="preview body" dir="auto">${drawText(cleanBody(text))}</div>
  </div>`;
}

/** Where the text in a form comes from, and what else there is: an old draft, another tab's, one put aside. */
export function drawDraft(composer: Composer, scene: Scene): unknown {
  const { say, desk, now, tag } = scene;
  const { restored, rival, aside, status } = composer;
  if (!desk || status === 'sending') return nothing;
  const button = (word: 'useThat' | 'keepThis' | 'discard' | 'undo', act: () => unknown) =>
    html`<button type="button" class="link" data-act=${word} @click=${act}>${say(word)}</button>`;
  if (composer.conflict !== undefined) return drawConflict(composer.conflict, scene, () => desk.useStored(composer));
  if (rival !== undefined)
    return html`<p class="draft" role="group" aria-label=${say('otherTab')}>
      <span>${say('otherTab')}</span>
      ${button('useThat', () => desk.chooseDraft(composer, true))}
      ${button('keepThis', () => desk.chooseDraft(composer, false))}
    </p>`;
  if (aside)
    return html`<p class="draft"><span>${say(aside.word)}</span> ${button('undo', () => desk.undoDraft(composer))}</p>`;
  if (!restored || composer.failure) return nothing;
  const isOld = now - restored.savedAt > DAY_MS;
  const age = isOld
    ? say('draftFrom', { age: relativeTime(new Date(restored.savedAt).toISOString(), now, tag).text })
    : say('draftEarlier');
  return html`<p class="draft">
    <span>${restored.isSent ? say('draftSent') : age}</span>
    ${button('discard', () => desk.discardDraft(composer))}
  </p>`;
}

/** The comment was changed meanwhile: what stands there now, beside what was written here. */
function drawConflict(text: string, { say }: Scene, use: () => unknown): TemplateResult {
  return html`<div class="conflict">
    <p class="error" role="alert">${say('changedMeanwhile')}</p>
    <div class="field" role="group" aria-label=${say('standsThere')}>
      <span aria-hidden="true">${say('standsThere')}</span>
      <div class="preview body" dir="auto">${drawText(text)}</div>
    </div>
    <button type="button" class="link" data-act="useThat" @click=${use}>${say('useThat')}</button>
  </div>`;
}

/** Who is signed in, as their token says. */
export function drawReader({ desk, tell }: Scene): unknown {
  const name = desk?.readerName;
  return name === undefined ? nothing : tell('writingAs', { name: html`<bdi>${cleanLine(name, 80)}</bdi>` });
}

/** What happened to a comment that was not posted, and the way on. */
export function drawFailure(composer: Composer, scene: Scene): unknown {
  if (composer.conflict !== undefined) return nothing;
  const { say, acts, now } = scene;
  const { failure, purpose, isKnown, waitUntil = 0 } = composer;
  const leftMs = Math.max(0, waitUntil - now);
  const canRetry = failure!.canRetry && !isKnown;
  const lead = purpose === 'edit' ? 'notSaved' : 'notPosted';
  return html`<div class="failure">
    <p class="error" role="alert">
      ${isKnown ? say('earlierPosted') : say(lead)} ${isKnown ? nothing : sayReason(composer, scene)}
    </p>
    ${
      canRetry
        ? html`<button
            type="button"
            aria-disabled=${leftMs > 0 ? 'true' : 'false'}
            @click=${() => acts.submit(composer)}
          >
            ${say('tryAgain')}${leftMs > 0 ? drawCountdown(leftMs, scene) : nothing}
          </button>`
        : nothing
    }
    ${failure!.status === 401 && scene.signIn !== undefined ? drawSignIn(scene) : nothing}
  </div>`;
}

function sayReason(composer: Composer, scene: Scene): string | typeof nothing {
  const { say, isSignedIn } = scene;
  const { failure, purpose, waitsForNetwork } = composer;
  if (composer.body ?? composer.name ?? composer.email) return nothing;
  const { status } = failure!;
  if (waitsForNetwork) return say('waitsForNetwork');
  if (purpose === 'edit' && (status === 403 || (status === 401 && !isSignedIn))) return say('editTooLate');
  const reason = reasonOf(failure!);
  const text = 'text' in reason ? reason.text : say(reason.word, reason.values ?? {});
  return composer.waitUntil === undefined ? text : `${text} ${sayWait(waitOf(failure!), scene)}`;
}

/** From when on it can be tried again, as it was when the answer came. */
function sayWait(ms: number, { say, tag }: Scene): string {
  const seconds = Math.ceil(ms / 1_000);
  const [count, unit] = seconds < 90 ? ([seconds, 'second'] as const) : ([Math.ceil(seconds / 60), 'minute'] as const);
  return say('tryAgainIn', { time: intl('RelativeTimeFormat', tag)?.format(count, unit) ?? `${count}` });
}

/** For those who see it; the sentence beside it has said it once. */
function drawCountdown(leftMs: number, { clock, now }: Scene): TemplateResult {
  const seconds = Math.ceil(leftMs / 1_000);
  const step = seconds <= 15 ? 1 : seconds <= 60 ? 5 : 30;
  clock.next = Math.min(clock.next, now + step * 1_000);
  const clockText = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return html`<span aria-hidden="true" class="countdown">${clockText}</span>`;
}

/** A comment on its way; as high as what will stand there. */
export function drawSending(sender: Composer | undefined, { say }: Scene): TemplateResult {
  return html`<div class="actions on-its-way">
    <span>${say(sender?.isProving ? 'proving' : 'sending')}</span>
    ${
      sender?.isProving
        ? html`<button type="button" class="plain" data-act="stop" @click=${() => sender.cancel?.()}>
            ${say('cancel')}
          </button>`
        : nothing
    }
  </div>`;
}

/** What was written by a reader who has to sign in (again) first: in sight, to be copied. */
export function drawKept({ text }: Composer, { say }: Scene): TemplateResult {
  return html`<label class="field kept">
    <span>${say('keptForSignIn')}</span>
    <textarea readonly rows="3" dir="auto" .value=${live(text)}></textarea>
  </label>`;
}

/** What only the writer of a comment can do with it. */
export function drawOwn({ say }: Scene, isConfirming: boolean): TemplateResult {
  const button = (act: string, text: string) =>
    html`<button type="button" class="plain" data-act=${act}>${text}</button>`;
  return html`${button('edit', say('edit'))} ${button('delete', say('delete'))}
  ${isConfirming ? html`<span class="confirm">${say('deleteAgain')} ${button('keep', say('cancel'))}</span>` : nothing}`;
}

/** How others voted on the reader's own comment. */
export function drawOwnVotes({ up, down }: Comment['votes'], scene: Scene): unknown {
  if (up + down === 0) return nothing;
  const mark = (path: TemplateResult) =>
    html`<span class="vote"><svg viewBox="0 0 16 16" aria-hidden="true">${path}</svg></span>`;
  return html`<span class="votes own"
    >${up > 0 ? [mark(svg`<path d="M8 3 14 11H2z" />`), drawCount(up, scene)] : nothing}${
      down > 0 ? [mark(svg`<path d="M8 13 2 5h12z" />`), drawCount(down, scene)] : nothing
    }</span
  >`;
}

/** A link to be copied by hand. */
export function drawLink(link: string, label: string): TemplateResult {
  return html`<label class="muted copy"
    >${label} <input readonly .value=${link} @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
  /></label>`;
}
