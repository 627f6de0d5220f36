import { EDIT_WINDOW_MS, type Comment, type PostedComment } from '../../contracts/comments.ts';
import { FurnitureError } from '../../base/request.ts';
import { readComment } from '../check.ts';
import { claimsOf } from '../token.ts';
import { Asides } from './asides.ts';
import { persist, waitOf, type Pause } from './attempts.ts';
import { begin, checkComposer, clear, takeFailure, toNewComment, toPending, type Writer } from './compose.ts';
import { deliver } from './deliver.ts';
import { composerId, newComposer, type Composer, type Purpose } from './composer.ts';
import { baseOf, change, type AsOwner } from './conflict.ts';
import { DraftCare } from './draft-care.ts';
import type { Keyring } from './keyring.ts';
import type { Reader, ReaderMemory } from './reader-memory.ts';
import { isKeyConflict } from './refusal.ts';
import { toFailure } from '../failure.ts';
import type { Session } from '../session.ts';
import { Votes } from './votes.ts';

export interface DeskOptions {
  readonly session: Session;
  readonly memory: ReaderMemory;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly keyring: Keyring;
  /** Whether a reader is signed in: then no name is asked for, unless the backend wants one. */
  readonly isSignedIn: () => boolean;
  /** BCP 47 tag of the language that mail is written in. */
  readonly lang?: () => string;
  readonly pause: Pause;
  /** Does the work that a challenge asks for. */
  readonly prove: (composer: Composer, challenge: unknown, signal: AbortSignal) => Promise<string>;
}

/**
 * Everything a reader does in a session: writes, edits, deletes, reports, votes, with drafts that survive. Knows no DOM;
 * time and storage come in from outside.
 */
export class Desk {
  readonly asides: Asides;
  readonly drafts: DraftCare;
  readonly #options: DeskOptions;
  readonly #session: Session;
  readonly #votes: Votes;

  constructor(options: DeskOptions) {
    const { session, memory, keyring } = options;
    this.#options = options;
    this.#session = session;
    const asReader = <T>(act: (token: string | undefined) => Promise<T>) => keyring.use(act);
    this.asides = new Asides({ ...{ session, memory, asReader }, asOwner: (id, act) => this.#asOwner(id, act) });
    this.#votes = new Votes({
      ...{ comments: session.comments, memory, changed: (id) => session.touch(id) },
      send: (id, value) =>
        asReader(async (token) => readComment(await session.backend.vote!(id, value, token, session.life())).votes),
    });
    session.changeableUntil = ({ id }) => memory.untilOf(id, this.#subject);
    session.canChange = (comment) => this.#canChange(comment);
    session.isMine = ({ id }) => session.comments.isOwn(id) || memory.isMine(id, this.#subject);
    session.canReport = (comment) => !session.isMine(comment) && !memory.hasReported(comment.id);
    session.adorn = (comment) => withOwnVote(comment, memory);
    for (const comment of session.comments.ordered) {
      const adorned = withOwnVote(comment, memory);
      if (adorned !== comment) session.comments.replace(adorned);
    }
    this.drafts = new DraftCare(session);
    session.arrived = () => this.drafts.reopen();
    this.#takeOver();
  }

  /** Name and email from last time, where the reader has not begun with others; and what was being written. */
  #takeOver(): void {
    const { reader } = this.#options.memory;
    if (reader && !this.#session.name && !this.#session.email) {
      this.#session.name = reader.name;
      this.#session.email = reader.email;
      this.#session.keepsName = true;
    }
    this.drafts.reopen();
    this.#session.changed();
  }

  get #subject(): string | undefined {
    return claimsOf(this.#options.keyring.known)?.subject;
  }

  #canChange(comment: Comment): boolean {
    const { id, state } = comment;
    if (state === 'deleted' || this.#session.comments.isPending(id)) return false;
    return this.#session.changeableUntil(comment) > this.#options.now();
  }

  /** Does something as whoever may change a comment: a guest by the token of then, a signed-in reader by that of now. */
  #asOwner<T>(id: string, act: (token: string | undefined) => Promise<T>): Promise<T> {
    const { memory, pause, keyring } = this.#options;
    const token = memory.tokenOf(id);
    const once = () => (token === undefined ? keyring.use(act) : act(token));
    return persist(once, pause, this.#session.life());
  }

  get #asksName(): boolean {
    return !this.#options.isSignedIn() || this.#session.wantsName;
  }

