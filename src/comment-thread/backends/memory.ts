import {
  EDIT_WINDOW_MS,
  MAX_BODY_LENGTH,
  MAX_NAME_LENGTH,
  type ChangedComment,
  type Comment,
  type CommentList,
  type NewComment,
  type PostedComment,
  type ThreadChanges,
} from '../../contracts/comments.ts';
import type { Report } from '../../contracts/moderation.ts';
import type { NewPushSubscription, NewSubscription } from '../../contracts/notifications.ts';
import { cleanBody, cleanLine, isBlank } from '../../contracts/text.ts';
import { FurnitureError } from '../../base/request.ts';
import type {
  ChangedThread,
  Moderation,
  ModerationLog,
  ModerationQueue,
  ThreadChange,
} from '../../contracts/moderation.ts';
import type { Backend, Capabilities, ListQuery, LogQuery, PostOptions, QueueQuery } from './backend.ts';
import { MemoryModeration, type MemoryModerationOptions, type ModeratedThread } from './memory-moderation.ts';
import {
  MemoryNotices,
  type MemoryNoticesOptions,
  type MemoryPush,
  type MemorySubscription,
} from './memory-notices.ts';
import { MemoryPages } from './memory-pages.ts';
import { refused } from './memory-refusal.ts';

/** How long a deletion can be taken back, in milliseconds. */
const RESTORE_MS = 60_000;

/** What is asked of it. */
export type MemoryAct =
  | 'list'
  | 'post'
  | 'edit'
  | 'remove'
  | 'restore'
  | 'vote'
  | 'report'
  | 'challenge'
  | 'changes'
  | 'stream'
  | 'subscribe'
  | 'subscribePush'
  | 'unsubscribePush'
  | 'queue'
  | 'moderate'
  | 'changeThread'
  | 'log';

export interface MemoryOptions {
  readonly thread?: string;
  /** What is there already, parents before children. */
  readonly comments?: readonly Comment[];
  /** Default true. */
  readonly open?: boolean;
  /** Whether new comments wait for a moderator; default `none`. */
  readonly hold?: 'none' | 'all';
  /** Most direct replies to one comment in one answer; default 20. */
  readonly replyLimit?: number;
  /** Milliseconds since the epoch; default the computer's clock. */
  readonly now?: () => number;
  /** Runs before every answer: wait in it to be slow, throw in it to fail. */
  readonly before?: (what: MemoryAct, signal: AbortSignal) => Promise<void> | void;
  /** Asks for work before a post: what `challenge` answers, and whether a proof is accepted; default no work. */
  readonly work?: { readonly challenge: () => unknown; readonly isDone: (proof: string) => boolean | Promise<boolean> };
  /** What it can do, where that is less than everything. */
  readonly capabilities?: Partial<Capabilities>;
  /** How readers are told of news; default not at all. */
  readonly notify?: MemoryNoticesOptions;
  /** Who moderates; default nobody. */
  readonly moderation?: MemoryModerationOptions;
}

/**
 * A whole comment system in memory, with the rules of the server: for stories, tests and trying things out. What is
 * written is gone with the page.
 */
export class MemoryBackend implements Backend {
  readonly capabilities: Capabilities;
  readonly #options: MemoryOptions;
  readonly #comments = new Map<string, Comment>();
  readonly #pages: MemoryPages;
  readonly #answers = new Map<string, { fingerprint: string; answer: PostedComment }>();
  readonly #tokens = new Map<string, string>();
  /** What signed-in readers wrote, by their token. */
  readonly #writers = new Map<string, string>();
  /** At which version of the thread each comment changed last. */
  readonly #versions = new Map<string, number>();
  readonly #gone = new Map<string, Comment>();
  readonly #streams = new Set<() => void>();
  #version = 0;
  readonly #removed = new Map<string, { readonly comment: Comment; readonly at: number; isModerator: boolean }>();
  readonly #thread: ModeratedThread;
  readonly #moderation: MemoryModeration;
  readonly #notices: MemoryNotices;
  #made = 0;

