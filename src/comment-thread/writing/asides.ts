import type { Comment } from '../../contracts/comments.ts';
import type { Report } from '../../contracts/moderation.ts';
import { FurnitureError } from '../../base/request.ts';
import { readComment } from '../check.ts';
import { toFailure } from '../failure.ts';
import type { Aside, Session } from '../session.ts';
import type { ReaderMemory } from './reader-memory.ts';

/** How long a deletion can be taken back, in milliseconds: what the server promises, less the way there. */
export const UNDO_MS = 58_000;

/** An own comment that was deleted, where it stood. */
export interface Removed extends Aside {
  readonly kind: 'removed';
  readonly isInPlace: true;
  /** As it was. */
  readonly comment: Comment;
  /** `late`: it cannot be brought back any more, and the reader has tried. */
  readonly status: 'removed' | 'restoring' | 'over' | 'late';
  readonly failure?: FurnitureError | undefined;
}

/** What a reader is telling the moderators about a comment. */
export interface Reporting extends Aside {
  readonly kind: 'reporting';
  readonly isInPlace: false;
  readonly status: 'idle' | 'sending' | 'thanks';
  /** The reader pressed the button without a reason. */
  readonly isReasonMissing?: boolean;
  readonly failure?: FurnitureError | undefined;
  /** Belong to the fields: written there, not drawn. */
  reason: string | undefined;
  detail: string;
}

export interface AsidesOptions {
  readonly session: Session;
  readonly memory: ReaderMemory;
  /** Sends something as whoever may change the comment. */
  readonly asOwner: <T>(id: string, act: (token: string | undefined) => Promise<T>) => Promise<T>;
  /** Sends something as the reader. */
  readonly asReader: <T>(act: (token: string | undefined) => Promise<T>) => Promise<T>;
}

/** What stands in a comment's place or below it for a while: the way back from a deletion, and the form of a report. */
export class Asides {
  readonly #options: AsidesOptions;
  readonly #session: Session;
  /** Deletions under way: taking one back waits for it. */
  readonly #removing = new Map<string, Promise<boolean>>();

  constructor(options: AsidesOptions) {
    this.#options = options;
    this.#session = options.session;
  }

  /* ---- Deleting, with a way back ---- */

  /** Deletes at once on show; what could not be deleted comes back. @returns Whether it is gone. */
  remove(comment: Comment): Promise<boolean> {
    this.#session.comments.bury(comment, true);
    if (comment.state === 'published') this.#session.count(-1);
    this.#set(comment.id, { kind: 'removed', isInPlace: true, comment, status: 'removed' });
    const removing = this.#removeNow(comment);
    this.#removing.set(comment.id, removing);
    return removing;
  }

  async #removeNow(comment: Comment): Promise<boolean> {
    const { id } = comment;
    const signal = this.#session.life();
    try {
      await this.#options.asOwner(id, (token) => this.#session.backend.remove!(id, token, signal));
      return true;
    } catch (error) {
      const failure = toFailure(error);
      // It was gone already: an earlier answer was lost, or a moderator was quicker.
      if (failure.status === 404 || failure.status === 410) return true;
      this.#bringBack(comment);
      if (!signal.aborted) this.#session.note(id, { word: 'notDeleted', failure });
      return false;
    } finally {
      this.#removing.delete(id);
    }
  }

  /** Takes a deletion back. @returns The comment; `undefined` if it could not be brought back. */
  async restore(id: string): Promise<Comment | undefined> {
    const removed = this.#removed(id);
    if (!removed || removed.status === 'restoring') return undefined;
    this.#set(id, { ...removed, status: 'restoring', failure: undefined });
    if ((await this.#removing.get(id)) === false) return undefined;
    const signal = this.#session.life();
    try {
      const restore = (token: string | undefined) => this.#session.backend.restore!(id, token, signal);
      const comment = { ...readComment(await this.#options.asOwner(id, restore)), id };
      this.#bringBack({ ...comment, votes: { ...comment.votes, mine: removed.comment.votes.mine } });
      return comment;
    } catch (error) {
      const failure = toFailure(error);
      const isLate = failure.kind === 'refused' && !failure.canRetry && failure.status !== 401;
      if (!signal.aborted) this.#set(id, { ...removed, status: isLate ? 'late' : 'removed', failure });
      return undefined;
    }
  }

  /** The time to take it back is over. */
  expire(id: string): void {
    const removed = this.#removed(id);
    if (removed?.status === 'removed') this.#set(id, { ...removed, status: 'over', failure: undefined });
  }

  #bringBack(comment: Comment): void {
    this.#session.asides.delete(comment.id);
    this.#session.comments.unearth(comment);
    if (comment.state === 'published') this.#session.count(1);
    this.#session.changed();
  }

  #removed(id: string): Removed | undefined {
    const aside = this.#session.asides.get(id) as Removed | Reporting | undefined;
    return aside?.kind === 'removed' ? aside : undefined;
  }

  /* ---- Reporting ---- */

  /** Opens the form of a report; one that is open stays as it is. */
  openReport(id: string): void {
    if (this.reporting(id)) return;
    this.#set(id, { kind: 'reporting', isInPlace: false, status: 'idle', reason: undefined, detail: '' });
  }

  closeReport(id: string): void {
    this.#session.asides.delete(id);
    this.#session.changed();
  }

  /** The report of a comment that is being written. */
  reporting(id: string): Reporting | undefined {
    const aside = this.#session.asides.get(id) as Removed | Reporting | undefined;
    return aside?.kind === 'reporting' ? aside : undefined;
  }

  /** Sends a report. @returns Whether it has arrived. */
  async sendReport(id: string): Promise<boolean> {
    const form = this.reporting(id);
    if (!form || form.status === 'sending') return false;
    const { reason } = form;
    if (reason === undefined) {
      this.#set(id, { ...form, isReasonMissing: true, failure: undefined });
      return false;
    }
    const sending: Reporting = { ...form, status: 'sending', isReasonMissing: false, failure: undefined };
    this.#set(id, sending);
    const signal = this.#session.life();
    const detail = form.detail.trim().slice(0, 2_000);
    const report: Report = { reason, ...(detail && { detail }) };
    try {
      await this.#options.asReader((token) => this.#session.backend.report!(id, report, token, signal));
    } catch (error) {
      this.#set(id, { ...sending, status: 'idle', failure: signal.aborted ? undefined : toFailure(error) });
      return false;
    }
    this.#options.memory.keepReport(id);
    this.#set(id, { ...sending, status: 'thanks' });
    return true;
  }

  #set(id: string, aside: Removed | Reporting): void {
    this.#session.asides.set(id, aside);
    this.#session.changed();
  }
}
