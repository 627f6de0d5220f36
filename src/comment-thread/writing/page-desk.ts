import type { Comment } from '../../contracts/comments.ts';
import { charactersLeft, type Composer, type Purpose } from './composer.ts';
import { Desk } from './desk.ts';
import { CommentThreadPostEvent, CommentThreadPostedEvent } from '../events.ts';
import { Keyring } from './keyring.ts';
import type { Token } from '../config.ts';
import { notifyingStyles } from '../notifying/notifying.styles.ts';
import { NoticeActs } from '../notifying/page-notices.ts';
import type { ActsHost, PageActs } from '../page-acts.ts';
import { browserStorage, dress } from '../page-world.ts';
import { AroundActs } from './page-around.ts';
import { Places } from './page-places.ts';
import { waiting } from './page-wait.ts';
import { ReaderMemory } from './reader-memory.ts';
import type { Session } from '../session.ts';
import { writingStyles } from './writing.styles.ts';

export * as writing from './draw-writing.ts';

/** At how many characters left a reader who does not see is told. */
const MILESTONES = [500, 100, 20, 0, -1] as const;
/** Work that takes longer is talked about, in milliseconds. */
const QUIET_MS = 1_000;
/** How long a reader has to press *Try again* first, in milliseconds. */
const ONLINE_PAUSE_MS = 3_000;

export interface DeskPlace {
  readonly host: ActsHost;
  readonly page: PageActs;
  readonly session: Session;
  /** What ids belong to: the backend and its thread. */
  readonly scope: string;
  readonly token: () => Token | undefined;
}

/** A desk that has what it needs to be drawn. */
export async function openDesk(place: DeskPlace): Promise<DeskActs> {
  const desk = new DeskActs(place);
  await desk.notices.bring();
  return desk;
}

/**
 * What a reader writes, reports and votes, turned into what the desk does, with events, focus and announcements around
 * it. Loaded when somebody shows signs of writing, or has left something here before.
 */
export class DeskActs {
  readonly #host: ActsHost;
  readonly #page: PageActs;
  readonly #session: Session;
  readonly #desk: Desk;
  readonly #places: Places;
  readonly #keyring: Keyring;
  /** What is done around one comment. */
  readonly around: AroundActs;
  /** Being told of news. */
  readonly notices: NoticeActs;
  /** Set while leaving the page would lose a text that no storage took. */
  #guard: AbortController | undefined;

  constructor({ host, page, session, scope, token }: DeskPlace) {
    const now = () => Date.now();
    for (const styles of [writingStyles, notifyingStyles]) dress(host.element.shadowRoot!, styles);
    this.#host = host;
    this.#page = page;
    this.#session = session;
    const keyring = (this.#keyring = new Keyring({ source: token, now }));
    this.#desk = new Desk({
      ...{ session, now, keyring, lang: host.lang },
      isSignedIn: () => token() !== undefined,
      memory: new ReaderMemory({ storage: browserStorage, now, scope }),
      pause: (ms, signal) => waiting.pause(ms, signal),
      prove: (composer, challenge, signal) => this.#prove(composer, challenge, signal),
    });
    this.#places = new Places(host, page);
    const around = { host, page, session, desk: this.#desk, places: this.#places };
    this.around = new AroundActs(around);
    this.notices = new NoticeActs({ ...around, keyring, scope });
    // Somebody may have written before this arrived.
    this.#guardTexts();
    void this.#recognise();
  }

