import type { Comment, Sort } from '../contracts/comments.ts';
import type { FurnitureElement } from '../base/element.ts';
import { FailedEvent } from '../base/element.ts';
import { charactersLeft, type Composer, type Purpose } from './composer.ts';
import type { Acts } from './draw-scene.ts';
import {
  CommentThreadPostEvent,
  CommentThreadPostedEvent,
  CommentThreadSignInEvent,
  CommentThreadVotedEvent,
} from './events.ts';
import { copyText } from './page-world.ts';
import type { Session } from './session.ts';
import { permalink } from './thread-id.ts';
import type { ThreadWords } from './words.ts';

/** What acting needs of the element. */
export interface ActsHost {
  readonly element: FurnitureElement<object, ThreadWords>;
  readonly session: () => Session;
  /** Follows a loading to its end, states and failures included. */
  readonly watch: (loading: Promise<boolean>) => Promise<boolean>;
  /** Says something to readers who do not see. */
  readonly announce: (word: keyof ThreadWords) => void;
  /** Draws everything now, however long it takes. */
  readonly drawAll: () => Promise<unknown>;
}

/** What a reader does, turned into what the session does, with events, focus and announcements around it. */
export class PageActs implements Acts {
  readonly #host: ActsHost;

  constructor(host: ActsHost) {
    this.#host = host;
  }

