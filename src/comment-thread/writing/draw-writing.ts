import { html, nothing, type TemplateResult } from 'lit';

import type { Comment } from '../../contracts/comments.ts';
import { cleanBody } from '../../contracts/text.ts';
import type { Composer } from './composer.ts';
import type { Scene } from '../draw-scene.ts';
import { drawText } from '../markup/draw-text.ts';

export { WRITING_WORDS } from './words-writing.ts';

/** What stands in a form, as it will stand in the thread. */
export function drawPreview({ text }: Composer, { say }: Scene): TemplateResult {
  return html`<div class="field" role="group" aria-label=${say('previewOf')} tabindex="-1">
    <span aria-hidden="true">${say('previewOf')}</span>
    <div class="preview body" dir="auto">${drawText(cleanBody(text))}</div>
  </div>`;
}

/** What only the writer of a comment can do with it. */
export function drawOwn(comment: Comment, { acts, say }: Scene, isConfirming: boolean): TemplateResult {
  const button = (word: 'edit' | 'delete', act: () => void) =>
    html`<button type="button" class="plain" data-act=${word} @click=${act}>${say(word)}</button>`;
  return html`${button('edit', () => acts.open('edit', comment))} ${button('delete', () => acts.remove(comment))}
  ${
    isConfirming
      ? html`<span class="confirm"
          >${say('deleteAgain')} <button type="button" class="plain" @click=${acts.keep}>${say('cancel')}</button></span
        >`
      : nothing
  }`;
}
