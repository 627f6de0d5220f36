import { html, nothing, type TemplateResult } from 'lit';

import type { Scene } from '../draw-scene.ts';
import type { Composer } from '../writing/composer.ts';
import { reasonOf } from '../writing/refusal.ts';
import type { Pusher } from './pusher.ts';

export interface PushFormActs {
  readonly stop: () => unknown;
  readonly close: () => unknown;
}

/** In the form at the head of the thread: whether this browser tells already, what it will ask, and the buttons. */
export function drawPushForm(pusher: Pusher, scene: Scene, acts: PushFormActs): TemplateResult {
  const { say } = scene;
  const { work, trouble } = pusher;
  const isOn = pusher.isTold('all');
  const isToldOfReplies = !isOn && pusher.isTold('replies');
  const isBusy = work ? 'true' : 'false';
  const state = isOn ? 'pushOn' : isToldOfReplies ? 'pushOnReplies' : pusher.isEnded ? 'pushOff' : undefined;
  const turnOn = work && work !== 'stopping' ? 'subscribing' : trouble ? 'tryAgain' : 'notifyMe';
  return html`${state ? html`<p>${say(state)}</p>` : nothing} ${isOn ? nothing : drawAsking(pusher, scene)}
    ${drawTrouble(pusher, scene)}
    <div class="buttons">
      ${
        isOn
          ? nothing
          : html`<button class="primary" data-act="subscribe" aria-disabled=${isBusy}>${say(turnOn)}</button>`
      }
      ${
        isOn || isToldOfReplies
          ? html`<button type="button" data-act="push-stop" aria-disabled=${isBusy} @click=${acts.stop}>
              ${say(work === 'stopping' ? 'subscribing' : 'pushStop')}
            </button>`
          : nothing
      }
      <button type="button" class="plain" @click=${acts.close}>${say(isOn ? 'closeNotify' : 'cancel')}</button>
    </div>`;
}

/** With a comment: a button that asks the reader now, so that nothing is left to ask when it is posted. */
export function drawPushChoice(pusher: Pusher, composer: Composer, scene: Scene, allow: () => unknown): TemplateResult {
  const { say } = scene;
  const { permission, trouble, work } = pusher;
  if (permission === 'granted' && !trouble && !work) return html`<p class="muted">${say('pushReady')}</p>`;
  return html`${drawAsking(pusher, scene)} ${drawTrouble(pusher, scene)}
    <div class="buttons">
      <button
        type="button"
        data-act="allow"
        aria-describedby=${`${composer.id}-notify-error`}
        aria-disabled=${work ? 'true' : 'false'}
        ?disabled=${composer.status === 'sending'}
        @click=${allow}
      >
        ${say(work ? 'subscribing' : permission === 'granted' ? 'tryAgain' : 'pushAllow')}
      </button>
    </div>`;
}

/** What happens next, where the browser is going to ask. */
function drawAsking({ permission }: Pusher, { say }: Scene): unknown {
  return permission === 'default' ? html`<p class="muted">${say('pushAsks')}</p>` : nothing;
}

/** Why this browser tells of nothing, and how to go on. */
function drawTrouble(pusher: Pusher, scene: Scene): unknown {
  const { say, session } = scene;
  const trouble = pusher.trouble ?? (pusher.permission === 'denied' ? 'denied' : undefined);
  if (!trouble || pusher.work) return nothing;
  // Said at once where something was tried; read in its place where it was so before.
  const role = pusher.trouble ? 'alert' : nothing;
  if (typeof trouble === 'object') {
    const reason = reasonOf(trouble);
    const lead = pusher.failed === 'stopping' ? 'pushNotEnded' : 'pushNotTaken';
    return html`<p class="error" role=${role}>
      ${say(lead)} ${'text' in reason ? reason.text : say(reason.word, reason.values ?? {})}
    </p>`;
  }
  const words = { denied: 'pushDenied', dismissed: 'pushDismissed', broken: 'pushBroken' } as const;
  const hasMail = session.thread?.notify?.email === true;
  return html`<p class="error" role=${role}>${say(words[trouble])} ${hasMail ? say('pushOrEmail') : nothing}</p>`;
}
