import type { Comment, ThreadChanges } from '../../contracts/comments.ts';
import type { FurnitureElement } from '../../base/element.ts';
import type { Live, Scene } from '../draw-scene.ts';
import { browserStorage, dress } from '../page-world.ts';
import type { Session } from '../session.ts';
import type { ThreadWord, ThreadWords } from '../words.ts';
import type { Composer } from '../writing/composer.ts';
import { drawKept, drawMark, drawNews } from './draw-live.ts';
import { liveStyles } from './live.styles.ts';
import { News, type Known } from './news.ts';
import { Description } from './page-structured-data.ts';
import { Visits } from './visits.ts';
import { Watch } from './page-watch.ts';
import { LIVE_WORDS } from './words-live.ts';

/** What reading on needs of the element. */
export interface LiveHost {
  readonly element: FurnitureElement<object, ThreadWords>;
  readonly session: Session;
  /** What ids belong to: the backend and its thread. */
  readonly scope: string;
  readonly way: 'poll' | 'stream' | 'off';
  /** Ends with the session, and with the element's life. */
  readonly signal: AbortSignal;
  readonly announce: (word: ThreadWord, values?: Readonly<Record<string, number>>) => void;
  readonly drawAll: () => Promise<unknown>;
  /** What a bubble asks whoever has read the article; empty for the default words, nothing for no bubble. */
  readonly invitation: () => string | undefined;
  /** CSS selector of the article, if the publisher gave one. */
  readonly article: () => string | undefined;
  /** By how much the server's clock is ahead of the reader's, in milliseconds. */
  readonly skewMs: () => number;
}

/**
 * What a reader meets after the first page: comments that come in, marks on those that came since the last visit, and a
 * description of the discussion for machines. Arrives when the page is at rest.
 */
export class LiveThread implements Live {
  readonly words = LIVE_WORDS;
  readonly #host: LiveHost;
  readonly #session: Session;
  readonly #visits: Visits;
  readonly #last: number | undefined;
  readonly #marked = new Set<string>();
  readonly drawMark = drawMark;
  readonly drawKept = (composer: Composer, scene: Scene) => drawKept(composer, scene);
  #news = new News();
  /** What came while something of the reader's was on its way: it may be the same comment. */
  #held: ThreadChanges[] = [];
  #round = -1;
  #watching: AbortController | undefined;
  #since = 0;
  #isSeen = false;
  #description: Description | undefined;

