import { html, nothing, type TemplateResult } from 'lit';

import type { Composer } from '../writing/composer.ts';
import type { Scene } from '../draw-scene.ts';

export interface NewsActs {
  readonly show: () => unknown;
  readonly next: () => unknown;
}

/** The ways to comments that came in and to those not read yet. Takes no room in the page: it floats at its end. */
export function drawNews(fresh: number, unread: number, { say }: Scene, acts: NewsActs): unknown {
  if (fresh + unread === 0) return nothing;
  return html`<div class="news-bar">
    ${
      fresh > 0
        ? html`<button type="button" class="primary" part="new-comments" @click=${acts.show}>
            ${say('showNew', { count: fresh })}
          </button>`
        : nothing
    }
    ${
      unread > 0
        ? html`<button type="button" @click=${acts.next} aria-describedby="unread-count">${say('nextUnread')}</button>
            <span class="muted" id="unread-count">${say('unreadCount', { count: unread })}</span>`
        : nothing
    }
  </div>`;
}

/** Says of a comment that it is new. */
export function drawMark({ say }: Scene): TemplateResult {
  return html`<span class="badge fresh">${say('isNew')}</span>`;
}

/** What somebody was writing when the thread was closed, to read and to copy. */
export function drawKept({ text }: Composer, { say }: Scene): unknown {
  if (text.trim() === '') return nothing;
  return html`<label class="field kept">
    <span>${say('keptText')}</span>
    <textarea readonly dir="auto" rows="4" .value=${text}></textarea>
  </label>`;
}
