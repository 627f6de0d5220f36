import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';

import { atRest } from '../base/at-rest.ts';
import { FurnitureElement, type FailedEvent } from '../base/element.ts';
import { format, wordsFor, type Message } from '../base/messages.ts';
import { option } from '../base/option.ts';
import { FurnitureError } from '../base/request.ts';
import { theme } from '../base/theme.ts';
import type { Sort } from '../contracts/comments.ts';
import type { Backend, BackendName } from './backends/backend.ts';
import { chooseBackend } from './choose-backend.ts';
import { threadStyles } from './comment-thread.styles.ts';
import { commentStyles } from './comment.styles.ts';
import { ThreadConfig, type LiveWay, type Token } from './config.ts';
import { drawHeading } from './draw-heading.ts';
import type { Scene } from './draw-scene.ts';
import { formStyles } from './form.styles.ts';
import { prepareTexts } from './markup/draw-text.ts';
import { drawContent, drawFailure, drawToolbar } from './draw-thread.ts';
import {
  CommentThreadLoadedEvent,
  type CommentThreadPostEvent,
  type CommentThreadPostedEvent,
  type CommentThreadSignInEvent,
  type CommentThreadVotedEvent,
} from './events.ts';
import { DRAFTS_KEY, openDrafts } from './writing/drafts.ts';
import type { LiveHost } from './live/page-live.ts';
import { prepareQuotes } from './passages/page-quote.ts';
import { PageActs, type ActsHost } from './page-acts.ts';
import { Companion } from './page-companion.ts';
import { Pace } from './page-pace.ts';
import { keepStill, lookAround, selectionEnds, servedComments } from './page-still.ts';
import { browserCan, browserStorage, canonicalAddress, newKey, remembers, wantedComment } from './page-world.ts';
import { Session } from './session.ts';
import { writeDate } from './relative-time.ts';
import { threadIdOf } from './thread-id.ts';
import { ENGLISH, type ThreadWords } from './words.ts';

export * from './events.ts';

const PAGE_SIZE = 25;
/** Under which names this browser keeps what a thread wants to know of its reader. */
const TRACES = ['own-comments', 'votes', 'reports', 'drafts', 'reader', 'name', 'push'];
/** Longest that comments wait for what this browser remembers of them, in milliseconds. */
const TRACES_WAIT_MS = 1_500;

/**
 * The discussion under an article: read, write, reply, vote.
 *
 * Not for chats or support desks: it shows one page's comments in threads, and asks for news only when told to.
 *
 * @slot - Shown until the comments have arrived, and when they cannot: a link to them elsewhere, for example
 * @fires {FurnitureShowEvent} furniture-show - the invitation is about to be shown; cancelable, and the page can hold it
 * @fires {CommentThreadLoadedEvent} comment-thread-loaded - the thread or its first page in another order has arrived
 * @fires {CommentThreadPostEvent} comment-thread-post - before a comment is posted; cancelable
 * @fires {CommentThreadPostedEvent} comment-thread-posted - after a comment was stored
 * @fires {CommentThreadVotedEvent} comment-thread-voted - after a vote was counted
 * @fires {CommentThreadSignInEvent} comment-thread-sign-in - the reader wants to sign in; cancelable
 * @fires {FailedEvent} comment-thread-failed - something could not be loaded, posted or changed
 * @csspart heading - The heading
 * @csspart toolbar - Count, link to the form, and the choice of order
 * @csspart form - Each form that a comment is written in
 * @csspart comment - Each comment
 * @csspart reply - Each comment that answers another
 * @csspart author - Who wrote it
 * @csspart time - When
 * @csspart body - What it says
 * @csspart new-comments - The button that shows comments which came in
 * @csspart invitation - The bubble that leads readers of the article to the form
 * @csspart highlight-button - Each button at a passage of the article
 * @csspart actions - What can be done with it
 * @cssstate loading - The thread is being loaded
 * @cssstate ready - There are comments
 * @cssstate empty - There are none yet
 * @cssstate failed - The last loading failed
 */
