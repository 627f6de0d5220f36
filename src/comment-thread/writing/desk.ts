import { EDIT_WINDOW_MS, type Comment } from '../../contracts/comments.ts';
import { FurnitureError } from '../../base/request.ts';
import { readComment, readPosted } from '../check.ts';
import { checkComposer, takeFailure, toNewComment } from './compose.ts';
import { composerId, newComposer, type Composer, type Purpose } from './composer.ts';
import type { ReaderMemory } from './reader-memory.ts';
import { toFailure, type Session } from '../session.ts';
import { Votes } from './votes.ts';

export interface DeskOptions {
  readonly session: Session;
  readonly memory: ReaderMemory;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The signed-in reader's JWT, if any. */
  readonly token: () => Promise<string | undefined>;
  /** Whether a reader is signed in: then no name is asked for, unless the backend wants one. */
  readonly isSignedIn: () => boolean;
}

/**
 * Everything a reader does in a session: writes, edits, deletes, votes, with drafts that survive. Knows no DOM; time and
 * storage come in from outside.
 */
export class Desk {
  readonly #options: DeskOptions;
  readonly #session: Session;
  readonly #votes: Votes;

  constructor(options: DeskOptions) {
    const { session, memory } = options;
    this.#options = options;
    this.#session = session;
    this.#votes = new Votes({
      ...{ comments: session.comments, memory, changed: session.changed },
      send: async (id, value) =>
        readComment(await session.backend.vote!(id, value, await this.#token(), session.life())).votes,
    });
    session.canChange = (comment) => this.#canChange(comment);
    session.adorn = (comment) => withOwnVote(comment, memory);
    for (const comment of session.comments.ordered) {
      const adorned = withOwnVote(comment, memory);
      if (adorned !== comment) session.comments.replace(adorned);
    }
    this.#takeOver();
  }