  /** Whose name is shown, and whose comments can be changed, stands in the token: a function is asked for it. */
  async #recognise(): Promise<void> {
    // Where it fails, the next act says so.
    await this.#keyring.token().catch(() => undefined);
    this.#session.changed();
  }

  /** The name of who is signed in, as far as it is known. */
  get readerName(): string | undefined {
    return this.#desk.readerName;
  }

  /* ---- Writing ---- */

  /** A button below a comment was pressed. @param act - Its `data-act`. */
  hear(act: string, comment: Comment): unknown {
    return act === 'reply' || act === 'edit' ? this.open(act, comment) : this.around.hear(act, comment);
  }

  async open(purpose: Purpose, comment: Comment): Promise<void> {
    const composer = this.#desk.open(purpose, comment.id);
    await this.#places.drawn();
    this.#places.field(composer)?.focus();
  }

  async close(composer: Composer): Promise<void> {
    this.#desk.close(composer);
    await this.#places.drawn();
    this.#places.focusAct(composer.target ?? '', composer.purpose === 'edit' ? 'edit' : 'reply');
  }

  async toggle(composer: Composer): Promise<void> {
    composer.isPreview = !composer.isPreview;
    this.#session.changed();
    await this.#places.drawn();
    if (!composer.isPreview) this.#places.field(composer)?.focus();
  }

  /** A keystroke near the limit, or one that storage did not take. @param before - How many characters were left. */
  written(composer: Composer, before: number): void {
    const left = charactersLeft(composer.text) ?? Infinity;
    const passed = MILESTONES.find((milestone) => before > milestone && left <= milestone);
    if (passed !== undefined) {
      const word = left < 0 ? 'charactersOver' : 'charactersLeft';
      this.#host.announce(word, { count: Math.abs(left) });
    }
    this.#guardTexts();
  }

  /** Asks before the page is left, as long as there is a text that would be lost: only where storage is denied or full. */
  #guardTexts(): void {
    const composers = [...this.#session.composers.values()];
    const isAtRisk = !this.#session.drafts.isKept() && composers.some(({ text }) => text.trim() !== '');
    if (isAtRisk === (this.#guard !== undefined && !this.#guard.signal.aborted)) return;
    this.#guard?.abort();
    this.#guard = undefined;
    if (!isAtRisk || this.#session.life().aborted) return;
    const guard = (this.#guard = new AbortController());
    addEventListener('beforeunload', (event) => event.preventDefault(), { signal: guard.signal });
    this.#session.life().addEventListener('abort', () => guard.abort(), { signal: guard.signal });
  }

  async submit(composer: Composer): Promise<void> {
    if (composer.status === 'sending') return;
    if (this.#desk.mustWait(composer)) return this.#host.announce('tooFast');
    const notify = this.notices.settle(composer);
    if (notify && !(await this.#meetReader(composer))) return;
    if (!this.#desk.check(composer) || !this.notices.check(composer)) return this.#focusMistake(composer);
    if (composer.purpose === 'edit') return this.#save(composer);
    if (!this.#places.send(new CommentThreadPostEvent(composer.text, composer.target))) return;
    const posting = this.#desk.post(composer);
    await this.#host.drawAll();
    if (composer.pending !== undefined) this.#page.article(composer.pending)?.focus();
    const comment = await posting;
    this.#guardTexts();
    await this.#places.drawn();
    if (!comment) return this.#takeFailure(composer);
    this.notices.tellPosted(comment, notify);
    this.#places.send(new CommentThreadPostedEvent(comment));
    if (this.#page.hasLostFocus()) this.#page.article(comment.id)?.focus();
  }

  /** @returns Whether the form is still to be sent: it may be pressed twice while the page is asked for its token. */
  async #meetReader(composer: Composer): Promise<boolean> {
    await this.#desk.meetReader();
    return composer.status !== 'sending';
  }

  async #save(composer: Composer): Promise<void> {
    const comment = await this.#desk.edit(composer);
    await this.#places.drawn();
    if (!comment) return this.#takeFailure(composer);
    this.#host.announce('wasEdited');
    this.#page.article(comment.id)?.focus();
  }

  #takeFailure(composer: Composer): void {
    if (this.#page.hasLostFocus()) this.#places.field(composer)?.focus();
    if (!composer.failure) return;
    this.#places.fail(composer.failure);
    if (composer.failure.kind === 'offline' && !navigator.onLine) this.#repeatOnline(composer);
  }

  /**
   * A moment after the browser is online again, what could not be sent is sent, unless the reader was faster or has
   * changed it since.
   */
  #repeatOnline(composer: Composer): void {
    const { text, failure } = composer;
    composer.waitsForNetwork = true;
    this.#session.changed();
    const repeat = async () => {
      await waiting.pause(ONLINE_PAUSE_MS, this.#session.life());
      if (composer.text === text && composer.failure === failure) await this.submit(composer);
    };
    addEventListener('online', () => void repeat(), { once: true, signal: this.#session.life() });
  }

  async #focusMistake(composer: Composer): Promise<void> {
    await this.#places.drawn();
    this.#places.form(composer)?.querySelector<HTMLElement>("[aria-invalid='true'], [data-act='allow']")?.focus();
  }

  async #prove(composer: Composer, challenge: unknown, signal: AbortSignal): Promise<string> {
    const done = new AbortController();
    void waiting.pause(QUIET_MS, done.signal).then(() => {
      if (done.signal.aborted || signal.aborted) return;
      composer.isProving = true;
      this.#host.announce('proving');
      this.#session.changed();
    });
    try {
      const { solve } = await import('./page-proof.ts');
      return await solve(challenge, signal);
    } finally {
      done.abort();
      composer.isProving = false;
      this.#session.changed();
    }
  }

  /* ---- Who writes ---- */

  /** Whether the signed-in reader's token has an address that mail may go to at once. */
  get hasVerifiedEmail(): boolean {
    return this.#desk.hasVerifiedEmail;
  }

  /** Remembers name and email in this browser, or forgets them at once. */
  remember(isKept: boolean): void {
    this.#desk.keepReader(isKept);
  }

  /** The reader signed in or out: what was refused for want of that can be tried again. */
  tokenChanged(): void {
    void this.#recognise();
    for (const composer of this.#session.composers.values()) {
      if (composer.failure?.status === 401) composer.failure = undefined;
    }
    this.#session.changed();
  }

  /* ---- Drafts ---- */

  /** Another tab wrote drafts. */
  hearDrafts(): void {
    this.#desk.drafts.hear();
  }

  async chooseDraft(composer: Composer, isTheirs: boolean): Promise<void> {
    if (isTheirs) this.#desk.drafts.useRival(composer);
    else this.#desk.drafts.keepOwn(composer);
    await this.#places.drawn();
    this.#places.field(composer)?.focus();
  }

  async useStored(composer: Composer): Promise<void> {
    this.#desk.drafts.useStored(composer);
    await this.#places.drawn();
    this.#places.field(composer)?.focus();
  }

  async discardDraft(composer: Composer): Promise<void> {
    this.#desk.drafts.discard(composer);
    this.#host.announce('discarded');
    await this.#places.drawn();
    this.#places.form(composer)?.querySelector<HTMLElement>('[data-act=undo]')?.focus();
  }

  async undoDraft(composer: Composer): Promise<void> {
    this.#desk.drafts.undo(composer);
    await this.#places.drawn();
    this.#places.field(composer)?.focus();
  }
}
