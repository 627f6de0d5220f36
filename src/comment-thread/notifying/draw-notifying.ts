import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { FREQUENCIES, type Frequency, type Scope } from '../../contracts/notifications.ts';
import type { Choice, Composer } from '../writing/composer.ts';
import type { Scene } from '../draw-scene.ts';
import { drawComplaint, drawInput } from '../writing/draw-composer.ts';
import { reasonOf } from '../writing/refusal.ts';
import type { Subscriber } from './subscriber.ts';

/** The choices in the order that they stand in; nothing comes first. */
const SCOPE_WORDS = [
  [undefined, 'notifyNothing'],
  ['replies', 'notifyReplies'],
  ['all', 'notifyAll'],
] as const;
const WAY_WORDS = [
  [undefined, 'byEmail'],
  ['push', 'inBrowser'],
] as const;
const FREQUENCY_WORDS = { immediate: 'atOnce', daily: 'onceADay' } as const;

/** Of what the writer of a comment wants to be told, and how often. */
export function drawChoice(composer: Composer, scene: Scene): TemplateResult {
  const { say, desk, session, isSignedIn } = scene;
  const { id, notify, notifyWrong, status } = composer;
  const isSending = status === 'sending';
  const choose = (scope: Scope | undefined) => () =>
    desk?.notices.choose(composer, scope && { scope, frequency: notify?.frequency ?? 'immediate', way: notify?.way });
  const hasField = session.backend.capabilities.email === true && (!isSignedIn || session.wantsName);
  return html`<fieldset class="choice" aria-describedby=${`${id}-notify-error`} ?disabled=${isSending}>
      <legend>${say('notifyOf')}</legend>
      ${SCOPE_WORDS.map(
        ([scope, word]) =>
          html`<label class="check">
            <input
              type="radio"
              name=${`${id}-notify`}
              value=${scope ?? 'none'}
              .checked=${live(notify?.scope === scope)}
              @change=${choose(scope)}
            />
            <span>${say(word)}</span>
          </label>`,
      )}
    </fieldset>
    ${drawComplaint(`${id}-notify-error`, notifyWrong, say)}
    ${notify ? drawMore(composer, notify, scene, hasField) : nothing}`;
}

/** What a choice asks for besides. @param hasField - The address stands further up. */
function drawMore(composer: Composer, choice: Choice, scene: Scene, hasField: boolean): TemplateResult {
  const { say, desk } = scene;
  const isVerified = desk?.hasVerifiedEmail === true;
  const isSending = composer.status === 'sending';
  const way = desk?.notices.wayOf(choice);
  const ways = drawWays(
    `${composer.id}-way`,
    way,
    (way) => desk?.notices.choose(composer, { ...choice, way }),
    scene,
    isSending,
  );
  if (way) return html`${ways} ${desk?.notices.push?.drawChoice(composer, scene)}`;
  return html`${ways}
  ${drawFrequency(
    `${composer.id}-often`,
    choice.frequency,
    (frequency) => desk?.notices.choose(composer, { ...choice, frequency }),
    scene,
    isSending,
  )}
  ${isVerified ? html`<p class="muted">${say('verifiedAddress')}</p>` : hasField ? nothing : drawInput('email', composer, scene)}`;
}

/** By mail or in this browser, where both can be had. */
function drawWays(
  name: string,
  chosen: Choice['way'],
  choose: (way: Choice['way']) => unknown,
  { say, desk }: Scene,
  isDisabled: boolean,
): unknown {
  if (!desk?.notices.hasMail || !desk.notices.push) return nothing;
  return html`<fieldset class="choice" ?disabled=${isDisabled}>
    <legend>${say('notifyHow')}</legend>
    ${WAY_WORDS.map(
      ([way, word]) =>
        html`<label class="check">
          <input
            type="radio"
            name=${name}
            value=${way ?? 'email'}
            .checked=${live(chosen === way)}
            @change=${() => choose(way)}
          />
          <span>${say(word)}</span>
        </label>`,
    )}
  </fieldset>`;
}

