import type { Comment, Sort } from '../contracts/comments.ts';
import { FailedEvent, type FurnitureElement } from '../base/element.ts';
import { FurnitureError } from '../base/request.ts';
import { charactersLeft, type Composer } from './writing/composer.ts';
import type { Token } from './config.ts';
import type { Acts, Moderating, Passages, Writing } from './draw-scene.ts';
import { wantRichText } from './markup/draw-text.ts';
import { CommentThreadSignInEvent } from './events.ts';
import type { DeskActs } from './writing/page-desk.ts';
import type { Session } from './session.ts';
import type { ThreadWord, ThreadWords } from './words.ts';

/** What acting needs of the element. */
export interface ActsHost {
  readonly element: FurnitureElement<object, ThreadWords>;
  readonly session: () => Session;
  /** What ids belong to: the backend and its thread. */
  readonly scope: () => string;
  /** The signed-in reader, if any. */
  readonly token: () => Token | undefined;
  /** BCP 47 tag of the language on show. */
  readonly lang: () => string;
  /** Where the service worker for Web Push is, in a browser that could have one. */
  readonly pushWorker: () => string | undefined;
  /** Follows a loading to its end, states and failures included. */
  readonly watch: (loading: Promise<boolean>) => Promise<boolean>;
  /** Says something to readers who do not see. */
  readonly announce: (word: ThreadWord, values?: Readonly<Record<string, string | number>>) => void;
  /** What is known of comments on passages, where a page has those. */
  readonly passages: () => Passages | undefined;
  /** Draws everything now, however long it takes. */
  readonly drawAll: () => Promise<unknown>;
}

/** What a reader does: reading at once; writing and voting as soon as the code for it is there, which is on its way. */
export class PageActs implements Acts {
  /** How to draw what only writers see, once the desk is open. */
  writing: Writing | undefined;
  /** What moderators see and do, for those only. */
  moderating: Moderating | undefined;
  readonly #host: ActsHost;
  #desk: { readonly session: Session; readonly ready: Promise<DeskActs> } | undefined;
  #acts: { readonly session: Session; readonly desk: DeskActs } | undefined;

  constructor(host: ActsHost) {
    this.#host = host;
  }

