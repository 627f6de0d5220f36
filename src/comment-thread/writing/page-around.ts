import type { Comment } from '../../contracts/comments.ts';
import type { FurnitureError } from '../../base/request.ts';
import { UNDO_MS } from './asides.ts';
import type { Desk } from './desk.ts';
import { CommentThreadVotedEvent } from '../events.ts';
import type { ActsHost, PageActs } from '../page-acts.ts';
import type { Places } from './page-places.ts';
import { waiting } from './page-wait.ts';
import type { Session } from '../session.ts';
import { permalink } from '../../contracts/permalink.ts';

export interface AroundPlace {
  readonly host: ActsHost;
  readonly page: PageActs;
  readonly session: Session;
  readonly desk: Desk;
  readonly places: Places;
}

/** What a reader does around one comment: vote, delete and undo, report, copy its link. */
export class AroundActs {
  readonly #host: ActsHost;
  readonly #page: PageActs;
  readonly #session: Session;
  readonly #desk: Desk;
  readonly #places: Places;

  constructor({ host, page, session, desk, places }: AroundPlace) {
    this.#host = host;
    this.#page = page;
    this.#session = session;
    this.#desk = desk;
    this.#places = places;
  }

  /** A button below the comment was pressed. @param act - Its `data-act`. */
  hear(act: string, comment: Comment): unknown {
    switch (act) {
      case 'up':
        return this.#vote(comment, 1);
      case 'down':
        return this.#vote(comment, -1);
      case 'delete':
        return this.#remove(comment);
      case 'keep':
        return this.#desk.keep();
      case 'copyLink':
        return this.#copy(comment);
      case 'report':
        return this.#report(comment);
    }
    return undefined;
  }

  async #vote(comment: Comment, side: 1 | -1): Promise<void> {
    const value = await this.#desk.vote(comment, side);
    if (value !== undefined) this.#places.send(new CommentThreadVotedEvent(comment.id, value));
    this.#tellNote(comment.id);
  }

  async #remove(comment: Comment): Promise<void> {
    const session = this.#session;
    if (session.backend.capabilities.restore) return this.#removeWithUndo(comment);
    const place = this.#page.articles().findIndex(({ id }) => id === `comment-${comment.id}`);
    const isGone = await this.#desk.remove(comment);
    if (session.confirming === comment.id) return this.#host.announce('deleteAgain');
    await this.#places.drawn();
    if (!isGone) return this.#tellNote(comment.id);
    this.#host.announce('wasDeleted');
    const articles = this.#page.articles();
    const next = articles[Math.min(place, articles.length - 1)];
    (next ?? this.#places.root.querySelector('textarea'))?.focus();
  }

  async #removeWithUndo(comment: Comment): Promise<void> {
    const removing = this.#desk.remove(comment);
    const life = this.#session.life();
    await this.#places.drawn();
    this.#places.focusAct(comment.id, 'undo');
    this.#host.announce('deletedWithUndo');
    if (!(await removing)) {
      await this.#places.drawn();
      this.#places.focusArticle(comment.id);
      return this.#tellNote(comment.id);
    }
    await waiting.pause(UNDO_MS, life);
    if (life.aborted) return;
    this.#places.leaveAct(comment.id, 'undo');
    this.#desk.asides.expire(comment.id);
  }

  async restore(id: string): Promise<void> {
    const comment = await this.#desk.asides.restore(id);
    await this.#places.drawn();
    const aside = this.#session.asides.get(id) as { status?: string; failure?: FurnitureError } | undefined;
    this.#host.announce(comment ? 'wasRestored' : aside?.status === 'late' ? 'tooLateToUndo' : 'notRestored');
    if (comment || aside?.status === 'late') this.#places.focusArticle(id);
    if (aside?.failure) this.#places.fail(aside.failure);
  }

  async #report(comment: Comment): Promise<void> {
    this.#desk.asides.openReport(comment.id);
    await this.#places.drawn();
    this.#page.article(comment.id)?.querySelector<HTMLElement>('.report input')?.focus();
  }

  async closeReport(id: string): Promise<void> {
    this.#desk.asides.closeReport(id);
    await this.#places.drawn();
    this.#places.focusAct(id, 'report');
  }

  async sendReport(comment: Comment): Promise<void> {
    const { id } = comment;
    const isSent = await this.#desk.asides.sendReport(id);
    await this.#places.drawn();
    const form = this.#desk.asides.reporting(id);
    if (isSent) {
      this.#host.announce('thanksForReport');
      return this.#places.focusArticle(id);
    }
    if (form?.isReasonMissing) this.#page.article(id)?.querySelector<HTMLElement>('.report input')?.focus();
    if (form?.failure) this.#places.fail(form.failure);
  }

  async #copy(comment: Comment): Promise<void> {
    const link = permalink(location.href, comment.id);
    const isCopied = await copyText(link);
    this.#session.note(comment.id, isCopied ? { word: 'copied' } : { word: 'copyByHand', link });
    await this.#places.drawn();
    if (isCopied) this.#host.announce('copied');
    else this.#page.article(comment.id)?.querySelector<HTMLElement>('.copy input')?.focus();
  }

  #tellNote(id: string): void {
    const note = this.#session.notes.get(id);
    if (note) this.#host.announce(note.word);
    if (note?.failure) this.#places.fail(note.failure);
  }
}

/** Puts a text on the clipboard. @returns Whether it is there; never where the page is not secure. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