function drawFrequency(
  name: string,
  chosen: Frequency,
  choose: (frequency: Frequency) => unknown,
  { say }: Scene,
  isDisabled: boolean,
): TemplateResult {
  return html`<fieldset class="choice" ?disabled=${isDisabled}>
    <legend>${say('howOften')}</legend>
    ${FREQUENCIES.map(
      (frequency) =>
        html`<label class="check">
          <input
            type="radio"
            name=${name}
            value=${frequency}
            .checked=${live(chosen === frequency)}
            @change=${() => choose(frequency)}
          />
          <span>${say(FREQUENCY_WORDS[frequency])}</span>
        </label>`,
    )}
  </fieldset>`;
}

/** What the form at the head of the thread does. */
export interface SubscribeActs {
  readonly submit: () => unknown;
  readonly close: () => unknown;
  readonly setFrequency: (frequency: Frequency) => unknown;
  readonly setWay: (way: Choice['way']) => unknown;
}

/** The form at the head of the thread, and what comes of it. @param way - How the reader wants to be told. */
export function drawSubscribe(subscriber: Subscriber, way: Choice['way'], scene: Scene, acts: SubscribeActs): unknown {
  const { isOpen, status } = subscriber;
  const { say, desk } = scene;
  if (!isOpen) return nothing;
  if (status === 'sent') return drawSent(subscriber, scene, acts);
  const isSending = status === 'sending';
  const submit = (event: Event) => {
    event.preventDefault();
    acts.submit();
  };
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && acts.close();
  return html`<form
    class="form subscribe"
    aria-label=${say('notifyTitle')}
    aria-busy=${isSending ? 'true' : 'false'}
    novalidate
    @submit=${submit}
    @keydown=${onKey}
  >
    <p class="title" aria-hidden="true">${say('notifyTitle')}</p>
    ${drawWays('subscribe-way', way, acts.setWay, scene, isSending)}
    ${way ? desk?.notices.push?.drawForm(scene, acts.close) : drawByMail(subscriber, scene, acts)}
  </form>`;
}

function drawByMail(subscriber: Subscriber, scene: Scene, acts: SubscribeActs): TemplateResult {
  const { status, frequency, failure, email } = subscriber;
  const { say } = scene;
  const isSending = status === 'sending';
  return html`${
      subscriber.hasVerifiedEmail
        ? html`<p class="muted">${say('verifiedAddress')}</p>`
        : drawInput(
            'email',
            { id: 'subscribe', status: isSending ? 'sending' : 'idle', email, notify: { scope: 'all', frequency } },
            scene,
          )
    }
    ${drawFrequency('subscribe-often', frequency, acts.setFrequency, scene, isSending)}
    ${failure && !email ? drawFailure(failure, scene) : nothing}
    <div class="buttons">
      <button class="primary" data-act="subscribe" aria-disabled=${subscriber.mustWait ? 'true' : 'false'}>
        ${say(isSending ? 'subscribing' : failure?.canRetry ? 'tryAgain' : 'notifyMe')}
      </button>
      <button type="button" class="plain" @click=${acts.close}>${say('cancel')}</button>
    </div>`;
}

function drawSent({ sentTo }: Subscriber, { say }: Scene, acts: SubscribeActs): TemplateResult {
  return html`<div class="subscribe sent" tabindex="-1">
    <p>${sentTo === undefined ? say('notifyOn') : say('confirmFirst', { email: isolated(sentTo) })}</p>
    <button type="button" class="link" @click=${acts.close}>${say('closeNotify')}</button>
  </div>`;
}

function drawFailure(failure: NonNullable<Subscriber['failure']>, { say }: Scene): TemplateResult {
  const reason = reasonOf(failure);
  return html`<p class="error" role="alert">
    ${say('notSubscribed')} ${'text' in reason ? reason.text : say(reason.word, reason.values ?? {})}
  </p>`;
}

/** An address keeps its own direction inside a sentence of any. */
export const isolated = (text: string) => `\u2068${text}\u2069`;