  /** Opens the form of a reply or an edit, with the draft from last time; one that is open stays as it is. */
  open(purpose: Purpose, target: string): Composer {
    const id = composerId(purpose, target);
    const existing = this.#session.composers.get(id);
    if (existing) return existing;
    const composer = newComposer(purpose, target, '');
    const hasDraft = this.#session.takeDraft(composer);
    const comment = purpose === 'edit' && this.#session.comments.find(target);
    if (comment) {
      if (!hasDraft) composer.text = comment.body.text;
      composer.base = baseOf(comment);
    }
    this.#session.composers.set(id, composer);
    this.#session.touch(target);
    return composer;
  }

  /** Closes a form. What was written stays as a draft, except in an edit. */
  close(composer: Composer): void {
    if (composer.purpose === 'edit') this.#session.clearDraft(composer);
    else this.drafts.close(composer);
    this.#session.composers.delete(composer.id);
    this.#session.changed();
  }

  /** Whether a form can be sent; marks what is missing. */
  check(composer: Composer): boolean {
    const isComplete = checkComposer(composer, composer.purpose === 'edit' ? {} : this.#writerOf(composer));
    if (!isComplete) composer.isPreview = false;
    this.#session.changed();
    return isComplete;
  }

  /** Whether mail needs no address: the signed-in reader's token has one that is verified, as far as is known. */
  get hasVerifiedEmail(): boolean {
    return this.#options.isSignedIn() && claimsOf(this.#options.keyring.known)?.hasVerifiedEmail === true;
  }

  /** Learns what the token says, where a function has to be asked for it; a failure is for whoever sends something. */
  async meetReader(): Promise<void> {
    if (this.#options.isSignedIn()) await this.#options.keyring.token().catch(() => undefined);
  }

  /** The name that the signed-in reader's token says; for display only. */
  get readerName(): string | undefined {
    return claimsOf(this.#options.keyring.known)?.name;
  }

  /** Whether the server asked for a pause that is not over. */
  mustWait({ waitUntil = 0 }: Composer): boolean {
    return waitUntil > this.#options.now();
  }

  get #guest(): Reader | undefined {
    const { name, email, backend } = this.#session;
    return this.#asksName ? { name, email: backend.capabilities.email ? email : '' } : undefined;
  }

  #writerOf({ notify }: Composer): Writer {
    const { email } = this.#session;
    const needsAddress = notify && !notify.way && !this.hasVerifiedEmail;
    return { guest: this.#guest, address: needsAddress ? email : undefined };
  }

  /** Remembers who the reader is from now on, or forgets it at once. */
  keepReader(isKept: boolean): void {
    this.#session.keepsName = isKept;
    if (!isKept) this.#options.memory.keepReader(undefined);
  }

  /**
   * Posts a new comment or a reply: it is on show at once, and gone again, with the text back in its form, when it
   * could not be posted. The same text is posted once, however often this is called or repeated after a reload.
   *
   * @returns The comment as the backend stored it; `undefined` when nothing was posted.
   */
  async post(composer: Composer): Promise<Comment | undefined> {
    if (composer.status === 'sending' || this.mustWait(composer) || !this.check(composer)) return undefined;
    const now = this.#options.now();
    const writingMs = composer.startedAt === undefined ? undefined : Math.max(0, Math.round(now - composer.startedAt));
    const input = toNewComment(composer, this.#writerOf(composer), { writingMs, lang: this.#options.lang?.() });
    const key = this.#session.save(composer);
    this.#session.drafts.mark(this.#session.placeOf(composer), { isSent: true });
    const pending = toPending(input, `pending:${key}`, now);
    this.#session.comments.addPending(pending);
    composer.pending = pending.id;
    const comment = await this.#send(composer, async (signal) => {
      const posted = await deliver(input, key, { ...this.#options, backend: this.#session.backend, composer, signal });
      this.#settle(composer, posted);
      return posted.comment;
    });
    this.#session.comments.settle(pending.id, comment);
    composer.pending = undefined;
    this.#session.changed();
    return comment;
  }

  /** Saves an edit. @returns The comment as it now stands; `undefined` when it was not changed. */
  async edit(composer: Composer): Promise<Comment | undefined> {
    if (composer.status === 'sending' || this.mustWait(composer) || !this.check(composer)) return undefined;
    const id = composer.target!;
    return this.#send(composer, async (signal) => {
      const { body } = toNewComment(composer, {});
      const asOwner: AsOwner = (act) => this.#asOwner(id, act);
      const comment = await change(composer, body, { session: this.#session, asOwner, signal });
      this.#session.comments.replace(comment, true);
      this.close(composer);
      return comment;
    });
  }

  async #send(composer: Composer, act: (signal: AbortSignal) => Promise<Comment>): Promise<Comment | undefined> {
    const life = this.#session.life();
    const controller = new AbortController();
    const end = () => controller.abort();
    life.addEventListener('abort', end);
    begin(composer, end);
    this.#session.changed();
    try {
      return await act(controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.#takeRefusal(composer, toFailure(error));
      return undefined;
    } finally {
      life.removeEventListener('abort', end);
      composer.status = 'idle';
      composer.cancel = undefined;
      composer.isProving = undefined;
      this.#session.changed();
    }
  }

  #takeRefusal(composer: Composer, failure: FurnitureError): void {
    takeFailure(composer, failure);
    const waitMs = waitOf(failure);
    if (waitMs > 0) composer.waitUntil = this.#options.now() + waitMs;
    if (composer.name) this.#session.wantsName = true;
    if (failure.status === 410 && composer.purpose !== 'edit' && this.#session.thread)
      this.#session.thread = { ...this.#session.thread, open: false };
    if (!isKeyConflict(failure)) return;
    // The same text was stored in an attempt whose answer was lost, under another name: the reader decides, under a
    // new key, and the list shows what is there.
    composer.isKnown = true;
    this.#session.clearDraft(composer);
    this.#session.save(composer);
    void this.#session.load();
  }

  #settle(composer: Composer, posted: PostedComment): void {
    const { memory, now, isSignedIn } = this.#options;
    const { comment, editToken } = posted;
    this.#session.clearDraft(composer);
    if (composer.purpose === 'reply') this.#session.composers.delete(composer.id);
    clear(composer);
    if (this.#asksName) memory.keepReader(this.#session.keepsName ? (this.#guest ?? undefined) : undefined);
    const proof = editToken === undefined ? { by: this.#subject } : { token: editToken };
    if (editToken !== undefined || isSignedIn()) memory.keepOwn(comment.id, proof, now() + windowOf(posted));
    if (comment.state === 'published') this.#session.count(1);
  }

  /* ---- Around one comment ---- */

  /**
   * Deletes an own comment: at once where that can be taken back; where it cannot, the first call only asks.
   *
   * @returns Whether it is gone.
   */
  async remove(comment: Comment): Promise<boolean> {
    const { id } = comment;
    this.#session.notes.delete(id);
    if (this.#session.backend.capabilities.restore) return this.asides.remove(comment);
    if (this.#session.confirming !== id) {
      this.#session.confirming = id;
      this.#session.changed();
      return false;
    }
    this.#session.confirming = undefined;
    const signal = this.#session.life();
    try {
      await this.#asOwner(id, (token) => this.#session.backend.remove!(id, token, signal));
    } catch (error) {
      if (!signal.aborted) this.#session.note(id, { word: 'notDeleted', failure: toFailure(error) });
      return false;
    }
    if (comment.state === 'published') this.#session.count(-1);
    this.#session.comments.bury(comment);
    this.#session.changed();
    return true;
  }

  /** Deletes nothing after all. */
  keep(): void {
    this.#session.confirming = undefined;
    this.#session.changed();
  }

  /**
   * Votes, at once on show and taken back when it was not counted. The same vote again takes it back.
   *
   * @returns The vote as it stands at the backend; `undefined` when it was not counted or is still under way.
   */
  async vote({ id }: Comment, side: 1 | -1): Promise<-1 | 0 | 1 | undefined> {
    this.#session.notes.delete(id);
    const signal = this.#session.life();
    try {
      return await this.#votes.cast(id, side);
    } catch (error) {
      const failure = toFailure(error);
      const word = failure.status === 403 ? 'mayNotVote' : 'notVoted';
      if (!signal.aborted) this.#session.note(id, { word, failure });
      return undefined;
    }
  }
}

/** How long a comment can be changed, in milliseconds: by the server's clock at both ends, whatever ours says. */
function windowOf({ comment, editableUntil }: PostedComment): number {
  const ms = Date.parse(editableUntil ?? '') - Date.parse(comment.createdAt);
  return Number.isFinite(ms) && ms >= 0 ? ms : EDIT_WINDOW_MS;
}

/** Lists are shared between readers and rarely say how this one voted; the browser remembers. */
function withOwnVote(comment: Comment, memory: ReaderMemory): Comment {
  const mine = comment.votes.mine ?? memory.voteOn(comment.id);
  return mine === undefined ? comment : { ...comment, votes: { ...comment.votes, mine } };
}
