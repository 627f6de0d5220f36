import type { Comment } from '../../contracts/comments.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { Moderating, Scene } from '../draw-scene.ts';
import type { ActsHost, PageActs } from '../page-acts.ts';
import { dress } from '../page-world.ts';
import type { Session } from '../session.ts';
import type { ThreadWord } from '../words.ts';
import { UNDO_MS } from '../writing/asides.ts';
import { Places } from '../writing/page-places.ts';
import { waiting } from '../writing/page-wait.ts';
import { hasChanged, OPPOSITES, type Act } from './acts.ts';
import { drawJournal } from './draw-journal.ts';
import { drawInDiscussion, drawTools, failureWord, type Bench, type ModeratorActs } from './draw-moderating.ts';
import { drawQueue } from './draw-queue.ts';
import { Moderator, type View } from './moderator.ts';
import { moderatingStyles } from './moderating.styles.ts';
import { MODERATING_WORDS } from './words-moderating.ts';
import { html } from 'lit';

/** How often the number of waiting comments is asked for while somebody looks, in milliseconds. */
const COUNT_EVERY_MS = 60_000;

const DONE: Readonly<Record<Act, ThreadWord>> = {
  approve: 'wasApproved',
  hide: 'wasHidden',
  pin: 'wasPinned',
  unpin: 'wasUnpinned',
  delete: 'wasRemoved',
  restore: 'wasBroughtBack',
};

/** What a moderator does, with focus and announcements around it. Loaded for moderators only. */
export class ModeratingActs implements Moderating, ModeratorActs {
  readonly words = MODERATING_WORDS;
  readonly #host: ActsHost;
  readonly #page: PageActs;
  readonly #session: Session;
  readonly #moderator: Moderator;
  readonly #places: Places;

