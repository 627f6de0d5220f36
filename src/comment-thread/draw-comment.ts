import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Comment } from '../contracts/comments.ts';
import { formatNumber } from '../base/messages.ts';
import { composerId } from './writing/composer.ts';
import { drawComposer } from './writing/draw-composer.ts';
import type { Scene } from './draw-scene.ts';
import { drawText } from './markup/draw-text.ts';
import { drawQuote } from './passages/page-quote.ts';
import { relativeTime, writeMoment } from './relative-time.ts';
import { permalink } from '../contracts/permalink.ts';
import type { ThreadNode } from './tree.ts';

export const ROLE_WORDS = { author: 'roleAuthor', staff: 'roleStaff', moderator: 'roleModerator' } as const;

/*
 * A comment is few templates, with what nearly every one has written out in them: a browser copies each and walks through
 * it. Its buttons have no listeners of their own: `PageActs` hears of all of them in one place, by their `data-act`.
 */

/** Parsed once for each comment as it was received; an edit or a reload brings another object. */
const bodies = new WeakMap<Comment['body'], unknown>();

/** How many comments a thread has, itself included. */
const sizes = new WeakMap<ThreadNode, number>();
/** Times as they were last written, until they change. */
const times = new WeakMap<Comment, { readonly tag: string; readonly text: string; readonly until: number }>();

/**
 * The discussion as far as the budget goes; what is drawn stays in the page, for find and print. A thread that stood in
 * the page whole is looked at again only after something changed: the next frames cost what is new in them.
 */
export function drawDiscussion(roots: readonly ThreadNode[], scene: Scene): unknown {
  const { revision, wording, target, canWrite, canVote, canEdit, isSignedIn, signIn, live, moderating, passages } =
    scene;
  const shown = [revision, wording, target, canWrite, canVote, canEdit, isSignedIn, signIn, live, moderating, passages];
  return drawList(roots, scene, (node) => {
    const size = sizeOf(node);
    if (size > scene.budget) return drawNode(node, scene);
    scene.budget -= size;
    // Drawn inside the guard, with a budget of its own.
    return guard([node, scene.session.touchesOf(node.comment.id), ...shown], () =>
      drawNode(node, { ...scene, budget: Infinity }),
    );
  });
}

/** @param parent - The comment that these answer. */
function drawList(
  nodes: readonly ThreadNode[],
  scene: Scene,
  draw: (node: ThreadNode) => unknown,
  parent?: Comment,
): unknown {
  const drawn: ThreadNode[] = [];
  const items: unknown[] = [];
  for (const node of nodes) {
    if (scene.budget <= 0) break;
    drawn.push(node);
    items.push(draw(node));
  }
  if (drawn.length === 0) return nothing;
  const isFolded = parent && scene.session.comments.isFolded(parent.id);
  return html`<ol hidden=${isFolded ? 'until-found' : nothing}>
    ${repeat(
      drawn,
      ({ comment }) => scene.session.comments.drawKey(comment.id),
      (_, index) => items[index],
    )}
  </ol>`;
}

function sizeOf(node: ThreadNode): number {
  let size = sizes.get(node);
  if (size === undefined) {
    size = node.children.reduce((sum, child) => sum + sizeOf(child), 1);
    sizes.set(node, size);
  }
  return size;
}

/** The age of a comment in words; tells the clock when they change. */
function age(comment: Comment, { now, tag, clock }: Scene): string {
  let time = times.get(comment);
  if (!time || time.tag !== tag || time.until <= now) {
    const { text, changesIn } = relativeTime(comment.createdAt, now, tag);
    time = { tag, text, until: now + (changesIn ?? Infinity) };
    times.set(comment, time);
  }
  clock.next = Math.min(clock.next, time.until);
  return time.text;
}

