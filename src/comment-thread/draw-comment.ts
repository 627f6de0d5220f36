import { html, nothing, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Comment } from '../contracts/comments.ts';
import { attempt, formatNumber } from '../base/messages.ts';
import { composerId } from './composer.ts';
import { drawComposer } from './draw-composer.ts';
import { drawMarkup } from './draw-markup.ts';
import type { Scene } from './draw-scene.ts';
import { parseMarkup } from './markup.ts';
import { relativeTime } from './relative-time.ts';
import { permalink } from './thread-id.ts';
import type { ThreadNode } from './tree.ts';

const ROLE_WORDS = { author: 'roleAuthor', staff: 'roleStaff', moderator: 'roleModerator' } as const;
const UP = svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3 14 11H2z"/></svg>`;
const DOWN = svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 13 2 5h12z"/></svg>`;

/** Parsed once for each comment as it was received; an edit or a reload brings another object. */
const bodies = new WeakMap<Comment['body'], unknown>();

/** A level of the discussion, as far as the budget goes; what is drawn stays in the page for find and print. */
export function drawThread(nodes: readonly ThreadNode[], scene: Scene): unknown {
  const drawn: ThreadNode[] = [];
  const items: TemplateResult[] = [];
  for (const node of nodes) {
    if (scene.budget <= 0) break;
    scene.budget--;
    drawn.push(node);
    items.push(drawNode(node, scene));
  }
  if (drawn.length === 0) return nothing;
  return html`<ol>
    ${repeat(
      drawn,
      ({ comment }) => scene.session.comments.drawKey(comment.id),
      (_, index) => items[index],
    )}
  </ol>`;
}

function drawNode(node: ThreadNode, scene: Scene): TemplateResult {
  const { comment, children } = node;
  const { session } = scene;
  const editing = session.composers.get(composerId('edit', comment.id));
  const replying = session.composers.get(composerId('reply', comment.id));
  const cut = session.comments.cuts.get(comment.id)?.count;
  return html`<li>
    ${editing ? drawComposer(editing, scene) : drawArticle(node, scene)}
    ${replying ? drawComposer(replying, scene, comment.author.name) : nothing} ${drawThread(children, scene)}
    ${
      cut === undefined
        ? nothing
        : html`<button type="button" class="more" @click=${() => scene.acts.branch(comment)}>
            ${scene.say('moreReplies', { count: cut })}
          </button>`
    }
  </li>`;
}

/** Drawn again only when something it shows has changed: a keystroke or a new page costs a glance at each comment. */
function drawArticle(node: ThreadNode, scene: Scene): unknown {
  const { comment, inReplyTo } = node;
  const { session } = scene;
  const time = relativeTime(comment.createdAt, scene.now, scene.tag);
  scene.changesIn = Math.min(scene.changesIn, time.changesIn ?? Infinity);
  const isTarget = scene.target === comment.id;
  const isSending = session.comments.isPending(comment.id);
  const canChange = scene.canEdit && session.canChange(comment);
  const isConfirming = session.confirming === comment.id;
  const note = session.notes.get(comment.id);
  const { wording, canWrite, canVote } = scene;
  const shown = [comment, inReplyTo, time.text, isTarget, isSending, canChange, isConfirming, note, wording];
  return guard([...shown, canWrite, canVote], () => {
    const isGone = comment.state === 'deleted' || comment.state === 'hidden';
    const label = scene.say('byAuthor', { name: displayName(comment, scene), time: time.text });
    const classes = `comment${isTarget ? ' target' : ''}${isSending ? ' sending' : ''}${isGone ? ' gone' : ''}`;
    return html`<article
      id=${`comment-${comment.id}`}
      part=${node.depth > 0 ? 'comment reply' : 'comment'}
      class=${classes}
      tabindex="-1"
      aria-label=${isGone ? nothing : label}
    >
      ${isGone ? nothing : drawByline(node, time.text, scene)} ${drawBody(comment, scene)}
      ${isGone || isSending || comment.state === 'held' ? nothing : drawActions(comment, scene, canChange, isConfirming)}
      ${isSending ? html`<p class="muted">${scene.say('sending')}</p>` : drawNote(comment, scene)}
    </article>`;
  });
}

function displayName({ id, author }: Comment, { say, session }: Scene): string {
  return author.name || say(session.comments.isPending(id) ? 'you' : 'anonymous');
}

