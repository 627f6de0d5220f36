import type { Comment } from '../../contracts/comments.ts';
import type {
  LogEntry,
  LoggedAction,
  Moderation,
  ModerationLog,
  ModerationQueue,
  QueuedComment,
  QueueState,
  Report,
  ThreadChange,
} from '../../contracts/moderation.ts';
import type { LogQuery, QueueQuery } from './backend.ts';
import { refused } from './memory-refusal.ts';

/** Who moderates in memory, and what waits for them at first. */
export interface MemoryModerationOptions {
  /** The name of the moderator that a token belongs to; `undefined` for everybody else. */
  readonly nameOf: (token: string) => string | undefined;
  /** What readers have reported already. */
  readonly reports?: readonly (Report & { readonly id: string })[];
  /** Why comments are held, by id. */
  readonly heldFor?: Readonly<Record<string, string>>;
}

/** What moderators work on. */
export interface ModeratedThread {
  readonly id: string;
  readonly comments: Map<string, Comment>;
  open: boolean;
  premoderated: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The moderators' part of a comment system in memory, with the rules of the server. */
export class MemoryModeration {
  /** What readers reported; dealt with once a moderator acted. */
  reports: (Report & { readonly id: string })[];
  readonly #thread: ModeratedThread;
  readonly #options: MemoryModerationOptions | undefined;
  readonly #log: LogEntry[] = [];

  constructor(thread: ModeratedThread, options: MemoryModerationOptions | undefined) {
    this.#thread = thread;
    this.#options = options;
    this.reports = [...(options?.reports ?? [])];
  }

  isModerator(token: string | undefined): boolean {
    return token !== undefined && this.#options?.nameOf(token) !== undefined;
  }

  queue({ state, limit, cursor }: QueueQuery, token: string | undefined): ModerationQueue {
    this.#check(token);
    const all = [...this.#thread.comments.values()];
    const reported = new Set(this.reports.map(({ id }) => id));
    const isIn = (part: QueueState) => (comment: Comment) =>
      part === 'reported' ? comment.state === 'published' && reported.has(comment.id) : comment.state === part;
    const wanted = all
      .filter(isIn(state))
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
    const keyOf = ({ createdAt, id }: Comment) => `${createdAt} ${id}`;
    const rest = wanted.filter((comment) => cursor === undefined || keyOf(comment) > cursor);
    const page = rest.slice(0, limit);
    const last = page[page.length - 1];
    return {
      comments: page.map((comment) => this.#toQueued(comment)),
      nextCursor: last && rest.length > limit ? keyOf(last) : null,
      waiting: all.filter(isIn('held')).length,
      reported: all.filter(isIn('reported')).length,
      hidden: all.filter(isIn('hidden')).length,
    };
  }

  moderate(id: string, { action, reason }: Moderation, token: string | undefined): { comment: Comment } {
    const name = this.#check(token);
    const before = this.#thread.comments.get(id);
    if (!before || before.state === 'deleted') throw refused(404, 'There is no such comment.');
    if (action === 'pin' && (before.parentId !== null || before.state !== 'published'))
      throw refused(409, 'Only a published top-level comment can be pinned.');
    const comment = changed(before, action);
    this.#thread.comments.set(id, comment);
    if (action === 'approve' || action === 'hide') this.reports = this.reports.filter((report) => report.id !== id);
    this.note(name, action, { commentId: id, stateBefore: before.state, stateAfter: comment.state }, reason);
    return { comment };
  }

  changeThread({ open, premoderated, reason }: ThreadChange, token: string | undefined): void {
    const name = this.#check(token);
    const thread = this.#thread;
    if (open !== undefined && open !== thread.open) this.note(name, open ? 'open' : 'close', {}, reason);
    if (premoderated !== undefined && premoderated !== thread.premoderated)
      this.note(name, premoderated ? 'premoderate' : 'unpremoderate', {}, reason);
    thread.open = open ?? thread.open;
    thread.premoderated = premoderated ?? thread.premoderated;
  }

  log({ comment, limit, cursor = '0' }: LogQuery, token: string | undefined): ModerationLog {
    this.#check(token);
    const entries = this.#log.filter(({ commentId }) => comment === undefined || commentId === comment).reverse();
    const end = Number(cursor) + limit;
    return { entries: entries.slice(Number(cursor), end), nextCursor: end < entries.length ? String(end) : null };
  }

  /** Writes a deletion by a moderator, or its undoing, into the log. */
  noteDeletion(token: string | undefined, action: 'delete' | 'restore', commentId: string): void {
    this.note(this.#check(token), action, { commentId });
  }

  /** Writes into the log. */
  note(name: string, action: LoggedAction, about: Partial<LogEntry>, reason?: string): void {
    const at = new Date(this.#thread.now()).toISOString();
    const id = String(this.#log.length + 1);
    const actor = { name, ...(name !== 'server' && { id: name }) };
    this.#log.push({ ...about, id, at, actor, action, thread: this.#thread.id, ...(reason && { reason }) });
  }

  #check(token: string | undefined): string {
    if (token === undefined) throw refused(401, 'Sign in as a moderator.');
    const name = this.#options?.nameOf(token);
    if (name === undefined) throw refused(403, 'Only moderators may do this.');
    return name;
  }

  #toQueued(comment: Comment): QueuedComment {
    const own = this.reports.filter(({ id }) => id === comment.id);
    const reasons = [...new Set(own.map(({ reason }) => reason))];
    const reports = reasons.map((reason) => {
      const same = own.filter((report) => report.reason === reason);
      return { reason, count: same.length, details: same.flatMap(({ detail }) => detail ?? []) };
    });
    reports.sort((a, b) => b.count - a.count);
    const heldFor = this.#options?.heldFor?.[comment.id] ?? (this.#thread.premoderated ? 'thread' : 'all');
    return {
      ...comment,
      thread: { id: this.#thread.id },
      ...(comment.state === 'held' && { heldFor }),
      ...(reports.length > 0 && { reports }),
    };
  }
}

function changed(comment: Comment, action: Moderation['action']): Comment {
  if (action === 'approve') return { ...comment, state: 'published' };
  if (action === 'hide') return { ...comment, state: 'hidden', pinned: false };
  return { ...comment, pinned: action === 'pin' };
}