  constructor(host: ActsHost, page: PageActs, session: Session) {
    this.#host = host;
    this.#page = page;
    this.#session = session;
    this.#places = new Places(host, page);
    this.#moderator = new Moderator({
      session,
      token: async () => {
        const known = host.token();
        return typeof known === 'function' ? known() : known;
      },
    });
    dress(this.#places.root, moderatingStyles);
    this.resume();
  }

  /** Keeps the number of waiting comments true for this stay in the page. */
  resume(): void {
    const signal = this.#session.life();
    if (signal.aborted) return;
    const count = () => {
      if (!document.hidden) void this.#moderator.queue.count();
    };
    count();
    if ((this.#host.element as { live?: unknown }).live === 'off') return;
    const timer = setInterval(count, COUNT_EVERY_MS);
    document.addEventListener('visibilitychange', count, { signal });
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /* ---- Drawing ---- */

  keyOf({ id }: Comment): unknown {
    const { busy, confirming, explaining, notes, removed } = this.#moderator;
    return `${busy.has(id)} ${removed.has(id)} ${confirming === id} ${explaining?.id === id} ${notes.get(id)?.message ?? ''}`;
  }

  drawActions(comment: Comment, scene: Scene): unknown {
    return drawInDiscussion(comment, this.#bench(scene));
  }

  drawTools(scene: Scene): unknown {
    const bench = this.#bench(scene);
    return html`${drawTools(bench)} ${drawJournal(bench)}`;
  }

  drawView(scene: Scene): unknown {
    return this.#moderator.view === 'all' ? undefined : drawQueue(this.#bench(scene));
  }

  #bench(scene: Scene): Bench {
    return { moderator: this.#moderator, acts: this, scene };
  }

  /* ---- Acting ---- */

  async show(view: View): Promise<void> {
    const { queue } = this.#moderator;
    if (view === 'all') await this.#leave();
    const isThere = await this.#moderator.show(view);
    if (view === 'all') return;
    if (isThere) this.#host.announce('stillWaiting', { count: queue.waiting ?? 0 });
    else if (queue.failure) this.#tellFailure(queue.failure);
  }

  async act(comment: Comment, act: Act, reason?: string): Promise<void> {
    const moderator = this.#moderator;
    const isQueue = moderator.view !== 'all';
    const place = this.#page.articles().findIndex((article) => article.id.endsWith(`-${comment.id}`));
    const acting = moderator.act(comment, act, reason);
    await this.#places.drawn();
    if (moderator.confirming === comment.id) return this.#host.announce('deleteAnyAgain');
    if (isQueue) this.#focusNext(place);
    else if (this.#page.hasLostFocus()) this.#focusAfter(comment, act);
    const isDone = await acting;
    await this.#places.drawn();
    if (isDone) await this.#tell(comment, act);
    else this.#tellFailed(comment, act);
    if (act === 'restore' && this.#page.hasLostFocus()) this.#focusAfter(comment, act);
    if (isDone && act === 'delete') void this.#expire(comment.id);
    if (isQueue) await this.#refill(place);
    if (moderator.journal.isOpen) await moderator.journal.load();
  }

  /** A button that became its opposite keeps the focus, wherever the comment went; else the comment has it. */
  #focusAfter({ id }: Comment, act: Act): void {
    const button = act === 'hide' ? undefined : this.#places.act(id, OPPOSITES[act] ?? '');
    if (button) button.focus();
    else this.#page.article(id)?.focus({ preventScroll: true });
  }

  /** After a minute a deletion is for good; whoever stands on the button is not dropped. */
  async #expire(id: string): Promise<void> {
    const life = this.#session.life();
    await waiting.pause(UNDO_MS, life);
    if (life.aborted) return;
    this.#places.leaveAct(id, 'restore');
    this.#moderator.expire(id);
  }

  #tellFailed({ id }: Comment, act: Act): void {
    const failure = this.#moderator.notes.get(id);
    this.#tellFailure(failure);
    if (act === 'restore' && failure && hasChanged(failure)) this.#host.announce('tooLateToUndo');
  }

  async #tell(comment: Comment, act: Act): Promise<void> {
    const { author, id } = comment;
    const name = author.name || this.#session.comments.find(id)?.author.name || '';
    this.#host.announce(DONE[act], { name });
  }

  #tellFailure(failure: FurnitureError | undefined): void {
    if (!failure || failure.kind === 'aborted') return;
    this.#host.announce(failureWord(failure));
    this.#places.fail(failure);
  }

  /** The reader goes on where the comment was; what took focus elsewhere keeps it. */
  #focusNext(place: number): void {
    if (!this.#page.hasLostFocus()) return;
    const articles = this.#page.articles();
    const next = articles[Math.min(Math.max(place, 0), articles.length - 1)];
    (next ?? this.#places.root.querySelector<HTMLElement>('.queue .notice'))?.focus();
  }

  /** The end of a page is not the end of the queue. */
  async #refill(place: number): Promise<void> {
    const { queue } = this.#moderator;
    if (queue.items.length > 0 || !queue.hasMore) return;
    await queue.more();
    await this.#places.drawn();
    this.#focusNext(place);
  }

  async bulk(action: 'approve' | 'hide'): Promise<void> {
    const { done, failed } = await this.#moderator.actOnSelected(action);
    await this.#places.drawn();
    if (failed > 0) this.#host.announce('bulkFailed', { count: failed });
    else this.#host.announce('bulkDone', { count: done });
    this.#focusNext(0);
    await this.#refill(0);
  }

  async explain(comment: Comment): Promise<void> {
    this.#moderator.explain(comment);
    await this.#places.drawn();
    this.#places.root.querySelector<HTMLElement>('.reason input')?.focus();
  }

  async cancel(comment: Comment): Promise<void> {
    const act = this.#moderator.explaining ? 'explain' : 'delete';
    this.#moderator.cancel();
    await this.#places.drawn();
    const place = this.#moderator.view === 'all' ? `comment-${comment.id}` : `queued-${comment.id}`;
    this.#places.root.getElementById(place)?.querySelector<HTMLElement>(`[data-act='${act}']`)?.focus();
  }

  readonly more = async (): Promise<void> => {
    if (this.#moderator.queue.work) return;
    const before = new Set(this.#page.articles());
    if (!(await this.#moderator.queue.more())) return this.#tellFailure(this.#moderator.queue.failure);
    await this.#places.drawn();
    const first = this.#page.articles().find((article) => !before.has(article));
    if (this.#places.root.activeElement?.closest('.rest') || this.#page.hasLostFocus())
      first?.focus({ preventScroll: true });
  };

  readonly all = async (): Promise<void> => {
    await this.show('all');
    await this.#places.drawn();
    this.#page.all();
    if (this.#page.hasLostFocus()) this.#page.articles()[0]?.focus();
  };

  readonly leave = (): void => {
    void this.show('all');
  };

  /** What was approved is missing in the discussion, which is loaded again. */
  async #leave(): Promise<void> {
    if (!this.#moderator.isStale) return;
    this.#moderator.isStale = false;
    await this.#host.watch(this.#session.load());
  }

  async open(open: boolean): Promise<void> {
    const isDone = await this.#moderator.changeThread({ open });
    await this.#tellThread(isDone, open ? 'wasOpened' : 'wasClosed');
  }

  async premoderate(premoderated: boolean): Promise<void> {
    const isDone = await this.#moderator.changeThread({ premoderated });
    await this.#tellThread(isDone, premoderated ? 'nowPremoderated' : 'notPremoderated');
  }

  async #tellThread(isDone: boolean, word: ThreadWord): Promise<void> {
    const { journal, threadFailure } = this.#moderator;
    if (isDone) this.#host.announce(word);
    else this.#tellFailure(threadFailure);
    if (journal.isOpen) await journal.load();
  }

  readonly log = async (): Promise<void> => {
    const { journal } = this.#moderator;
    await journal.toggle();
    if (journal.failure) this.#tellFailure(journal.failure);
  };

  readonly moreLog = (): void => {
    if (!this.#moderator.journal.work) void this.#moderator.journal.more();
  };
}