  constructor(host: LiveHost) {
    const { session, signal, element } = host;
    this.#host = host;
    this.#session = session;
    dress(element.shadowRoot!, liveStyles);
    this.#visits = new Visits(browserStorage, host.scope);
    this.#last = this.#visits.last;
    session.isUnread = (comment) => this.#isUnread(comment);
    const leave = () => this.#remember();
    addEventListener('pagehide', leave, { signal });
    document.addEventListener('visibilitychange', () => document.hidden && leave(), { signal });
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.#isSeen = true;
    });
    observer.observe(element);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.#watching?.abort();
      leave();
    });
  }

  /* ---- Drawing ---- */

  drawNews(scene: Scene): unknown {
    if (this.#session.rounds !== this.#round) this.#begin();
    void this.#host.element.updateComplete.then(() => this.#description?.follow());
    if (this.#held.length > 0 && !this.#session.comments.isSending) this.#takeHeld();
    const fresh = this.#news.waiting(this.#session.comments).length;
    return drawNews(fresh, this.#unread().length, scene, { show: this.show, next: this.#next });
  }

  /** A first page has arrived: what was collected for the one before is in it. */
  #begin(): void {
    const { backend, version, rounds } = this.#session;
    const { way, element, signal, skewMs } = this.#host;
    this.#round = rounds;
    this.#news = new News();
    this.#held = [];
    this.#since = Date.now() + skewMs();
    this.#watching?.abort();
    this.#watching = new AbortController();
    const watching = this.#watching.signal;
    this.#description = new Description(element, this.#session, watching);
    if (way === 'off' || version === undefined || signal.aborted) return;
    if (!backend.capabilities.watch && !backend.capabilities.stream) return;
    const take = (changes: ThreadChanges) => this.#take(changes);
    void new Watch({ backend, way, element, version, take, signal: watching });
  }

  /* ---- News ---- */

  #take(changes: ThreadChanges): boolean {
    if (this.#session.comments.isSending) {
      this.#held.push(changes);
      return changes.comments.length > 0;
    }
    const { comments, thread } = this.#session;
    const known: Known = {
      find: (id) => comments.find(id),
      isComplete: (parentId) => this.#session.isComplete(parentId),
      since: this.#since,
    };
    const before = this.#news.waiting(comments).length;
    const updates = this.#news.take(changes, known);
    for (const comment of updates) comments.update(comment);
    this.#session.thread = { ...thread, ...changes.thread };
    const fresh = this.#news.waiting(comments).length;
    if (fresh !== before && fresh > 0) this.#host.announce('newArrived', { count: fresh });
    if (thread?.open && !changes.thread.open) this.#host.announce('closedNow');
    this.#session.changed();
    return changes.comments.length > 0;
  }

  #takeHeld(): void {
    const held = this.#held;
    this.#held = [];
    // This runs in the middle of a drawing; what it changes is for the next one.
    void Promise.resolve().then(() => held.forEach((changes) => this.#take(changes)));
  }

  /** How many comments came in and wait to be shown. */
  get fresh(): number {
    return this.#news.waiting(this.#session.comments).length;
  }

  /** Shows them, and goes to the first. */
  readonly show = async (): Promise<void> => {
    const fresh = this.#news.waiting(this.#session.comments);
    this.#news.clear();
    for (const { id } of fresh) this.#marked.add(id);
    await this.#session.arrive(fresh);
    await this.#host.drawAll();
    this.#host.announce('newShown', { count: fresh.length });
    const names = new Set(fresh.map(({ id }) => `comment-${id}`));
    this.#articles('article')
      .find(({ id }) => names.has(id))
      ?.focus();
  };

  /* ---- Unread ---- */

  #isUnread({ id, createdAt, state }: Comment): boolean {
    if (this.#marked.has(id)) return true;
    if (this.#last === undefined || state !== 'published') return false;
    const { comments } = this.#session;
    return Date.parse(createdAt) > this.#last && !comments.isOwn(id) && !comments.isPending(id);
  }

  #unread(): Comment[] {
    if (this.#last === undefined && this.#marked.size === 0) return [];
    return this.#session.comments.ordered.filter((comment) => this.#isUnread(comment));
  }

  /** To the unread comment after the one that has focus or stands at the top of the window; round and round. */
  #next = async (): Promise<void> => {
    for (const { id } of this.#unread()) this.#session.comments.reveal(id);
    this.#session.changed();
    await this.#host.drawAll();
    const articles = this.#articles('article');
    const focused = this.#host.element.shadowRoot!.activeElement?.closest('article');
    const above = articles.filter((article) => article.getBoundingClientRect().top < 1).length - 1;
    const place = this.#lastShown && articles.includes(this.#lastShown) ? articles.indexOf(this.#lastShown) : above;
    const start = (focused ? articles.indexOf(focused) : place) + 1;
    const next = [...articles.slice(start), ...articles].find((article) => article.classList.contains('new'));
    this.#lastShown = next;
    next?.scrollIntoView({ block: 'center' });
    next?.focus({ preventScroll: true });
  };
  #lastShown: HTMLElement | undefined;

  /** Whoever saw the thread at all has seen what was on show. */
  #remember(): void {
    if (!this.#isSeen) return;
    let newest = 0;
    for (const { createdAt, state, id } of this.#session.comments.ordered) {
      const created = Date.parse(createdAt);
      if (state === 'published' && created > newest && !this.#session.comments.isPending(id)) newest = created;
    }
    // A thread without comments was visited as well.
    this.#visits.see(newest);
  }

  #articles(selector: string): HTMLElement[] {
    return [...this.#host.element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  }
}