export class CommentThread extends FurnitureElement<ThreadConfig, ThreadWords> {
  static override readonly furnitureName = 'comment-thread';
  static override readonly configSchema = ThreadConfig;
  static override readonly english = ENGLISH;
  static override styles = [theme, threadStyles, commentStyles, formStyles];

  /** Where the comments are: the server's base URL. */
  @option() src: string | undefined;
  /** The comment system: `host` (default) or `memory`; from script also a backend of the page's own. */
  @option() backend: BackendName | Backend | undefined;
  /** The thread's id; default the page's canonical URL without fragment and tracking parameters. */
  @option() thread: string | undefined;
  /** Text of the heading; default *Comments*. */
  @option() heading: string | undefined;
  /** Level of the heading, 1 to 6; default 2. */
  @option() headingLevel: number | undefined;
  /** The order at first: `oldest` (default), `newest` or `top`. */
  @option() sort: Sort | undefined;
  /** Top-level comments a page, 1 to 100; default 25. */
  @option() pageSize: number | undefined;
  /** Reading only. */
  @option() closed: boolean | undefined;
  /** CSS selector of the article's body: lets readers comment on its passages. */
  @option() article: string | undefined;
  /** Where readers sign in; empty to only send the event. */
  @option() signIn: string | undefined;
  /** How news come: `poll` (default), `stream` (server-sent events) or `off`. */
  @option() live: LiveWay | undefined;
  /** What a bubble asks whoever has read the article; empty for *Would love your thoughts*, absent for no bubble. */
  @option() invitation: string | undefined;
  /** No voting. */
  @option() noVotes: boolean | undefined;
  /** Only signed-in readers write. */
  @option() noGuests: boolean | undefined;
  /** No offer to be told of news. */
  @option() noNotifications: boolean | undefined;
  /** Path of the service worker on the page's own site that shows Web Push; without it browsers are told of nothing. */
  @option() pushWorker: string | undefined;
  /** The signed-in reader: a JWT, or a function that returns a promise of one. */
  @option({ attribute: false }) token: Token | undefined;