  constructor(options: MemoryOptions = {}) {
    this.#options = options;
    this.capabilities = {
      ...{ post: true, edit: true, remove: true, restore: true, vote: true, report: true, email: true },
      ...{ anchors: true, watch: true, stream: true, moderate: options.moderation !== undefined },
      subscribe: options.notify !== undefined,
      ...options.capabilities,
    };
    const { thread: id = 'memory', open = true, hold } = options;
    const now = () => this.#now();
    this.#thread = { id, comments: this.#comments, open, premoderated: hold === 'all', now };
    this.#pages = new MemoryPages(this.#comments, options.replyLimit);
    this.#moderation = new MemoryModeration(this.#thread, options.moderation);
    this.#notices = new MemoryNotices(options.notify, (id) => this.#comments.has(id));
    for (const comment of options.comments ?? []) this.#comments.set(comment.id, comment);
  }

  /** What readers reported, in order, until a moderator acted. */
  get reports(): readonly (Report & { readonly id: string })[] {
    return this.#moderation.reports;
  }

  /** Who asked to be told of what, in order. */
  get subscriptions(): readonly MemorySubscription[] {
    return this.#notices.subscriptions;
  }

  /** Which browsers asked to be told of what, in order. */
  get pushes(): readonly MemoryPush[] {
    return this.#notices.pushes;
  }