  get #session(): Session {
    return this.#host.session();
  }

  get #root(): ShadowRoot {
    return this.#host.element.shadowRoot!;
  }

  /** A button below a comment was pressed, or a browser finds something in folded replies: one listener for all of them. */
  readonly hear = ({ type, target }: Event): void => {
    const pressed = (target as Element).closest<HTMLElement>('[part=actions] [data-act], ol[hidden]');
    const article = pressed?.closest('li')?.querySelector(':scope > article');
    const { comments } = this.#session;
    const comment = article && comments.find(article.id.slice('comment-'.length));
    if (!comment) return;
    const { act = 'fold' } = pressed!.dataset;
    if (act !== 'fold') return void this.#atDesk((desk) => desk.hear(act, comment), comment);
    comments.fold(comment.id, type === 'click' && !comments.isFolded(comment.id));
    this.#session.touch(comment.id);
  };

  /* ---- Left to the desk ---- */

  close(composer: Composer): void {
    void this.#atDesk((desk) => desk.close(composer));
  }

  toggle(composer: Composer): void {
    void this.#atDesk((desk) => desk.toggle(composer), composer);
  }

  submit(composer: Composer): void {
    void this.#atDesk((desk) => desk.submit(composer), composer);
  }

  remember(isKept: boolean): void {
    this.#session.keepsName = isKept;
    void this.#atDesk((desk) => desk.remember(isKept));
  }

  /** Every keystroke is a draft; only what has to be shown is drawn. */
  write(composer: Composer, text: string): void {
    const before = charactersLeft(composer.text);
    const isShown = before !== undefined || composer.body || composer.restored || composer.aside;
    composer.text = text;
    composer.body = undefined;
    composer.restored = undefined;
    composer.aside = undefined;
    this.#session.save(composer);
    const left = charactersLeft(text);
    if (isShown || left !== undefined) this.#session.changed();
    const hasNews = left !== undefined || !this.#session.drafts.isKept();
    if (hasNews) void this.#atDesk((desk) => desk.written(composer, before ?? Infinity));
  }

  /** Fetches what writing needs before it is needed: somebody points at the thread, or moves into it. */
  readonly prepare = async (): Promise<void> => {
    await this.#openDesk().catch(() => {});
  };

  /** What only writers ask for, once it is there. */
  get desk(): DeskActs | undefined {
    return this.#acts?.session === this.#session ? this.#acts.desk : undefined;
  }

  /** What writing and voting need is fetched once for a session, when a reader shows signs of either. */
  #openDesk(): Promise<DeskActs> {
    const session = this.#session;
    if (this.#desk?.session === session) return this.#desk.ready;
    const ready = this.#makeDesk(session);
    this.#desk = { session, ready };
    // A network that failed may be there at the next try.
    ready.catch(() => (this.#desk = undefined));
    return ready;
  }

  async #makeDesk(session: Session): Promise<DeskActs> {
    const { scope, token } = this.#host;
    const [{ openDesk, writing }] = await Promise.all([import('./writing/page-desk.ts'), wantRichText(this.#root)]);
    const desk = await openDesk({ host: this.#host, page: this, session, scope: scope(), token });
    this.writing = writing;
    this.#acts = { session, desk };
    session.changed();
    return desk;
  }

  /** Acts at the desk, or says that it could not be reached. */
  async #atDesk(act: (desk: DeskActs) => unknown, where?: Comment | Composer): Promise<void> {
    const session = this.#session;
    let desk: DeskActs;
    try {
      desk = await this.#openDesk();
    } catch (cause) {
      const failure = new FurnitureError('offline', 'a part of the thread could not be loaded', { cause });
      if (where && 'purpose' in where) where.failure = failure;
      else if (where) session.note(where.id, { word: 'offline', failure });
      if (where) this.#host.element.dispatchEvent(new FailedEvent('comment-thread-failed', failure));
      return session.changed();
    }
    if (session === this.#session) await act(desk);
  }

  /** Brings the moderators' tools for whoever the token calls one, and takes them from everybody else. */
  admit(): void {
    const session = this.#session;
    const token = this.#host.token();
    this.moderating = undefined;
    if (!session.backend.capabilities.moderate || token === undefined) return;
    import('./moderating/page-enter.ts')
      .then(({ enter }) => enter(this.#host, this, () => this.#openDesk()))
      .then((moderating) => {
        if (!moderating || session !== this.#session || token !== this.#host.token()) return;
        this.moderating = moderating;
        session.changed();
      })
      .catch((error: unknown) => console.warn?.('page-furniture: the tools of moderators could not be loaded', error));
  }

  readonly notify = (): void => {
    void this.#atDesk((desk) => desk.notices.toggle());
  };

  /* ---- Reading ---- */

  branch(comment: Comment): void {
    void this.#host.watch(this.#session.branch(comment.id));
  }

  readonly signIn = (event: Event): void => {
    if (!this.#host.element.dispatchEvent(new CommentThreadSignInEvent())) event.preventDefault();
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
    const before = new Set(this.articles());
    if (!(await this.#host.watch(this.#session.more()))) return;
    await this.#host.drawAll();
    const first = this.articles().find((article) => !before.has(article));
    if (this.#root.activeElement?.closest('.rest') || this.hasLostFocus()) first?.focus({ preventScroll: true });
  };

  readonly all = (): void => {
    this.#host.passages()?.filter(false);
    if (!this.#session.work && this.#session.hasRest) void this.#host.watch(this.#session.all());
  };

  readonly retry = (): void => {
    void this.#host.watch(this.#session.retry());
  };

  /* ---- Inside ---- */

  /** The drawn comment with this id. */
  article(id: string): HTMLElement | null {
    return this.#root.getElementById(`comment-${id}`);
  }

  articles(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('article')];
  }

  /** Whether what had focus is gone; a reader who went on elsewhere is left alone. */
  hasLostFocus(): boolean {
    const { activeElement } = this.#root;
    return activeElement === null && (document.activeElement ?? document.body) === document.body;
  }
}