function drawByline({ comment, inReplyTo }: ThreadNode, timeText: string, scene: Scene): TemplateResult {
  const { say, tell, address } = scene;
  const { role } = comment.author;
  const parent = inReplyTo && html`<bdi>${displayName(inReplyTo, scene)}</bdi>`;
  const badges = [role && say(ROLE_WORDS[role]), comment.pinned && say('pinned')].filter(Boolean);
  return html`<header>
    <span part="author" class="author"><bdi>${displayName(comment, scene)}</bdi></span>
    ${badges.map((badge) => html`<span class="badge">${badge}</span>`)}
    ${parent ? html`<span class="muted">${tell('inReplyTo', { name: parent })}</span>` : nothing}
    <a class="when" href=${permalink(address, comment.id)}>
      <time part="time" datetime=${comment.createdAt} title=${fullTime(comment.createdAt, scene)}>${timeText}</time>
    </a>
    ${
      comment.editedAt === undefined
        ? nothing
        : html`<span class="muted" title=${say('editedAt', { time: fullTime(comment.editedAt, scene) })}
            >${say('edited')}</span
          >`
    }
  </header>`;
}

function fullTime(instant: string, { tag }: Scene): string {
  const date = new Date(instant);
  const write = (language: string) =>
    attempt(() => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(date));
  return write(tag) ?? write('en') ?? instant;
}

function drawBody(comment: Comment, { say, session }: Scene): TemplateResult {
  const isOthers = comment.state === 'held' && !session.comments.isOwn(comment.id);
  const gone = isOthers ? 'heldForOthers' : comment.state === 'deleted' ? 'deleted' : 'hidden';
  if (isOthers || comment.state === 'deleted' || comment.state === 'hidden')
    return html`<div part="body" class="body"><p class="muted">${say(gone)}</p></div>`;
  return html`<div part="body" class="body" dir="auto">${bodyOf(comment.body)}</div>
    ${comment.state === 'held' ? html`<p class="held">${say('held')}</p>` : nothing}`;
}

/** The text as nodes; what is not Markdown is shown as the plain text that it is. */
export function drawText(text: string): unknown {
  return drawMarkup(parseMarkup(text));
}

function bodyOf(body: Comment['body']): unknown {
  if (!bodies.has(body)) {
    bodies.set(body, body.format === 'markdown' ? drawText(body.text) : html`<p class="plain-text">${body.text}</p>`);
  }
  return bodies.get(body);
}

function drawActions(comment: Comment, scene: Scene, canChange: boolean, isConfirming: boolean): TemplateResult {
  const { acts, say, canWrite } = scene;
  const name = displayName(comment, scene);
  const button = (word: 'edit' | 'copyLink' | 'delete', act: () => void) =>
    html`<button type="button" class="plain" data-act=${word} @click=${act}>${say(word)}</button>`;
  return html`<div part="actions" class="actions">
    ${drawVotes(comment, scene)}
    ${
      canWrite
        ? html`<button
            type="button"
            class="plain"
            data-act="reply"
            aria-label=${say('replyTo', { name })}
            @click=${() => acts.open('reply', comment)}
          >
            ${say('reply')}
          </button>`
        : nothing
    }
    ${button('copyLink', () => acts.copy(comment))}
    ${canChange ? html`${button('edit', () => acts.open('edit', comment))} ${button('delete', () => acts.remove(comment))}` : nothing}
    ${
      isConfirming
        ? html`<span class="confirm"
            >${say('deleteAgain')}
            <button type="button" class="plain" @click=${() => acts.keep()}>${say('cancel')}</button></span
          >`
        : nothing
    }
  </div>`;
}

function drawVotes(comment: Comment, { acts, say, tag, canVote }: Scene): unknown {
  const { up, down, mine } = comment.votes;
  const count = (total: number) =>
    html`<span class="count" ?hidden=${total === 0}
      ><span aria-hidden="true">${formatNumber(total, tag)}</span
      ><span class="visually-hidden">${say('votes', { count: total })}</span></span
    >`;
  if (!canVote) return nothing;
  const button = (side: 1 | -1) =>
    html`<button
      type="button"
      class="plain vote"
      aria-label=${say(side === 1 ? 'upvote' : 'downvote')}
      aria-pressed=${mine === side ? 'true' : 'false'}
      @click=${() => acts.vote(comment, side)}
    >
      ${side === 1 ? UP : DOWN}
    </button>`;
  return html`<span class="votes">${button(1)}${count(up)}${button(-1)}${count(down)}</span>`;
}

function drawNote(comment: Comment, { session, say }: Scene): unknown {
  const note = session.notes.get(comment.id);
  if (!note) return nothing;
  if (note.link === undefined) return html`<p class=${note.failure ? 'error' : 'muted'}>${say(note.word)}</p>`;
  return html`<label class="muted copy"
    >${say(note.word)}
    <input readonly .value=${note.link} @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
  /></label>`;
}
