import type { Comment } from '../../contracts/comments.ts';
import type { Moderation, ModerationAction, ThreadChange } from '../../contracts/moderation.ts';
import type { FurnitureError } from '../../base/request.ts';
import { readComment, readList } from '../check.ts';
import { toFailure } from '../failure.ts';
import type { Session } from '../session.ts';
import { hasChanged, shiftsOf, toStub, type Act } from './acts.ts';
import { Bearer } from './bearer.ts';
import { readThreadState } from './check-moderation.ts';
import { Journal } from './journal.ts';
import { listOrder, place } from './order.ts';
import { Queue } from './queue.ts';

/** What a moderator can look at: the discussion, or one part of the queue. */
export const VIEWS = ['all', 'held', 'reported', 'hidden'] as const;
export type View = (typeof VIEWS)[number];

/** What came of an act on several comments. */
export interface BulkResult {
  readonly done: number;
  readonly failed: number;
}

export interface ModeratorOptions {
  readonly session: Session;
  /** The moderator's JWT. */
  readonly token: () => Promise<string | undefined>;
}

/**
 * Everything a moderator does in a thread. What can be foreseen is shown at once and taken back when the server refuses;
 * the server decides. Knows no DOM.
 */
export class Moderator {
  view: View = 'all';
  readonly queue: Queue;
  readonly journal: Journal;
  /** What was done last, to undo it by its opposite. */
  done: { readonly comment: Comment; readonly act: Act } | undefined;
  /** The comment whose form for a reason is open, and what stands in it. */
  explaining: { readonly id: string; reason: string } | undefined;
  /** The comment whose deletion waits for a second press. */
  confirming: string | undefined;
  /** Why an act on a comment failed, by its id. */
  readonly notes = new Map<string, FurnitureError>();
  /** Why the last change of the thread failed. */
  threadFailure: FurnitureError | undefined;
  /** What was deleted here and can be brought back, as it was, with the way to put it back into the queue. */
  readonly removed = new Map<string, { readonly comment: Comment; readonly putBack: () => void }>();
  /** Comments with an act under way. */
  readonly busy = new Set<string>();
  /** The discussion lacks what was approved; it is loaded again when it comes back on show. */
  isStale = false;

  readonly #session: Session;
  readonly #bearer: Bearer;

  constructor({ session, token }: ModeratorOptions) {
    this.#session = session;
    this.#bearer = new Bearer(token);
    this.queue = new Queue(session, this.#bearer);
    this.journal = new Journal(session, this.#bearer);
  }

  /** Changes the view. @returns Whether what it shows is there. */
  async show(view: View): Promise<boolean> {
    this.view = view;
    this.done = undefined;
    this.explaining = undefined;
    this.confirming = undefined;
    this.notes.clear();
    this.#session.changed();
    return view === 'all' ? true : this.queue.open(view);
  }

  /** Opens the form for a reason. */
  explain(comment: Comment): void {
    this.explaining = { id: comment.id, reason: '' };
    this.#session.changed();
  }

  /** Closes it, and asks no more whether to delete. */
  cancel(): void {
    this.explaining = undefined;
    this.confirming = undefined;
    this.#session.changed();
  }

  /**
   * Does something to a comment. Deleting is asked for once more where it cannot be taken back: the first call only asks.
   *
   * @returns Whether it was done.
   */
  async act(comment: Comment, act: Act, reason?: string): Promise<boolean> {
    const { id } = comment;
    if (this.busy.has(id)) return false;
    if (act === 'delete' && !this.#canRestore && this.confirming !== id) {
      this.confirming = id;
      this.#session.changed();
      return false;
    }
    this.explaining = undefined;
    this.confirming = undefined;
    const isDone = await this.#do(comment, act, reason);
    if (isDone) void this.queue.count();
    return isDone;
  }

  get #canRestore(): boolean {
    return this.#session.backend.capabilities.restore === true;
  }

  /** The time to bring a deleted comment back is over. */
  expire(id: string): void {
    if (!this.removed.delete(id)) return;
    if (this.done?.comment.id === id) this.done = undefined;
    this.#session.changed();
  }

  /** Does the same to everything that is selected, one after the other; what failed stays, with its reason. */
  async actOnSelected(action: ModerationAction): Promise<BulkResult> {
    const chosen = this.queue.items.filter(({ id }) => this.queue.selected.has(id));
    let done = 0;
    for (const comment of chosen) if (await this.#do(comment, action)) done++;
    this.done = undefined;
    this.#session.changed();
    if (done > 0) void this.queue.count();
    return { done, failed: chosen.length - done };
  }

  /** Opens or closes the thread, or lets comments wait for approval. @returns Whether the server did. */
  async changeThread(change: ThreadChange): Promise<boolean> {
    const session = this.#session;
    const signal = session.life();
    const before = session.thread;
    if (!before) return false;
    const { open = before.open, premoderated = before.premoderated } = change;
    this.threadFailure = undefined;
    this.#setThread({ open, premoderated });
    try {
      const answer = await this.#bearer.send((token) => session.backend.changeThread!(change, token, signal));
      this.#setThread(readThreadState(answer));
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      this.threadFailure = toFailure(error);
      this.#setThread({ open: before.open, premoderated: before.premoderated });
      return false;
    }
  }

  #setThread(state: { readonly open: boolean; readonly premoderated: boolean }): void {
    const session = this.#session;
    if (session.thread) session.thread = { ...session.thread, ...state };
    session.changed();
  }

  async #do(comment: Comment, act: Act, reason?: string): Promise<boolean> {
    const { id } = comment;
    const signal = this.#session.life();
    this.notes.delete(id);
    this.busy.add(id);
    const takeBack = this.#foresee(comment, act);
    this.done = { comment, act };
    this.#session.changed();
    try {
      const after = await this.#send(id, act, reason, signal);
      if (signal.aborted) return false;
      if (after) this.#settle(comment, after);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      this.done = undefined;
      takeBack();
      if (act === 'restore') this.#takeRefusedRestore(id, toFailure(error));
      else await this.#takeFailure(id, toFailure(error), signal);
      return false;
    } finally {
      this.busy.delete(id);
      this.#session.changed();
    }
  }

