import { html, nothing, type TemplateResult } from 'lit';

import type { Comment } from '../../contracts/comments.ts';
import type { FurnitureError } from '../../base/request.ts';
import { displayName } from '../draw-comment.ts';
import type { Scene } from '../draw-scene.ts';
import type { ThreadWord } from '../words.ts';
import { hasChanged, type Act } from './acts.ts';
import { VIEWS, type Moderator, type View } from './moderator.ts';

/** What a moderator can ask for; the page does it. */
export interface ModeratorActs {
  show(view: View): unknown;
  act(comment: Comment, act: Act, reason?: string): unknown;
  explain(comment: Comment): unknown;
  cancel(comment: Comment): unknown;
  bulk(action: 'approve' | 'hide'): unknown;
  more(): unknown;
  /** Leaves the queue for all comments. */
  all(): unknown;
  /** Goes to a comment's place in the discussion. */
  leave(): unknown;
  open(isOpen: boolean): unknown;
  premoderate(isPremoderated: boolean): unknown;
  log(): unknown;
  moreLog(): unknown;
}

/** What the drawing of a moderator's tools needs to know. */
export interface Bench {
  readonly moderator: Moderator;
  readonly acts: ModeratorActs;
  readonly scene: Scene;
}

/** The bar below the heading: what to look at, and the thread as a whole. */
export function drawTools(bench: Bench): TemplateResult {
  const { scene, moderator, acts } = bench;
  const { say, session } = scene;
  const { open = true, premoderated = false } = session.thread ?? {};
  const { journal } = moderator;
  return html`<div part="toolbar" class="moderation" role="group" aria-label=${say('moderation')}>
    <div class="views" role="group" aria-label=${say('show')}>${VIEWS.map((view) => drawViewButton(view, bench))}</div>
    <div class="views">
      <button type="button" class="plain" @click=${() => acts.open(!open)}>
        ${say(open ? 'closeThread' : 'openThread')}
      </button>
      <button type="button" class="plain" aria-expanded=${journal.isOpen ? 'true' : 'false'} @click=${acts.log}>
        ${say('moderationLog')}
      </button>
      <label class="check"
        ><input
          type="checkbox"
          .checked=${premoderated}
          @change=${(event: Event) => acts.premoderate((event.target as HTMLInputElement).checked)}
        /><span>${say('premoderate')}</span></label
      >
    </div>
    ${drawFailure(moderator.threadFailure, scene)}
  </div>`;
}

const VIEW_WORDS = { all: 'showAll', held: 'waiting', reported: 'reported', hidden: 'hiddenOnes' } as const;
const COUNTED_WORDS = { held: 'waiting', reported: 'reportedCount', hidden: 'hiddenCount' } as const;

/** What a view is called, with how many there are in it where that is known. */
export function nameOfView(view: View, { scene, moderator }: Bench): string {
  const count = view === 'all' ? undefined : moderator.queue.counts[view];
  if (view === 'all' || count === undefined) return scene.say(VIEW_WORDS[view], { count: '…' });
  return scene.say(COUNTED_WORDS[view], { count });
}

function drawViewButton(view: View, bench: Bench): TemplateResult {
  const { moderator, acts } = bench;
  const isOn = moderator.view === view;
  return html`<button
    type="button"
    class="view"
    data-view=${view}
    aria-pressed=${isOn ? 'true' : 'false'}
    @click=${() => acts.show(view)}
  >
    ${nameOfView(view, bench)}
  </button>`;
}

/** What a moderator can do with a comment in the discussion. */
export function drawInDiscussion(comment: Comment, bench: Bench): unknown {
  const { moderator, scene } = bench;
  const { id, state } = comment;
  if (scene.session.comments.isPending(id)) return nothing;
  if (state === 'deleted') return drawRemoved(comment, bench);
  if (moderator.explaining?.id === id) return drawReason(comment, bench);
  const isTop = comment.parentId === null;
  // Its writer has a Delete of their own.
  const canDelete = scene.canEdit && !scene.session.canChange(comment) && !!scene.session.backend.capabilities.remove;
  const acts: Act[] =
    state === 'hidden' || state === 'held'
      ? ['approve']
      : ['hide', ...(isTop ? [comment.pinned ? ('unpin' as const) : ('pin' as const)] : [])];
  return html`<div class="actions moderate" role="group" aria-label=${scene.say('moderation')}>
      ${acts.map((act) => drawAct(act, comment, bench))}
      ${state === 'published' ? drawExplain(comment, bench) : nothing}
      ${canDelete && state === 'published' ? drawDelete(comment, bench) : nothing}
    </div>
    ${drawNote(comment, bench)}`;
}