  #session: Session | undefined;
  /** What the session was opened with; starting anew makes the one before worthless. */
  #opened: { readonly backend: unknown } | undefined;
  #traces: Promise<unknown> | undefined;
  #target: string | undefined;
  /** The author's content is on show. */
  #isWaiting = true;
  /** Ends when the marks of an earlier visit are there, or are not waited for any more. */
  #marks: Promise<void> | undefined;
  #status = '';
  readonly #companion = new Companion();
  readonly #pace = new Pace(() => this.requestUpdate());
  readonly #host: ActsHost = {
    element: this,
    session: () => this.#session!,
    scope: () => this.#scopeOf(this.#session!),
    token: () => this.token,
    lang: () => this.locale.tag,
    pushWorker: () => (browserCan.push() ? this.config.pushWorker : undefined),
    watch: (loading) => this.#watch(loading),
    announce: (word, values) => ((this.#status = this.say(word, values)), this.requestUpdate()),
    passages: () => this.#companion.passages,
    drawAll: () => this.#drawAll(),
  };
  readonly #acts = new PageActs(this.#host);

  /* ---- Life ---- */

  protected override whileConnected(signal: AbortSignal): void {
    addEventListener('hashchange', () => void this.#followHash(), { signal });
    // For this a browser opens its memory, and the comments are asked for first.
    const hear = ({ key }: StorageEvent) => key === DRAFTS_KEY && this.#acts.desk?.hearDrafts();
    setTimeout(() => addEventListener('storage', hear, { signal }));
    for (const type of ['click', 'beforematch']) this.renderRoot.addEventListener(type, this.#acts.hear, { signal });
    document.addEventListener('visibilitychange', this.#pace.redraw, { signal });
    signal.addEventListener('abort', () => this.#pace.stop());
    // What was under way when the element left its place ended with it.
    if (this.#opened && !this.#session?.thread) this.#opened = undefined;
    else if (this.#session) this.#accompany(this.#session, this.#meet(this.#session));
    this.#acts.moderating?.resume();
  }

  protected override configured(changed: ReadonlySet<string>): void {
    if (changed.has('token') && this.#session) {
      this.#acts.desk?.tokenChanged();
      this.#acts.admit();
    }
    if (changed.has('invitation') && this.#session?.thread) void this.#companion.invite(this.#liveHost(this.#session));
    if (changed.has('article') && this.#session?.thread) this.#annotate(this.#session);
    if (['src', 'backend', 'thread', 'live'].some((name) => changed.has(name))) this.#opened = undefined;
    else if (this.#session && (changed.has('sort') || changed.has('pageSize'))) {
      void this.#watch(this.#session.setSort(this.#sort, this.#pageSize));
    }
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.isConnected && this.#opened?.backend !== (this.config.backend ?? null)) void this.#start();
  }

  get #sort(): Sort {
    return this.config.sort ?? 'oldest';
  }

  get #pageSize(): number {
    return this.config.pageSize ?? PAGE_SIZE;
  }

  async #start(): Promise<void> {
    const { src, backend } = this.config;
    const thread = this.config.thread ?? threadIdOf(canonicalAddress());
    const opened = (this.#opened = { backend: backend ?? null });
    this.#session = undefined;
    try {
      const chosen = typeof backend === 'object' ? backend : chooseBackend({ name: backend, src, thread });
      if (!chosen) throw new FurnitureError('config', 'neither src nor backend is given');
      const ready = chosen instanceof Promise ? await chosen : chosen;
      if (opened !== this.#opened) return;
      this.#session = this.#open(ready, thread);
    } catch (error) {
      if (opened === this.#opened) this.fail(error instanceof FurnitureError ? error : broken(error));
      return;
    }
    const session = this.#session;
    this.#target = wantedComment(this);
    // First of all: the rest is done while the comments are on their way.
    const loading = session.load(this.#target);
    const live = this.#meet(session);
    this.#acts.admit();
    // What this browser remembers changes what stands where: it is there before the comments are.
    this.#traces = remembers(...TRACES) ? Promise.race([this.#acts.prepare(), pause(TRACES_WAIT_MS)]) : undefined;
    this.#pace.begin();
    // A browser takes as long for its first formatter of dates as for drawing a screen of comments.
    writeDate(0, this.locale.tag);
    if ((await this.#watch(loading)) && this.#target !== undefined) await this.#showTarget();
    if (session !== this.#session) return;
    this.#accompany(session, live);
  }

  /** What comes with a thread begins anew, for one stay in the page. */
  #meet(session: Session): LiveHost {
    const live = this.#liveHost(session);
    this.#marks = this.#companion.open(live, this.#pace.redraw);
    return live;
  }

  #accompany(session: Session, live: LiveHost): void {
    atRest(() => {
      if (session !== this.#session) return;
      this.#annotate(session);
      void this.#companion.bring(live, this.#pace.redraw).then(() => this.#companion.invite(live));
    });
  }

  /** The article, where comments can be about its passages: the page names it, and the backend takes those. */
  #articleOf({ backend }: Session): string | undefined {
    const { anchors } = backend.capabilities;
    return anchors === true ? this.config.article : undefined;
  }

  #annotate(session: Session): void {
    const article = this.#articleOf(session);
    const [host, page, report] = [this.#host, this.#acts, (message: string) => this.warn(message)];
    const rest = { host, page, session, report, locale: () => this.locale };
    const place = article === undefined ? undefined : { ...rest, article };
    void this.#companion.annotate(place);
  }

  #scopeOf({ place }: Session): string {
    return `${this.config.src ?? ''} ${place.thread}`;
  }

  #liveHost(session: Session): LiveHost {
    const { announce, drawAll } = this.#host;
    return {
      ...{ element: this, session, announce, drawAll, signal: this.signal, scope: this.#scopeOf(session) },
      way: this.config.live ?? 'poll',
      invitation: () => this.config.invitation,
      article: () => this.config.article,
      skewMs: () => session.backend.skewMs ?? 0,
    };
  }

  #open(backend: Backend, thread: string): Session {
    return new Session({
      backend,
      sort: this.#sort,
      pageSize: this.#pageSize,
      drafts: openDrafts({ storage: browserStorage, now: () => Date.now(), newKey }),
      place: { page: location.pathname, thread },
      life: () => this.signal,
      changed: this.#pace.redraw,
      touched: () => this.requestUpdate(),
      prepare: (comments) => {
        const unselected = this.#isWaiting && selectionEnds(this, this.signal);
        const root = this.shadowRoot!;
        const drawing = [prepareTexts(comments, root), prepareQuotes(comments, root)];
        return Promise.all([...drawing, this.#marks, this.#traces, unselected]);
      },
    });
  }

  /** Follows a loading to its end: states, failures, and the news that it arrived. */
  async #watch(loading: Promise<boolean>): Promise<boolean> {
    const session = this.#session!;
    const isList = session.work === 'list';
    const state = () => (session.comments.size > 0 ? 'ready' : 'empty');
    this.enter(session.thread ? state() : 'loading');
    const hasLoaded = await loading;
    if (session !== this.#session) return false;
    if (session.failure) this.fail(session.failure);
    if (!hasLoaded) return false;
    this.enter(state());
    if (isList) this.dispatchEvent(new CommentThreadLoadedEvent(session.total));
    return true;
  }

  /** Opens the comment that the address names, wherever it is; other fragments are the page's own. */
  async #followHash(): Promise<void> {
    const wanted = wantedComment(this);
    const session = this.#session;
    if (wanted === this.#target || !session?.thread) return;
    this.#target = wanted;
    this.requestUpdate();
    if (wanted !== undefined && (session.comments.find(wanted) || (await this.#watch(session.find(wanted)))))
      await this.#showTarget();
  }

  async #showTarget(): Promise<void> {
    // Without it the comment is in view all the same, until what loads above it moves it.
    const view = await import('./page-view.ts').catch(() => undefined);
    this.#session?.comments.reveal(this.#target ?? '');
    this.#pace.redraw();
    await this.#drawAll();
    const article = this.#target === undefined ? null : this.#acts.article(this.#target);
    if (!article) return;
    article.focus({ preventScroll: !!view });
    view?.bringIntoView(article, this.signal);
  }

  /* ---- Drawing ---- */

  /** What takes the place of the author's content does so without a jump. */
  protected override update(changed: PropertyValues): void {
    const isFirst = this.#isWaiting && !!(this.#session?.thread ?? this.failure);
    const still = isFirst ? lookAround(this) : undefined;
    this.#pace.begins();
    super.update(changed);
    this.#pace.ends();
    this.#isWaiting = !this.#session?.thread && !this.failure;
    const root = still && this.renderRoot.querySelector('section')?.parentElement;
    if (root) keepStill(root, still, this.signal);
  }

  protected override get words(): Record<string, Message> {
    const more = {
      ...this.#acts.writing?.WRITING_WORDS,
      ...this.#companion.live?.words,
      ...this.#companion.passages?.words,
      ...this.#acts.moderating?.words,
    };
    return { ...super.words, ...wordsFor('comment-thread', more, this.locale.language, this.messages) };
  }

  override render() {
    const scene = this.#session?.thread && this.#scene(this.#session);
    const { language, direction } = this.locale;
    const isServed = !scene && !this.failure && servedComments(this).length > 0;
    const content = scene ? drawContent(scene, this.failure) : this.#renderWaiting(isServed);
    if (scene) this.#pace.goOn(scene);
    return html`${scene?.passages?.drawBeside(scene)}
      <div class="root" lang=${language} dir=${direction}>
        <section
          aria-labelledby="heading"
          @focusin=${scene && this.#acts.prepare}
          @pointerover=${scene && this.#acts.prepare}
          aria-busy=${this.#session?.work ? 'true' : 'false'}
        >
          <div class=${isServed ? 'visually-hidden' : 'top'}>
            ${drawHeading(this.config.headingLevel ?? 2, this.config.heading ?? this.say('heading'))}
            ${scene ? drawToolbar(scene) : nothing}
          </div>
          ${content}
          <p class="visually-hidden" role="status">${this.#status}</p>
        </section>
      </div>`;
  }

  /** @param isServed - A server wrote the comments between the tags: they take the room that they need. */
  #renderWaiting(isServed: boolean): TemplateResult {
    const talk = { say: this.say.bind(this), sayFailure: this.sayFailure.bind(this), acts: this.#acts };
    return html`<div class=${this.failure || isServed ? '' : 'waiting'}>
      <slot></slot>
      ${
        this.failure
          ? drawFailure(talk, this.failure)
          : html`<p class=${isServed ? 'visually-hidden' : 'notice'}>${this.say('loading')}</p>`
      }
    </div>`;
  }

  #scene(session: Session): Scene {
    const { closed, noGuests, noVotes, noNotifications, signIn } = this.config;
    const { language, tag } = this.locale;
    const can = session.backend.capabilities;
    // Looked up once for a drawing, not once for every word of it.
    const { words } = this;
    const { email, push } = session.thread?.notify ?? {};
    const isClosed = closed === true || session.thread?.open === false || !can.post;
    const isSignedIn = this.token !== undefined;
    return {
      session,
      acts: this.#acts,
      writing: this.#acts.writing,
      live: this.#companion.live,
      desk: this.#acts.desk,
      moderating: this.#acts.moderating,
      passages: this.#companion.passages,
      hasPassages: this.#articleOf(session) !== undefined,
      say: (key, values = {}) => format(words[key] ?? key, values, tag),
      tell: (key, values) => this.tell(key, values),
      sayFailure: (error) => this.sayFailure(error),
      tag,
      wording: `${language} ${tag} ${this.say('reply')} ${this.say('copyLink')}`,
      now: Date.now() + (session.backend.skewMs ?? 0),
      level: this.config.headingLevel ?? 2,
      address: location.href,
      isClosed,
      canWrite: !isClosed && (isSignedIn || !noGuests),
      canVote: !noVotes && can.vote,
      canNotify:
        !noNotifications &&
        !!can.subscribe &&
        (email === true || (!!push && !!session.backend.subscribePush && !!this.#host.pushWorker())),
      canEdit: can.edit && closed !== true,
      isSignedIn,
      signIn,
      target: this.#target,
      budget: this.#pace.limit,
      isFirst: this.#pace.isFirstOf(session.comments.size),
      revision: this.#pace.revision,
      clock: this.#pace.clock,
    };
  }

  async #drawAll(): Promise<void> {
    this.#pace.reach(this.#session?.comments.size ?? 0);
    this.requestUpdate();
    await this.updateComplete;
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const broken = (cause: unknown) => new FurnitureError('offline', 'a part of the thread could not be loaded', { cause });

declare global {
  interface HTMLElementTagNameMap {
    'comment-thread': CommentThread;
  }
  interface HTMLElementEventMap {
    'comment-thread-loaded': CommentThreadLoadedEvent;
    'comment-thread-post': CommentThreadPostEvent;
    'comment-thread-posted': CommentThreadPostedEvent;
    'comment-thread-voted': CommentThreadVotedEvent;
    'comment-thread-sign-in': CommentThreadSignInEvent;
    'comment-thread-failed': FailedEvent;
  }
}
