import type { Comment } from '../../contracts/comments.ts';
import { FailedEvent } from '../../base/element.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { Composer, Purpose } from './composer.ts';
import { Desk, type DeskOptions } from './desk.ts';
import { CommentThreadPostEvent, CommentThreadPostedEvent, CommentThreadVotedEvent } from '../events.ts';
import type { ActsHost, PageActs } from '../page-acts.ts';
import { browserStorage } from '../page-world.ts';
import { ReaderMemory } from './reader-memory.ts';
import type { Session } from '../session.ts';
import { permalink } from '../thread-id.ts';

export * as writing from './draw-writing.ts';

export interface DeskPlace extends Pick<DeskOptions, 'session' | 'token' | 'isSignedIn'> {
  readonly host: ActsHost;
  readonly page: PageActs;
  /** What ids belong to: the backend and its thread. */
  readonly scope: string;
}

/**
 * What a reader writes and votes, turned into what the desk does, with events, focus and announcements around it.
 * Loaded when somebody shows signs of writing, or has left something here before.
 */
export class DeskActs {
  readonly #host: ActsHost;
  readonly #page: PageActs;
  readonly #session: Session;
  readonly #desk: Desk;

  constructor({ host, page, session, scope, token, isSignedIn }: DeskPlace) {
    const now = () => Date.now();
    this.#host = host;
    this.#page = page;
    this.#session = session;
    this.#desk = new Desk({
      ...{ session, token, isSignedIn, now },
      memory: new ReaderMemory({ storage: browserStorage, now, scope }),
    });
  }

  get #root(): ShadowRoot {
    return this.#host.element.shadowRoot!;
  }

  /* ---- Writing ---- */

  async open(purpose: Purpose, comment: Comment): Promise<void> {
    const composer = this.#desk.open(purpose, comment.id);
    await this.#drawn();
    this.#fieldOf(composer)?.focus();
  }

  async close(composer: Composer): Promise<void> {
    this.#desk.close(composer);
    await this.#drawn();
    const button = composer.purpose === 'edit' ? 'edit' : 'reply';
    this.#page
      .article(composer.target ?? '')
      ?.querySelector<HTMLElement>(`[data-act='${button}']`)
      ?.focus();
  }

  toggle(composer: Composer): void {
    composer.isPreview = !composer.isPreview;
    this.#session.changed();
  }

  async submit(composer: Composer): Promise<void> {
    if (composer.status === 'sending') return;
    if (!this.#desk.check(composer)) return this.#focusMistake(composer);
    if (composer.purpose === 'edit') return this.#save(composer);
    if (!this.#send(new CommentThreadPostEvent(composer.text, composer.target))) return;
    const posting = this.#desk.post(composer);
    await this.#host.drawAll();
    if (composer.pending !== undefined) this.#page.article(composer.pending)?.focus();
    const comment = await posting;
    await this.#drawn();
    if (!comment) return this.#takeFailure(composer);
    this.#host.announce(comment.state === 'held' ? 'wasHeld' : 'wasPosted');
    this.#send(new CommentThreadPostedEvent(comment));
    if (this.#page.hasLostFocus()) this.#page.article(comment.id)?.focus();
  }

  async #save(composer: Composer): Promise<void> {
    const comment = await this.#desk.edit(composer);
    await this.#drawn();
    if (!comment) return this.#takeFailure(composer);
    this.#host.announce('wasEdited');
    this.#page.article(comment.id)?.focus();
  }

  #takeFailure(composer: Composer): void {
    if (!composer.failure) return;
    if (this.#page.hasLostFocus()) this.#fieldOf(composer)?.focus();
    this.#fail(composer.failure);
  }

  async #focusMistake(composer: Composer): Promise<void> {
    await this.#drawn();
    this.#formOf(composer)?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }

  /* ---- Around one comment ---- */

  async vote(comment: Comment, side: 1 | -1): Promise<void> {
    const value = await this.#desk.vote(comment, side);
    if (value !== undefined) this.#send(new CommentThreadVotedEvent(comment.id, value));
    this.#tellNote(comment.id);
  }

  async remove(comment: Comment): Promise<void> {
    const session = this.#session;
    const place = this.#page.articles().findIndex(({ id }) => id === `comment-${comment.id}`);
    const isGone = await this.#desk.remove(comment);
    if (session.confirming === comment.id) return this.#host.announce('deleteAgain');
    await this.#drawn();
    if (!isGone) return this.#tellNote(comment.id);
    this.#host.announce('wasDeleted');
    const articles = this.#page.articles();
    const next = articles[Math.min(place, articles.length - 1)];
    (next ?? this.#root.querySelector('textarea'))?.focus();
  }

  async copy(comment: Comment): Promise<void> {
    const link = permalink(location.href, comment.id);
    const isCopied = await copyText(link);
    this.#session.note(comment.id, isCopied ? { word: 'copied' } : { word: 'copyByHand', link });
    await this.#drawn();
    if (isCopied) this.#host.announce('copied');
    else this.#page.article(comment.id)?.querySelector<HTMLElement>('.copy input')?.focus();
  }

  #tellNote(id: string): void {
    const note = this.#session.notes.get(id);
    if (note) this.#host.announce(note.word);
    if (note?.failure) this.#fail(note.failure);
  }

  /* ---- Inside ---- */

  #formOf(composer: Composer): HTMLElement | undefined {
    return [...this.#root.querySelectorAll('form')].find((form) => form.dataset['form'] === composer.id);
  }

  #fieldOf(composer: Composer): HTMLElement | null | undefined {
    return this.#formOf(composer)?.querySelector<HTMLElement>('textarea, .preview');
  }

  #drawn(): Promise<unknown> {
    return this.#host.element.updateComplete;
  }

  #send(event: Event): boolean {
    return this.#host.element.dispatchEvent(event);
  }

  #fail(error: FurnitureError): void {
    if (error.kind !== 'aborted') this.#send(new FailedEvent('comment-thread-failed', error));
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