/** The way back from a deletion, for a minute. */
function drawRemoved(comment: Comment, bench: Bench): unknown {
  const { moderator, scene } = bench;
  const failure = moderator.notes.get(comment.id);
  const isLate = failure && hasChanged(failure);
  return html`${
    moderator.removed.has(comment.id)
      ? html`<div class="actions moderate" role="group" aria-label=${scene.say('moderation')}>
          ${drawAct('restore', comment, bench)}
        </div>`
      : nothing
  }
  ${isLate ? html`<p class="error">${scene.say('tooLateToUndo')}</p>` : drawNote(comment, bench)}`;
}

/** A button whose name is the act. */
export function drawAct(act: Act, comment: Comment, { moderator, acts, scene }: Bench): TemplateResult {
  return html`<button
    type="button"
    class=${act === 'approve' ? 'approve' : 'plain'}
    data-act=${act}
    aria-disabled=${moderator.busy.has(comment.id) ? 'true' : 'false'}
    @click=${() => acts.act(comment, act)}
  >
    ${scene.say(act === 'restore' ? 'undo' : act)}
  </button>`;
}

/** The way to a reason. */
export function drawExplain(comment: Comment, { acts, scene }: Bench): TemplateResult {
  return html`<button type="button" class="plain" data-act="explain" @click=${() => acts.explain(comment)}>
    ${scene.say('hideWithReason')}
  </button>`;
}

/** Deleting, which asks once more. */
export function drawDelete(comment: Comment, bench: Bench): TemplateResult {
  const { moderator, acts, scene } = bench;
  const isConfirming = moderator.confirming === comment.id;
  return html`${drawAct('delete', comment, bench)}
  ${
    isConfirming
      ? html`<span class="confirm"
          >${scene.say('deleteAnyAgain')}
          <button type="button" class="plain" @click=${() => acts.cancel(comment)}>${scene.say('cancel')}</button></span
        >`
      : nothing
  }`;
}

/** The small form for a reason, in place of the buttons. */
export function drawReason(comment: Comment, { moderator, acts, scene }: Bench): TemplateResult {
  const { explaining } = moderator;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    acts.act(comment, 'hide', explaining?.reason.trim());
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    acts.cancel(comment);
  };
  return html`<form class="reason" @submit=${onSubmit} @keydown=${onKey}>
    <label class="field"
      ><span>${scene.say('reason')}</span>
      <input
        name="reason"
        maxlength="500"
        autocomplete="off"
        dir="auto"
        @input=${(event: Event) => explaining && (explaining.reason = (event.target as HTMLInputElement).value)}
    /></label>
    <div class="buttons">
      <button data-act="hide">${scene.say('hide')}</button>
      <button type="button" class="plain" @click=${() => acts.cancel(comment)}>${scene.say('cancel')}</button>
    </div>
  </form>`;
}

/** Why an act on a comment failed. */
export function drawNote({ id }: Comment, { moderator, scene }: Bench): unknown {
  return drawFailure(moderator.notes.get(id), scene);
}

/** What failed, in words: who has to sign in again, who may not, or that somebody else was faster. */
export function drawFailure(failure: FurnitureError | undefined, scene: Scene): unknown {
  if (!failure) return nothing;
  const word = failureWord(failure);
  const { canRetry, problem } = failure;
  const detail = (!canRetry && (problem?.detail ?? problem?.title)?.slice(0, 300)) || scene.sayFailure(failure);
  return html`<p class="error">${scene.say(word)} ${word === 'notDone' ? html`<bdi>${detail}</bdi>` : nothing}</p>`;
}

/** The word for a failure. */
export function failureWord(failure: FurnitureError): ThreadWord {
  if (failure.status === 401) return 'signInAgain';
  if (failure.status === 403) return 'mayNot';
  return hasChanged(failure) ? 'actedBefore' : 'notDone';
}

/** Whose comment it is, isolated from the sentence around. */
export const nameOf = (comment: Comment, scene: Scene) => html`<bdi>${displayName(comment, scene)}</bdi>`;
