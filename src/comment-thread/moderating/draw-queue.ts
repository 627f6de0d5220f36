import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Comment } from '../../contracts/comments.ts';
import type { HoldReason, REPORT_REASONS } from '../../contracts/moderation.ts';
import { own } from '../../base/own.ts';
import { safely } from '../check.ts';
import { bodyOf, displayName, ROLE_WORDS } from '../draw-comment.ts';
import { relativeTime, writeMoment } from '../relative-time.ts';
import { passageOf } from '../../contracts/passage.ts';
import { permalink } from '../../contracts/permalink.ts';
import type { ThreadWord } from '../words.ts';
import { OPPOSITES, type Act } from './acts.ts';
import type { Queued } from './check-moderation.ts';
import {
  drawAct,
  drawDelete,
  drawExplain,
  drawFailure,
  drawNote,
  drawReason,
  nameOf,
  nameOfView,
  type Bench,
} from './draw-moderating.ts';

/** Longest quotation of what a reply answers, in UTF-16 code units. */
const MAX_QUOTE = 140;

const EMPTY = { held: 'nothingHeld', reported: 'nothingReported', hidden: 'nothingHidden' } as const;
const DONE: Readonly<Partial<Record<Act, ThreadWord>>> = {
  approve: 'wasApproved',
  hide: 'wasHidden',
  pin: 'wasPinned',
  unpin: 'wasUnpinned',
  delete: 'wasRemoved',
  restore: 'wasBroughtBack',
};

/** What the server calls its reasons, in words; others are shown as they are. */
const WHY: Readonly<Record<HoldReason, ThreadWord>> = {
  all: 'whyAll',
  thread: 'whyAll',
  first: 'whyFirst',
  words: 'whyWords',
  links: 'whyLinks',
  trap: 'whyTrap',
  proof: 'whyProof',
  webhook: 'whyWebhook',
  reports: 'whyReports',
};
/** What readers report, in words; other reasons are shown as they are. */
const FOR: Readonly<Record<(typeof REPORT_REASONS)[number], ThreadWord>> = {
  spam: 'forSpam',
  abuse: 'forAbuse',
  'off-topic': 'forOffTopic',
  'personal-data': 'forPersonalData',
  illegal: 'forIllegal',
  other: 'forOther',
};
/** What a server calls something may be anything, `constructor` included. */
const wordFor = (words: Readonly<Record<string, ThreadWord>>, key: string) =>
  own(words, key) ? words[key] : undefined;

/** One part of the queue, in place of the discussion. */
export function drawQueue(bench: Bench): TemplateResult {
  const { moderator, acts, scene } = bench;
  const { queue } = moderator;
  const { say, session } = scene;
  const { items, work, failure, state } = queue;
  const title = nameOfView(state, bench);
  return html`<div class="queue" role="group" aria-label=${title} aria-busy=${work ? 'true' : 'false'}>
    ${drawDone(bench)} ${items.length > 1 ? drawBulk(bench) : nothing}
    <ol>
      ${repeat(
        items,
        ({ id }) => id,
        (item) => html`<li>${drawItem(item, bench)}</li>`,
      )}
    </ol>
    ${items.length === 0 && !failure ? html`<p class="notice" tabindex="-1">${say(work ? 'loading' : EMPTY[state])}</p>` : nothing}
    ${
      failure
        ? html`<div class="failure notice">
            ${drawFailure(failure, scene)}
            <button type="button" @click=${() => acts.show(state)}>${say('tryAgain')}</button>
          </div>`
        : nothing
    }
    <div class="rest">
      ${
        queue.hasMore
          ? html`<button type="button" aria-disabled=${work ? 'true' : 'false'} @click=${acts.more}>
              ${say(work === 'more' ? 'loading' : 'queueMore')}
            </button>`
          : nothing
      }
      <button type="button" class="plain" @click=${acts.all}>
        ${say('viewAll', { count: Math.max(session.total, session.comments.size) })}
      </button>
    </div>
  </div>`;
}

/** What was done last, and how to undo it. */
function drawDone(bench: Bench): unknown {
  const { moderator, scene } = bench;
  const { done } = moderator;
  const word = done && DONE[done.act];
  if (!word) return nothing;
  const isFinal = done.act === 'delete' && !moderator.removed.has(done.comment.id);
  const opposite = isFinal ? undefined : OPPOSITES[done.act];
  return html`<p class="done">
    <span>${scene.tell(word, { name: nameOf(done.comment, scene) })}</span>
    ${opposite ? drawAct(opposite, done.comment, bench) : nothing}
  </p>`;
}

function drawBulk({ moderator, acts, scene }: Bench): TemplateResult {
  const { queue } = moderator;
  const { say } = scene;
  const count = queue.selected.size;
  const isAll = count === queue.items.length;
  const button = (action: 'approve' | 'hide', word: ThreadWord) =>
    html`<button type="button" ?disabled=${count === 0} @click=${() => acts.bulk(action)}>${say(word)}</button>`;
  return html`<div class="bulk">
    <label class="check"
      ><input
        type="checkbox"
        .checked=${live(isAll)}
        .indeterminate=${live(count > 0 && !isAll)}
        @change=${(event: Event) => queue.selectAll((event.target as HTMLInputElement).checked)}
      /><span>${say('selectAll')}</span></label
    >
    ${button('approve', 'approveSelected')} ${queue.state === 'hidden' ? nothing : button('hide', 'hideSelected')}
    ${count > 0 ? html`<span class="muted">${say('selectedCount', { count })}</span>` : nothing}
  </div>`;
}