function drawNode(node: ThreadNode, scene: Scene): TemplateResult {
  const { comment, children } = node;
  const { session } = scene;
  const editing = session.composers.get(composerId('edit', comment.id));
  const replying = session.composers.get(composerId('reply', comment.id));
  const cut = session.comments.cuts.get(comment.id)?.count;
  scene.budget--;
  return html`<li>
    ${editing ? drawComposer(editing, scene) : drawArticle(node, scene)}
    ${replying && !replying.pending ? (scene.isClosed ? scene.live?.drawKept(replying, scene) : drawComposer(replying, scene, comment.author.name)) : nothing}
    ${drawList(children, scene, (child) => drawNode(child, scene), comment)}
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
  const time = age(comment, scene);
  const isTarget = scene.target === comment.id;
  const isSending = session.comments.isPending(comment.id);
  const canChange = scene.canEdit && session.canChange(comment);
  const isConfirming = session.confirming === comment.id;
  const note = session.notes.get(comment.id);
  const aside = session.asides.get(comment.id);
  const isMine = session.isMine(comment);
  const canReport = session.backend.capabilities.report === true && session.canReport(comment);
  const sender = isSending ? [...session.composers.values()].find(({ pending }) => pending === comment.id) : undefined;
  // Controls go when their time is over.
  if (canChange) scene.clock.next = Math.min(scene.clock.next, session.changeableUntil(comment));
  const { wording, canWrite, canVote } = scene;
  const mark = session.isUnread(comment) && scene.live;
  const replies = node.children.length > 0 && sizeOf(node) - 1;
  const isFolded = session.comments.isFolded(comment.id);
  const shown = [comment, inReplyTo, time, isTarget, isSending, canChange, isConfirming, note, wording];
  shown.push(mark, replies, isFolded, aside, isMine, canReport, sender?.isProving, scene.moderating?.keyOf(comment));
  return guard([...shown, canWrite, canVote, scene.passages?.stateOf(comment)], () => {
    const isGone = comment.state === 'deleted' || comment.state === 'hidden';
    const label = scene.say('byAuthor', { name: displayName(comment, scene), time });
    const classes = `comment${isTarget ? ' target' : ''}${mark ? ' new' : ''}${isSending ? ' sending' : ''}${isGone ? ' gone' : ''}`;
    return html`<article
      id=${`comment-${comment.id}`}
      part=${node.depth > 0 ? 'comment reply' : 'comment'}
      class=${classes}
      tabindex="-1"
      aria-label=${isGone ? nothing : label}
    >
      ${isGone ? nothing : drawByline(node, time, scene, mark ? mark.drawMark(scene) : nothing)}
      ${drawQuote(comment, scene)} ${aside?.isInPlace ? nothing : drawBody(comment, scene)}
      ${isSending ? nothing : drawActions(node, scene, canChange, isConfirming)}
      ${scene.moderating?.drawActions(comment, scene)}
      ${isSending ? scene.writing?.drawSending(sender, scene) : drawNote(comment, scene)}
      ${aside ? scene.writing?.drawAside(comment, aside, scene) : nothing}
    </article>`;
  });
}

/** What to call the writer of a comment. */
export function displayName({ id, author }: Comment, { say, session }: Scene): string {
  return author.name || say(session.comments.isPending(id) ? 'you' : 'anonymous');
}

function drawByline({ comment, inReplyTo }: ThreadNode, timeText: string, scene: Scene, mark: unknown): TemplateResult {
  const { say, tell, address, tag } = scene;
  const { role } = comment.author;
  const parent =
    inReplyTo && html`<a href=${permalink(address, inReplyTo.id)}><bdi>${displayName(inReplyTo, scene)}</bdi></a>`;
  const exact = writeMoment(comment.createdAt, tag);
  const badges = [role && say(ROLE_WORDS[role]), comment.pinned && say('pinned')].filter(Boolean);
  return html`<header>
    <span part="author" class="author"><bdi>${displayName(comment, scene)}</bdi></span>
    ${badges.map((badge) => html`<span class="badge">${badge}</span>`)}${mark}
    ${parent ? html`<span class="muted">${tell('inReplyTo', { name: parent })}</span>` : nothing}
    <a class="when" href=${permalink(address, comment.id)}>
      <time part="time" datetime=${comment.createdAt} title=${exact}>${timeText}</time
      ><span class="exact"> · ${exact}</span>
    </a>
    ${
      comment.editedAt === undefined
        ? nothing
        : html`<span class="muted" title=${say('editedAt', { time: writeMoment(comment.editedAt, tag) })}
            >${say('edited')}</span
          >`
    }
  </header>`;
}

function drawBody(comment: Comment, { say, session }: Scene): TemplateResult {
  const isOthers = comment.state === 'held' && !session.comments.isOwn(comment.id);
  const gone = isOthers ? 'heldForOthers' : comment.state === 'deleted' ? 'deleted' : 'hidden';
  if (isOthers || comment.state === 'deleted' || comment.state === 'hidden')
    return html`<div part="body" class="body"><p class="muted">${say(gone)}</p></div>`;
  return html`<div part="body" class="body" dir="auto">${bodyOf(comment.body)}</div>
    ${comment.state === 'held' ? html`<p class="held">${say('held')}</p>` : nothing}`;
}

/** What a comment says, as nodes. */
export function bodyOf(body: Comment['body']): unknown {
  if (!bodies.has(body)) {
    bodies.set(body, body.format === 'markdown' ? drawText(body.text) : html`<p class="plain-text">${body.text}</p>`);
  }
  return bodies.get(body);
}

function drawActions(node: ThreadNode, scene: Scene, canChange: boolean, isConfirming: boolean): unknown {
  const { comment } = node;
  const { say, canWrite } = scene;
  if (comment.state !== 'published') {
    const fold = drawFold(node, scene);
    return fold === nothing ? nothing : html`<div part="actions" class="actions">${fold}</div>`;
  }
  const name = displayName(comment, scene);
  const canReport = scene.session.backend.capabilities.report && scene.session.canReport(comment);
  return html`<div part="actions" class="actions">
    ${drawVotes(comment, scene)} ${canWrite ? drawButton('reply', say('reply'), say('replyTo', { name })) : nothing}
    <button type="button" class="plain" data-act="copyLink">${say('copyLink')}</button>
    ${drawFold(node, scene)} ${canChange ? scene.writing?.drawOwn(scene, isConfirming) : nothing}
    ${canReport ? drawButton('report', say('report')) : nothing}
  </div>`;
}

const drawButton = (act: string, text: string, label: string | typeof nothing = nothing): TemplateResult =>
  html`<button type="button" class="plain" data-act=${act} aria-label=${label}>${text}</button>`;

/** Hides the replies to a comment, or shows them again. */
function drawFold(node: ThreadNode, { say, session }: Scene): unknown {
  if (node.children.length === 0) return nothing;
  const isFolded = session.comments.isFolded(node.comment.id);
  return html`<button type="button" class="plain" data-act="fold" aria-expanded=${isFolded ? 'false' : 'true'}>
    ${isFolded ? say('showReplies', { count: sizeOf(node) - 1 }) : say('hideReplies')}
  </button>`;
}

/** The counts, and the buttons: nobody votes on what they wrote. */
function drawVotes(comment: Comment, scene: Scene): unknown {
  const { say, canVote, session } = scene;
  const { up, down, mine } = comment.votes;
  if (!canVote) return nothing;
  if (session.isMine(comment)) return scene.writing?.drawOwnVotes(comment.votes, scene);
  const pressed = (side: 1 | -1) => (mine === side ? 'true' : 'false');
  return html`<span class="votes"
    ><button type="button" class="plain vote" data-act="up" aria-label=${say('upvote')} aria-pressed=${pressed(1)}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3 14 11H2z" /></svg></button
    >${drawCount(up, scene)}<button
      type="button"
      class="plain vote"
      data-act="down"
      aria-label=${say('downvote')}
      aria-pressed=${pressed(-1)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 13 2 5h12z" /></svg></button
    >${drawCount(down, scene)}</span
  >`;
}

/** How many voted one way, if anybody did. */
export function drawCount(count: number, { say, tag }: Scene): unknown {
  if (count === 0) return nothing;
  return html`<span class="count"
    ><span aria-hidden="true">${formatNumber(count, tag)}</span
    ><span class="visually-hidden">${say('votes', { count })}</span></span
  >`;
}

function drawNote(comment: Comment, { session, say, writing }: Scene): unknown {
  const note = session.notes.get(comment.id);
  if (!note) return nothing;
  if (note.link !== undefined) return writing?.drawLink(note.link, say(note.word));
  return html`<p class=${note.failure ? 'error' : 'muted'}>${say(note.word, note.values)}</p>`;
}