  async list(query: ListQuery, signal: AbortSignal): Promise<CommentList> {
    await this.#begin('list', signal);
    return { thread: this.#threadNow(), ...this.#pages.list(query) };
  }

  async post(input: NewComment, { key, token }: PostOptions, signal: AbortSignal): Promise<PostedComment> {
    await this.#begin('post', signal);
    const fingerprint = JSON.stringify([
      input.body,
      input.parentId ?? null,
      input.author?.name,
      input.notify,
      input.anchor,
    ]);
    const earlier = this.#answers.get(key);
    if (earlier && earlier.fingerprint !== fingerprint)
      throw refused(422, 'This Idempotency-Key was used for another request.');
    if (earlier) return earlier.answer;
    if (!this.#thread.open) throw refused(403, 'closed');
    await this.#checkWork(input.proof);
    const parentId = input.parentId ?? null;
    if (parentId !== null && !this.#comments.has(parentId)) throw refused(422, 'parentId');
    this.#notices.check(input, token);
    const comment: Comment = {
      id: `m${++this.#made}`,
      parentId,
      author: { name: token ? 'Signed-in reader' : checkName(input.author?.name ?? '') },
      body: { format: 'markdown', text: checkBody(input.body) },
      createdAt: this.#time(),
      state: this.#thread.premoderated && !this.#moderation.isModerator(token) ? 'held' : 'published',
      votes: { up: 0, down: 0 },
      replyCount: 0,
      ...(input.anchor !== undefined && { anchor: input.anchor }),
    };
    this.#change(comment);
    this.#notices.take(input, comment.id, token);
    const editToken = `edit-${comment.id}`;
    this.#tokens.set(comment.id, editToken);
    if (token !== undefined) this.#writers.set(comment.id, token);
    const editableUntil = new Date(this.#now() + EDIT_WINDOW_MS).toISOString();
    const answer = { comment, editToken, editableUntil };
    this.#answers.set(key, { fingerprint, answer });
    return answer;
  }

  async edit(
    id: string,
    body: string,
    token: string | undefined,
    signal: AbortSignal,
    basedOn?: string | null,
  ): Promise<ChangedComment> {
    await this.#begin('edit', signal);
    const comment = this.#ownedBy(id, token);
    if (basedOn !== undefined && basedOn !== (comment.editedAt ?? null)) throw refused(409, 'changed meanwhile');
    return this.#change({ ...comment, body: { format: 'markdown', text: checkBody(body) }, editedAt: this.#time() });
  }

  async remove(id: string, token: string | undefined, signal: AbortSignal): Promise<void> {
    await this.#begin('remove', signal);
    const isModerator = this.#moderation.isModerator(token);
    const comment = isModerator ? this.#known(id) : this.#ownedBy(id, token);
    this.#removed.set(id, { comment, at: this.#now(), isModerator });
    if (isModerator) this.#moderation.noteDeletion(token, 'delete', id);
    this.#bury(comment);
  }

  /** What changed after a version: the comments as they are now, `deleted` where they are gone. */
  async changes(after: number, signal: AbortSignal): Promise<ThreadChanges> {
    await this.#begin('changes', signal);
    return this.#changesAfter(after);
  }

  async stream(after: number, onChanges: (changes: unknown) => void, signal: AbortSignal): Promise<void> {
    await this.#begin('stream', signal);
    let known = after;
    const tell = () => {
      const changes = this.#changesAfter(known);
      if (changes.next === known) return;
      known = changes.next;
      onChanges(changes);
    };
    this.#streams.add(tell);
    tell();
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    this.#streams.delete(tell);
  }

  /** Somebody else writes a comment, or changes one, as with a server of many readers. */
  arrive(comment: Comment): void {
    this.#change(comment);
  }

  /** Somebody else takes a comment away. */
  withdraw(id: string): void {
    const comment = this.#comments.get(id);
    if (comment) this.#bury(comment);
  }

  /** A moderator opens or closes the thread. */
  setOpen(isOpen: boolean): void {
    this.#thread.open = isOpen;
    this.#changed();
  }

  #bury(comment: Comment): void {
    const buried: Comment = { ...comment, state: 'deleted', author: { name: '' }, body: { format: 'plain', text: '' } };
    if (this.#pages.childrenOf(comment.id).length === 0) {
      this.#comments.delete(comment.id);
      this.#gone.set(comment.id, buried);
      this.#versions.set(comment.id, this.#version + 1);
      this.#changed();
    } else this.#change(buried);
  }

  #changesAfter(after: number): ThreadChanges {
    const changed = [...this.#versions].filter(([, version]) => version > after).sort(([, a], [, b]) => a - b);
    const comments = changed.flatMap(([id]) => this.#comments.get(id) ?? this.#gone.get(id) ?? []);
    const told = comments.filter(({ state }) => state !== 'held');
    return { thread: this.#threadNow(), comments: this.#pages.toListed(told), next: this.#version };
  }

  #changed(): void {
    this.#version++;
    for (const tell of [...this.#streams]) tell();
  }

  async restore(id: string, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    await this.#begin('restore', signal);
    const removed = this.#removed.get(id);
    const isAllowed = removed?.isModerator ? this.#moderation.isModerator(token) : this.#tokens.get(id) === token;
    if (!token || !isAllowed) throw refused(403, 'not yours');
    if (!removed || this.#now() - removed.at > RESTORE_MS) throw refused(409, 'too late');
    this.#removed.delete(id);
    if (removed.isModerator) this.#moderation.noteDeletion(token, 'restore', id);
    return this.#change(removed.comment);
  }

  async report(id: string, report: Report, token: string | undefined, signal: AbortSignal): Promise<void> {
    await this.#begin('report', signal);
    if (this.#comments.get(id)?.state !== 'published') throw refused(404, 'no such comment');
    this.#refuseOwn(id, token);
    this.#moderation.reports.push({ id, ...report });
  }

  async subscribe(input: NewSubscription, options: PostOptions, signal: AbortSignal): Promise<void> {
    await this.#begin('subscribe', signal);
    this.#notices.subscribe(input, options);
  }

  async subscribePush(input: NewPushSubscription, options: PostOptions, signal: AbortSignal): Promise<void> {
    await this.#begin('subscribePush', signal);
    this.#notices.subscribePush(input, options);
  }

  async unsubscribePush(endpoint: string, signal: AbortSignal): Promise<void> {
    await this.#begin('unsubscribePush', signal);
    this.#notices.unsubscribePush(endpoint);
  }

  async challenge(signal: AbortSignal): Promise<unknown> {
    await this.#begin('challenge', signal);
    return this.#options.work?.challenge();
  }

  async #checkWork(proof: string | undefined): Promise<void> {
    const { work } = this.#options;
    if (!work || (proof !== undefined && (await work.isDone(proof)))) return;
    const problem = { type: 'urn:page-furniture:problem#proof-required', status: 403, title: 'proof required' };
    throw new FurnitureError('refused', 'memory: 403 proof required', { status: 403, problem });
  }

  async vote(id: string, value: -1 | 0 | 1, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    await this.#begin('vote', signal);
    const comment = this.#comments.get(id);
    if (comment?.state !== 'published') throw refused(404, 'no such comment');
    this.#refuseOwn(id, token);
    const { up, down, mine = 0 } = comment.votes;
    const count = (total: number, side: 1 | -1) => total - (mine === side ? 1 : 0) + (value === side ? 1 : 0);
    return this.#change({ ...comment, votes: { up: count(up, 1), down: count(down, -1), mine: value } });
  }

  async queue(query: QueueQuery, token: string | undefined, signal: AbortSignal): Promise<ModerationQueue> {
    await this.#begin('queue', signal);
    return this.#moderation.queue(query, token);
  }

  async moderate(id: string, act: Moderation, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    await this.#begin('moderate', signal);
    return this.#change(this.#moderation.moderate(id, act, token).comment);
  }

  async changeThread(change: ThreadChange, token: string | undefined, signal: AbortSignal): Promise<ChangedThread> {
    await this.#begin('changeThread', signal);
    this.#moderation.changeThread(change, token);
    this.#changed();
    return { thread: this.#threadNow() };
  }

  async log(query: LogQuery, token: string | undefined, signal: AbortSignal): Promise<ModerationLog> {
    await this.#begin('log', signal);
    return this.#moderation.log(query, token);
  }

  async #begin(what: MemoryAct, signal: AbortSignal): Promise<void> {
    await this.#options.before?.(what, signal);
    if (signal.aborted) throw new FurnitureError('aborted', 'memory: no longer wanted');
  }

  #threadNow(): CommentList['thread'] {
    const { id, open, premoderated } = this.#thread;
    const count = [...this.#comments.values()].filter(({ state }) => state === 'published').length;
    const { notify } = this.#options;
    return {
      id,
      count,
      open,
      premoderated,
      version: this.#version,
      ...(notify && { notify: { email: notify.email, ...(notify.push !== undefined && { push: notify.push }) } }),
    };
  }

  #ownedBy(id: string, token: string | undefined): Comment {
    const comment = this.#known(id);
    if (!token || this.#tokens.get(id) !== token) throw refused(403, 'not yours');
    if (this.#now() - Date.parse(comment.createdAt) > EDIT_WINDOW_MS) throw refused(403, 'too late');
    return comment;
  }

  /** Nobody votes on or reports what they wrote; guests are told apart by the element alone. */
  #refuseOwn(id: string, token: string | undefined): void {
    if (token !== undefined && this.#writers.get(id) === token) throw refused(403, 'your own comment');
  }

  #known(id: string): Comment {
    const comment = this.#comments.get(id);
    if (!comment || comment.state === 'deleted') throw refused(404, 'no such comment');
    return comment;
  }

  #change(comment: Comment): ChangedComment {
    this.#comments.set(comment.id, comment);
    this.#versions.delete(comment.id);
    this.#versions.set(comment.id, this.#version + 1);
    this.#changed();
    return { comment };
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}

function checkBody(body: string): string {
  const clean = cleanBody(body);
  if (isBlank(clean)) throw refused(422, 'empty', 'body');
  if (clean.length > MAX_BODY_LENGTH) throw refused(422, 'too long', 'body');
  return clean;
}

function checkName(name: string): string {
  if (isBlank(name)) throw refused(422, 'empty', 'author.name');
  return cleanLine(name, MAX_NAME_LENGTH);
}