function drawItem(item: Queued, bench: Bench): TemplateResult {
  const { moderator, scene } = bench;
  const { id } = item;
  const time = relativeTime(item.createdAt, scene.now, scene.tag).text;
  return html`<article
    id=${`queued-${id}`}
    class="comment queued"
    tabindex="-1"
    aria-label=${scene.say('byAuthor', { name: displayName(item, scene), time })}
    aria-busy=${moderator.busy.has(id) ? 'true' : 'false'}
  >
    ${drawByline(item, time, bench)} ${drawContext(item, bench)}
    <div part="body" class="body" dir="auto">${bodyOf(item.body)}</div>
    ${drawWhy(item, bench)} ${moderator.explaining?.id === id ? drawReason(item, bench) : drawActs(item, bench)}
    ${drawNote(item, bench)}
  </article>`;
}

function drawByline(item: Queued, time: string, { moderator, scene, acts }: Bench): TemplateResult {
  const { say, address } = scene;
  const { queue } = moderator;
  const { role } = item.author;
  const name = displayName(item, scene);
  const when = html`<time part="time" datetime=${item.createdAt} title=${writeMoment(item.createdAt, scene.tag)}
    >${time}</time
  >`;
  return html`<header>
    <label class="pick"
      ><input
        type="checkbox"
        aria-label=${say('select', { name })}
        .checked=${live(queue.selected.has(item.id))}
        @change=${(event: Event) => queue.select(item.id, (event.target as HTMLInputElement).checked)}
    /></label>
    <span part="author" class="author"><bdi>${name}</bdi></span>
    ${role ? html`<span class="badge">${say(ROLE_WORDS[role])}</span>` : nothing}
    <span class="when">${when}</span>
    ${
      item.state === 'published'
        ? html`<a class="place" href=${permalink(address, item.id)} @click=${acts.leave}>${say('inThread')}</a>`
        : nothing
    }
  </header>`;
}

/** What a comment is about: its passage; or what a reply answers, in a line, with the way there. */
function drawContext({ parentId, anchor }: Queued, { moderator, scene, acts }: Bench): unknown {
  if (parentId === null) {
    const passage = safely(() => passageOf(anchor));
    return passage ? html`<p class="context">${scene.say('onPassage')} <q dir="auto">${passage}</q></p>` : nothing;
  }
  const parent = moderator.queue.parents.get(parentId);
  const link = (content: unknown) =>
    html`<a href=${permalink(scene.address, parentId)} @click=${acts.leave}>${content}</a>`;
  if (!parent) return html`<p class="context">${link(scene.say('answersEarlier'))}</p>`;
  return html`<p class="context">
    ${link(scene.tell('answersTo', { name: nameOf(parent, scene) }))} <q dir="auto">${firstWords(parent)}</q>
  </p>`;
}

function firstWords({ body }: Comment): string {
  const line = body.text
    .slice(0, 4 * MAX_QUOTE)
    .replace(/\s+/g, ' ')
    .trim();
  const short = [...line].slice(0, MAX_QUOTE).join('');
  return short === line && body.text.length <= 4 * MAX_QUOTE ? line : `${short} …`;
}

function drawWhy({ heldFor, reports = [] }: Queued, { scene }: Bench): unknown {
  const { say, tell } = scene;
  const word = heldFor === undefined ? undefined : wordFor(WHY, heldFor);
  const reason = word ? say(word) : html`<bdi>${heldFor}</bdi>`;
  return html`${heldFor === undefined ? nothing : html`<p class="why">${tell('heldBecause', { reason })}</p>`}
  ${
    reports.length === 0
      ? nothing
      : html`<div class="why">
          <p>${say('reportedFor')}</p>
          <ul>
            ${reports.map((report) => drawReport(report, scene))}
          </ul>
        </div>`
  }`;
}

function drawReport({ reason, count, details = [] }: NonNullable<Queued['reports']>[number], scene: Bench['scene']) {
  const word = wordFor(FOR, reason);
  const name = word ? scene.say(word) : html`<bdi>${reason}</bdi>`;
  return html`<li>
    ${scene.tell('reportCount', { reason: name, count })}
    ${details.map((detail) => html`<blockquote dir="auto"><bdi>${detail}</bdi></blockquote>`)}
  </li>`;
}

function drawActs(item: Queued, bench: Bench): TemplateResult {
  const { session, canEdit } = bench.scene;
  const canDelete = canEdit && session.backend.capabilities.remove;
  const isHidden = item.state === 'hidden';
  return html`<div part="actions" class="actions">
    ${drawAct('approve', item, bench)} ${isHidden ? nothing : drawAct('hide', item, bench)}
    ${isHidden ? nothing : drawExplain(item, bench)} ${canDelete ? drawDelete(item, bench) : nothing}
  </div>`;
}