  /** The name from last time, where the reader has not begun with another. */
  #takeOver(): void {
    const { memory } = this.#options;
    if (memory.name !== undefined && !this.#session.name) {
      this.#session.name = memory.name;
      this.#session.keepsName = true;
    }
    this.#session.changed();
  }

  #canChange({ id, state, createdAt }: Comment): boolean {
    const { comments } = this.#session;
    if (state === 'deleted' || comments.isPending(id)) return false;
    if (this.#options.memory.tokenOf(id) !== undefined) return true;
    return comments.isOwn(id) && this.#options.now() - Date.parse(createdAt) < EDIT_WINDOW_MS;
  }

  get #asksName(): boolean {
    return !this.#options.isSignedIn() || this.#session.wantsName;
  }

  /** Opens the form of a reply or an edit, with the draft from last time; one that is open stays as it is. */
  open(purpose: Purpose, target: string): Composer {
    const id = composerId(purpose, target);
    const existing = this.#session.composers.get(id);
    if (existing) return existing;
    const current = purpose === 'edit' ? (this.#session.comments.find(target)?.body.text ?? '') : '';
    const composer = newComposer(purpose, target, '');
    composer.text = this.#session.draftOf(composer) || current;
    this.#session.composers.set(id, composer);
    this.#session.changed();
    return composer;
  }

  /** Closes a form. What was written stays as a draft, except in an edit. */
  close(composer: Composer): void {
    if (composer.purpose === 'edit') this.#session.clearDraft(composer);
    this.#session.composers.delete(composer.id);
    this.#session.changed();
  }

  /** Whether a form can be sent; marks what is missing. */
  check(composer: Composer): boolean {
    const isComplete = checkComposer(composer, composer.purpose === 'edit' ? undefined : this.#guestName);
    composer.failure = undefined;
    if (!isComplete) composer.isPreview = false;
    this.#session.changed();
    return isComplete;
  }

  get #guestName(): string | undefined {
    return this.#asksName ? this.#session.name : undefined;
  }

  /**
   * Posts a new comment or a reply: it is on show at once, and gone again, with the text back in its form, when it
   * could not be posted. The same text is posted once, however often this is called or repeated after a reload.
   *
   * @returns The comment as the backend stored it; `undefined` when nothing was posted.
   */
  async post(composer: Composer): Promise<Comment | undefined> {
    if (composer.status === 'sending' || !this.check(composer)) return undefined;
    const input = toNewComment(composer, this.#guestName);
    const key = this.#session.save(composer);
    const pending = toPending(input, `pending:${key}`, this.#options.now());
    this.#session.comments.addPending(pending);
    composer.pending = pending.id;
    const comment = await this.#send(composer, async (signal, token) => {
      const posted = readPosted(await this.#session.backend.post!(input, { key, token }, signal));
      this.#settle(composer, posted.comment, posted.editToken);
      return posted.comment;
    });
    this.#session.comments.settle(pending.id, comment);
    composer.pending = undefined;
    this.#session.changed();
    return comment;
  }

  /** Saves an edit. @returns The comment as it now stands; `undefined` when it was not changed. */
  async edit(composer: Composer): Promise<Comment | undefined> {
    if (composer.status === 'sending' || !this.check(composer)) return undefined;
    const id = composer.target!;
    return this.#send(composer, async (signal, token) => {
      const { body } = toNewComment(composer, undefined);
      const answer = await this.#session.backend.edit!(id, body, this.#options.memory.tokenOf(id) ?? token, signal);
      const comment = { ...readComment(answer), id };
      this.#session.comments.replace(comment, true);
      this.close(composer);
      return comment;
    });
  }

  async #send(
    composer: Composer,
    act: (signal: AbortSignal, token: string | undefined) => Promise<Comment>,
  ): Promise<Comment | undefined> {
    const signal = this.#session.life();
    composer.status = 'sending';
    composer.isKnown = undefined;
    this.#session.changed();
    try {
      return await act(signal, await this.#token());
    } catch (error) {
      if (!signal.aborted) this.#takeRefusal(composer, toFailure(error));
      return undefined;
    } finally {
      composer.status = 'idle';
      this.#session.changed();
    }
  }

  #takeRefusal(composer: Composer, failure: FurnitureError): void {
    takeFailure(composer, failure);
    if (composer.name) this.#session.wantsName = true;
    if (!isKeyConflict(failure)) return;
    // The same text was stored in an attempt whose answer was lost, under another name: the reader decides, under a
    // new key, and the list shows what is there.
    composer.isKnown = true;
    this.#session.clearDraft(composer);
    this.#session.save(composer);
    void this.#session.load();
  }

  #settle(composer: Composer, comment: Comment, editToken: string | undefined): void {
    const { memory, now } = this.#options;
    this.#session.clearDraft(composer);
    if (composer.purpose === 'reply') this.#session.composers.delete(composer.id);
    composer.text = '';
    composer.isPreview = false;
    if (this.#asksName) memory.keepName(this.#session.keepsName ? this.#session.name : undefined);
    if (editToken !== undefined) memory.keepToken(comment.id, editToken, now() + EDIT_WINDOW_MS);
    if (comment.state === 'published') this.#session.count(1);
  }

  /* ---- Around one comment ---- */

  /** Deletes an own comment; the first call only asks. @returns Whether it is gone. */
  async remove(comment: Comment): Promise<boolean> {
    const { id } = comment;
    this.#session.notes.delete(id);
    if (this.#session.confirming !== id) {
      this.#session.confirming = id;
      this.#session.changed();
      return false;
    }
    this.#session.confirming = undefined;
    const signal = this.#session.life();
    try {
      const token = this.#options.memory.tokenOf(id) ?? (await this.#token());
      await this.#session.backend.remove!(id, token, signal);
    } catch (error) {
      if (!signal.aborted) this.#session.note(id, { word: 'notDeleted', failure: toFailure(error) });
      return false;
    }
    if (comment.state === 'published') this.#session.count(-1);
    this.#session.comments.bury(comment);
    this.#session.changed();
    return true;
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
      if (!signal.aborted) this.#session.note(id, { word: 'notVoted', failure: toFailure(error) });
      return undefined;
    }
  }

  /* ---- Inside ---- */

  async #token(): Promise<string | undefined> {
    try {
      return await this.#options.token();
    } catch (cause) {
      throw new FurnitureError('refused', 'comments: the reader could not be signed in', { status: 401, cause });
    }
  }
}

/** Lists are shared between readers and rarely say how this one voted; the browser remembers. */
function withOwnVote(comment: Comment, memory: ReaderMemory): Comment {
  const mine = comment.votes.mine ?? memory.voteOn(comment.id);
  return mine === undefined ? comment : { ...comment, votes: { ...comment.votes, mine } };
}

/** A comment on its way, as it will probably stand there. */
function toPending({ body, parentId, author }: ReturnType<typeof toNewComment>, id: string, now: number): Comment {
  return {
    id,
    parentId: parentId ?? null,
    author: { name: author?.name ?? '' },
    body: { format: 'markdown', text: body },
    createdAt: new Date(now).toISOString(),
    state: 'published',
    votes: { up: 0, down: 0 },
    replyCount: 0,
  };
}

function isKeyConflict({ status, problem }: FurnitureError): boolean {
  return (
    status === 422 && !problem?.errors && /idempotency/i.test(`${problem?.type} ${problem?.title} ${problem?.detail}`)
  );
}