  async #send(id: string, act: Act, reason: string | undefined, signal: AbortSignal): Promise<Comment | undefined> {
    const { backend } = this.#session;
    if (act === 'delete') {
      await this.#bearer.send((token) => backend.remove!(id, token, signal));
      return undefined;
    }
    if (act === 'restore') {
      const answer = await this.#bearer.send((token) => backend.restore!(id, token, signal));
      return { ...readComment(answer), id };
    }
    const moderation: Moderation = { action: act, ...(reason && { reason }) };
    const answer = await this.#bearer.send((token) => backend.moderate!(id, moderation, token, signal));
    return { ...readComment(answer), id };
  }

  /** Shows what will probably come of it. @returns How to take that back. */
  #foresee(comment: Comment, act: Act): () => void {
    const { queue } = this;
    if (act === 'restore') return () => {};
    const isQueued = act !== 'pin' && act !== 'unpin' && queue.find(comment.id) !== undefined;
    const putBack = isQueued ? queue.take(comment.id) : () => {};
    const shifts = shiftsOf(comment, act);
    for (const [state, difference] of shifts) queue.counted(state, difference);
    const takeBack = this.#foreseeInDiscussion(comment, act);
    if (act === 'delete' && this.#canRestore) this.removed.set(comment.id, { comment, putBack });
    return () => {
      this.removed.delete(comment.id);
      putBack();
      for (const [state, difference] of shifts) queue.counted(state, -difference);
      takeBack();
    };
  }

  #foreseeInDiscussion(comment: Comment, act: Act): () => void {
    const { comments } = this.#session;
    const known = comments.find(comment.id);
    if (!known) return () => {};
    if (act === 'pin' || act === 'unpin') this.#put(known, { ...known, pinned: act === 'pin' });
    else if (act === 'hide') this.#put(known, toStub(known, 'hidden'));
    else if (act === 'delete') this.#put(known, toStub(known, 'deleted'));
    const now = comments.find(comment.id) ?? known;
    return () => this.#put(now, known);
  }

  /** What is pinned stands first at once, and where it was before when it is not any more. */
  #put(before: Comment, after: Comment): void {
    const { comments, sort } = this.#session;
    const isShown = before.state === 'published' && after.state === 'published';
    const isMoved = isShown && after.parentId === null && (before.pinned === true) !== (after.pinned === true);
    if (isMoved) place(comments, after, listOrder(sort));
    else if (after.state === 'published') comments.unearth(after, comments.isOwn(after.id));
    else comments.replace(after);
    this.#session.count(Number(after.state === 'published') - Number(before.state === 'published'));
  }

  /** The comment as the server has it now. */
  #settle(before: Comment, after: Comment): void {
    const isRestored = this.removed.has(after.id) && after.state !== 'deleted';
    const known = this.#session.comments.find(after.id);
    if (isRestored) this.#bringBack(after);
    else if (known)
      this.#put(known, after.state === 'hidden' || after.state === 'held' ? toStub(after, 'hidden') : after);
    else if (after.state === 'published' && before.state !== 'published') {
      this.isStale = true;
      this.#session.count(1);
    }
  }

  /** A deletion was taken back: the comment stands where it stood. */
  #bringBack(comment: Comment): void {
    const { comments } = this.#session;
    const removed = this.removed.get(comment.id);
    this.removed.delete(comment.id);
    removed?.putBack();
    for (const [state, difference] of shiftsOf(removed?.comment ?? comment, 'delete'))
      this.queue.counted(state, -difference);
    if (!comments.find(comment.id)) return;
    comments.unearth(comment.state === 'published' ? comment : toStub(comment, 'hidden'), false);
    this.#session.count(Number(comment.state === 'published'));
  }

  /** The words are gone, or it could not be asked for. */
  #takeRefusedRestore(id: string, failure: FurnitureError): void {
    this.notes.set(id, failure);
    if (hasChanged(failure)) this.removed.delete(id);
  }

  /** Where somebody else was faster, what is shown is how things stand now. */
  async #takeFailure(id: string, failure: FurnitureError, signal: AbortSignal): Promise<void> {
    this.notes.set(id, failure);
    if (!hasChanged(failure)) return;
    if (this.view !== 'all') {
      await this.queue.open(this.view);
      return;
    }
    try {
      const list = readList(await this.#session.backend.list({ sort: 'oldest', limit: 1, around: id }, signal));
      const known = this.#session.comments.find(id);
      const now = list.comments.find((comment) => comment.id === id);
      if (known && !signal.aborted) this.#put(known, now ?? toStub(known, 'deleted'));
    } catch {
      // It stays as it was, with the note.
    }
  }
}