  get #session(): Session {
    return this.#host.session();
  }

  get #root(): ShadowRoot {
    return this.#host.element.shadowRoot!;
  }

  /* ---- Writing ---- */

  async open(purpose: Purpose, comment: Comment): Promise<void> {
    const composer = this.#session.open(purpose, comment.id);
    await this.#drawn();
    this.#fieldOf(composer)?.focus();
  }

  async close(composer: Composer): Promise<void> {
    this.#session.close(composer);
    await this.#drawn();
    const button = composer.purpose === 'edit' ? 'edit' : 'reply';
    this.article(composer.target ?? '')
      ?.querySelector<HTMLElement>(`[data-act='${button}']`)
      ?.focus();
  }

  toggle(composer: Composer): void {
    composer.isPreview = !composer.isPreview;
    this.#host.element.requestUpdate();
  }

  write(composer: Composer, text: string): void {
    const isShown = charactersLeft(composer.text) !== undefined || composer.body !== undefined;
    this.#session.write(composer, text);
    composer.body = undefined;
    if (isShown || charactersLeft(text) !== undefined) this.#host.element.requestUpdate();
  }

  async submit(composer: Composer): Promise<void> {
    const session = this.#session;
    if (composer.status === 'sending') return;
    if (!session.check(composer)) return this.#focusMistake(composer);
    if (composer.purpose === 'edit') return this.#save(composer);
    if (!this.#send(new CommentThreadPostEvent(composer.text, composer.target))) return;
    const posting = session.post(composer);
    await this.#host.drawAll();
    if (composer.pending !== undefined) this.article(composer.pending)?.focus();
    const comment = await posting;
    await this.#drawn();
    if (!comment) return this.#takeFailure(composer);
    this.#host.announce(comment.state === 'held' ? 'wasHeld' : 'wasPosted');
    this.#send(new CommentThreadPostedEvent(comment));
    if (this.#hasLostFocus()) this.article(comment.id)?.focus();
  }

  async #save(composer: Composer): Promise<void> {
    const comment = await this.#session.edit(composer);
    await this.#drawn();
    if (!comment) return this.#takeFailure(composer);
    this.#host.announce('wasEdited');
    this.article(comment.id)?.focus();
  }

  #takeFailure(composer: Composer): void {
    if (!composer.failure) return;
    if (this.#hasLostFocus()) this.#fieldOf(composer)?.focus();
    this.#fail(composer.failure);
  }

  async #focusMistake(composer: Composer): Promise<void> {
    await this.#drawn();
    this.#formOf(composer)?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }

  /* ---- Around one comment ---- */

  async vote(comment: Comment, side: 1 | -1): Promise<void> {
    const value = await this.#session.vote(comment, side);
    if (value !== undefined) this.#send(new CommentThreadVotedEvent(comment.id, value));
    this.#tellNote(comment.id);
  }

  async remove(comment: Comment): Promise<void> {
    const session = this.#session;
    const place = this.#articles().findIndex(({ id }) => id === `comment-${comment.id}`);
    const isGone = await session.remove(comment);
    if (session.confirming === comment.id) return this.#host.announce('deleteAgain');
    await this.#drawn();
    if (!isGone) return this.#tellNote(comment.id);
    this.#host.announce('wasDeleted');
    const articles = this.#articles();
    const next = articles[Math.min(place, articles.length - 1)];
    (next ?? this.#root.querySelector('textarea'))?.focus();
  }

  async copy(comment: Comment): Promise<void> {
    const link = permalink(location.href, comment.id);
    const isCopied = await copyText(link);
    this.#session.note(comment.id, isCopied ? { word: 'copied' } : { word: 'copyByHand', link });
    await this.#drawn();
    if (isCopied) this.#host.announce('copied');
    else this.article(comment.id)?.querySelector<HTMLElement>('.copy input')?.focus();
  }

  branch(comment: Comment): void {
    void this.#host.watch(this.#session.branch(comment.id));
  }

  #tellNote(id: string): void {
    const note = this.#session.notes.get(id);
    if (note) this.#host.announce(note.word);
    if (note?.failure) this.#fail(note.failure);
  }

  /* ---- Around the thread ---- */

  readonly signIn = (event: Event): void => {
    if (!this.#send(new CommentThreadSignInEvent())) event.preventDefault();
  };

  readonly skip = (event: Event): void => {
    event.preventDefault();
    const field = this.#root.querySelector<HTMLElement>('.form.new :is(textarea, button)');
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  };

  sort(sort: Sort): void {
    void this.#host.watch(this.#session.setSort(sort));
  }

  /** The next page; whoever came by keyboard goes on at its first comment. */
  readonly more = async (): Promise<void> => {
    if (this.#session.work) return;
    const before = new Set(this.#articles());
    if (!(await this.#host.watch(this.#session.more()))) return;
    await this.#host.drawAll();
    const first = this.#articles().find((article) => !before.has(article));
    if (this.#root.activeElement?.closest('.rest') || this.#hasLostFocus()) first?.focus({ preventScroll: true });
  };

  readonly all = (): void => {
    if (!this.#session.work) void this.#host.watch(this.#session.all());
  };

  readonly retry = (): void => {
    void this.#host.watch(this.#session.retry());
  };

  /* ---- Inside ---- */

  /** The drawn comment with this id. */
  article(id: string): HTMLElement | null {
    return this.#root.getElementById(`comment-${id}`);
  }

  #articles(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('article')];
  }

  #formOf(composer: Composer): HTMLElement | undefined {
    return [...this.#root.querySelectorAll('form')].find((form) => form.dataset['form'] === composer.id);
  }

  #fieldOf(composer: Composer): HTMLElement | null | undefined {
    return this.#formOf(composer)?.querySelector<HTMLElement>('textarea, .preview');
  }

  /** Whether what had focus is gone; a reader who went on elsewhere is left alone. */
  #hasLostFocus(): boolean {
    const { activeElement } = this.#root;
    return activeElement === null && (document.activeElement ?? document.body) === document.body;
  }

  #drawn(): Promise<unknown> {
    return this.#host.element.updateComplete;
  }

  #send(event: Event): boolean {
    return this.#host.element.dispatchEvent(event);
  }

  #fail(error: ConstructorParameters<typeof FailedEvent>[1]): void {
    if (error.kind !== 'aborted') this.#send(new FailedEvent('comment-thread-failed', error));
  }
}
