import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { LogEntry, LoggedAction } from '../../contracts/moderation.ts';
import type { Scene } from '../draw-scene.ts';
import { relativeTime, writeMoment } from '../relative-time.ts';
import { permalink } from '../../contracts/permalink.ts';
import type { ThreadWord } from '../words.ts';
import { drawFailure, type Bench } from './draw-moderating.ts';

const SENTENCES: Readonly<Record<LoggedAction, ThreadWord>> = {
  approve: 'logApprove',
  hide: 'logHide',
  pin: 'logPin',
  unpin: 'logUnpin',
  delete: 'logDelete',
  restore: 'logRestore',
  open: 'logOpen',
  close: 'logClose',
  premoderate: 'logPremoderate',
  unpremoderate: 'logUnpremoderate',
  'auto-hold': 'logAutoHold',
};

/** What was done in this thread, newest first. */
export function drawJournal({ moderator, acts, scene }: Bench): unknown {
  const { isOpen, items, work, failure, hasMore } = moderator.journal;
  const { say } = scene;
  if (!isOpen) return nothing;
  return html`<div class="journal" role="region" aria-label=${say('moderationLog')} tabindex="-1">
    <ol>
      ${repeat(
        items,
        ({ id }) => id,
        (entry) => html`<li>${drawEntry(entry, scene)}</li>`,
      )}
    </ol>
    ${items.length === 0 && !failure ? html`<p class="muted">${say(work ? 'loading' : 'logEmpty')}</p>` : nothing}
    ${drawFailure(failure, scene)}
    ${
      hasMore
        ? html`<button type="button" class="plain" aria-disabled=${work ? 'true' : 'false'} @click=${acts.moreLog}>
            ${say('logMore')}
          </button>`
        : nothing
    }
  </div>`;
}

function drawEntry({ actor, action, at, commentId, reason }: LogEntry, scene: Scene): TemplateResult {
  const isServer = actor.id === undefined && actor.name === 'server';
  const name = isServer ? scene.say('logServer') : html`<bdi>${actor.name}</bdi>`;
  const sentence = scene.tell(SENTENCES[action], { name });
  const time = relativeTime(at, scene.now, scene.tag).text;
  const link = commentId === undefined ? undefined : permalink(scene.address, commentId);
  return html`<span>${link ? html`<a href=${link}>${sentence}</a>` : sentence}</span>
    <time class="muted" datetime=${at} title=${writeMoment(at, scene.tag)}>${time}</time>
    ${reason ? html`<q class="muted" dir="auto">${reason}</q>` : nothing}`;
}
