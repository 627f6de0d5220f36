import {
  EDIT_WINDOW_MS,
  MAX_PAGE_SIZE,
  type Comment,
  type CommentList,
  type Sort,
  type Thread,
} from '../contracts/comments.ts';
import { Newest } from '../base/newest.ts';
import { FurnitureError } from '../base/request.ts';
import type { Backend, ListQuery } from './backends/backend.ts';
import { readComment, readList, readPosted } from './check.ts';
import { Collection } from './collection.ts';
import {
  checkComposer,
  composerId,
  newComposer,
  takeFailure,
  toNewComment,
  type Composer,
  type Purpose,
} from './composer.ts';
import type { Drafts } from './drafts.ts';
import type { ReaderMemory } from './reader-memory.ts';
import { Votes } from './votes.ts';
import type { ThreadWords } from './words.ts';

/** Most comments held at once. */
const MAX_COMMENTS = 50_000;

export interface SessionOptions {
  readonly backend: Backend;
  readonly sort: Sort;
  /** Top-level comments a page, 1 to 100. */
  readonly pageSize: number;
  readonly drafts: Drafts;
  /** Where the drafts belong. */
  readonly place: { readonly page: string; readonly thread: string };
  readonly memory: ReaderMemory;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The signed-in reader's JWT, if any. */
  readonly token: () => Promise<string | undefined>;
  /** Whether a reader is signed in: then no name is asked for, unless the backend wants one. */
  readonly isSignedIn: () => boolean;
  /** The element's life; everything under way ends with it. */
  readonly life: () => AbortSignal;
  /** Something to draw changed. */
  readonly changed: () => void;
}

/** What is being loaded. */
export type Work = 'list' | 'more' | 'all' | 'branch';
/** What there is to say beside one comment. */
export interface Note {
  readonly word: keyof ThreadWords;
  /** To be copied by hand. */
  readonly link?: string;
  /** What went wrong. */
  readonly failure?: FurnitureError;
}

/**
 * One reader's stay in one thread: what is loaded, written, voted and failed. Knows no DOM; time, storage and the
 * comment system come in from outside.
 */
export class Session {
  readonly comments = new Collection();
  /** About the thread, once something was loaded. */
  thread: Thread | undefined;
  /** What is being loaded now. */
  work: Work | undefined;
  /** Why the last loading failed, until one succeeds. */
  failure: FurnitureError | undefined;
  /** The comment that was asked for by its link is not there. */
  isLinkBroken = false;
  /** What the reader calls themselves here. */
  name: string;
  /** Whether the name may be kept for next time. */
  keepsName: boolean;
  /** The comment whose deletion waits for a second press. */
  confirming: string | undefined;
  /** Open forms by id; the thread's own, `new`, is always there. */
  readonly composers = new Map<string, Composer>();
  /** Short messages beside comments, by comment id. */
  readonly notes = new Map<string, Note>();

  readonly #options: SessionOptions;
  readonly #votes: Votes;
  #sort: Sort;
  #pageSize: number;
  #cursor: string | null = null;
  /** The backend wants a name although the reader is signed in. */
  #wantsName = false;
  #newest = new Newest();
  #again: (() => Promise<boolean>) | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#sort = options.sort;
    this.#pageSize = options.pageSize;
    this.name = options.memory.name ?? '';
    this.keepsName = options.memory.name !== undefined;
    this.composers.set('new', newComposer('new', null, this.#draftOf(null)));
    this.#votes = new Votes({
      ...{ comments: this.comments, memory: options.memory, changed: options.changed },
      send: async (id, value) =>
        readComment(await options.backend.vote!(id, value, await this.#token(), options.life())).votes,
    });
  }

  /* ---- Reading ---- */

  get sort(): Sort {
    return this.#sort;
  }

  /** How many published comments the thread has, as far as is known. */
  get total(): number {
    return this.thread?.count ?? 0;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Whether anything is left that *View all* would load. */
  get hasRest(): boolean {
    return this.hasMore || this.comments.cuts.size > 0;
  }

  /** Whether this reader may still change the comment. */
  canChange({ id, state, createdAt }: Comment): boolean {
    if (state === 'deleted' || this.comments.isPending(id)) return false;
    if (this.#options.memory.tokenOf(id) !== undefined) return true;
    return this.comments.isOwn(id) && this.#options.now() - Date.parse(createdAt) < EDIT_WINDOW_MS;
  }

  isOwn(id: string): boolean {
    return this.comments.isOwn(id) || this.#options.memory.tokenOf(id) !== undefined;
  }

  /**
   * Loads the first page, and beside it the comment that a link asks for.
   *
   * @returns Whether it succeeded; what was shown stays when it did not.
   */
  load(around?: string): Promise<boolean> {
    return this.#run('list', async (signal) => {
      const sort = this.#sort;
      const first = await this.#list({ limit: this.#pageSize }, signal);
      const isThere = around === undefined || first.comments.some(({ id }) => id === around);
      const aside = isThere ? undefined : await this.#around(around, signal);
      this.comments.begin(sort, first, aside);
      this.#cursor = first.nextCursor;
      this.isLinkBroken = around !== undefined && !this.comments.find(around);
    });
  }

  /** Loads the comment that a link asks for, if it is not on hand. @returns Whether it is now. */
  async find(id: string): Promise<boolean> {
    if (this.comments.find(id)) return true;
    return this.#run('branch', async (signal) => {
      const aside = await this.#around(id, signal);
      if (aside) this.comments.addAside(aside);
      this.isLinkBroken = !this.comments.find(id);
    });
  }

  /** Loads the next page. */
  more(): Promise<boolean> {
    return this.#run('more', async (signal) => this.#nextPage(this.#pageSize, signal));
  }

  /** Loads everything that is left, page by page; each is on show as soon as it is there. */
  all(): Promise<boolean> {
    return this.#run('all', async (signal) => {
      const seen = new Set<string>();
      while (this.#cursor !== null && !seen.has(this.#cursor) && this.comments.size < MAX_COMMENTS) {
        seen.add(this.#cursor);
        await this.#nextPage(MAX_PAGE_SIZE, signal);
        this.#options.changed();
      }
      for (const parent of this.comments.cuts.keys()) await this.#restOf(parent, signal);
    });
  }

  /** Loads more of a branch that was cut. */
  branch(parent: string): Promise<boolean> {
    return this.#run('branch', (signal) => this.#restOf(parent, signal, 1));
  }

  /** Does the loading that failed once more. */
  retry(): Promise<boolean> {
    return (this.#again ?? (() => this.load()))();
  }

  setSort(sort: Sort, pageSize = this.#pageSize): Promise<boolean> {
    this.#sort = sort;
    this.#pageSize = pageSize;
    return this.load();
  }

  async #run(work: Work, act: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const signal = this.#newest.begin(this.#options.life());
    this.work = work;
    this.failure = undefined;
    this.#options.changed();
    try {
      await act(signal);
    } catch (error) {
      if (!signal.aborted) this.failure = toFailure(error);
    }
    if (signal.aborted) return false;
    this.work = undefined;
    this.#again = this.failure && (() => this.#run(work, act));
    this.#options.changed();
    return !this.failure;
  }

  async #list(query: Partial<ListQuery>, signal: AbortSignal): Promise<CommentList> {
    const { backend, memory } = this.#options;
    const answer = await backend.list({ sort: this.#sort, limit: this.#pageSize, ...query }, signal);
    if (signal.aborted) throw new FurnitureError('aborted', 'comments: no longer wanted');
    const list = readList(answer);
    this.thread = list.thread;
    return { ...list, comments: list.comments.map((comment) => withOwnVote(comment, memory)) };
  }

  async #around(around: string, signal: AbortSignal): Promise<CommentList | undefined> {
    try {
      return await this.#list({ around, limit: 1 }, signal);
    } catch (error) {
      if (error instanceof FurnitureError && error.kind === 'refused' && !error.canRetry) return undefined;
      throw error;
    }
  }

  async #nextPage(limit: number, signal: AbortSignal): Promise<void> {
    if (this.#cursor === null) return;
    const list = await this.#list({ limit, cursor: this.#cursor }, signal);
    this.comments.addPage(list);
    this.#cursor = list.nextCursor;
  }

  /** @param rounds - Most answers to ask for. */
  async #restOf(parent: string, signal: AbortSignal, rounds = 1_000): Promise<void> {
    const { cuts } = this.comments;
    for (let cut = cuts.get(parent); cut && rounds > 0; cut = cuts.get(parent), rounds--) {
      const list = await this.#list({ parent, cursor: cut.cursor, limit: MAX_PAGE_SIZE }, signal);
      const before = this.comments.size;
      this.comments.addPage(list);
      const replies = list.comments.filter(({ parentId }) => parentId === parent).length;
      const isStuck = list.nextCursor === cut.cursor || this.comments.size === before;
      if (list.nextCursor === null || isStuck) cuts.delete(parent);
      else cuts.set(parent, { cursor: list.nextCursor, count: Math.max(1, cut.count - replies) });
      this.#options.changed();
    }
  }

  /* ---- Writing ---- */

  /** Whether a new comment needs a name. */
  get asksName(): boolean {
    return !this.#options.isSignedIn() || this.#wantsName;
  }

  /** Opens the form of a reply or an edit, with the draft from last time; one that is open stays as it is. */
  open(purpose: Purpose, target: string): Composer {
    const id = composerId(purpose, target);
    const existing = this.composers.get(id);
    if (existing) return existing;
    const current = purpose === 'edit' ? (this.comments.find(target)?.body.text ?? '') : '';
    const composer = newComposer(purpose, target, this.#draftOf(draftPlace(purpose, target)) || current);
    this.composers.set(id, composer);
    this.#options.changed();
    return composer;
  }

  /** Closes a form. What was written stays as a draft, except in an edit. */
  close(composer: Composer): void {
    if (composer.purpose === 'edit') this.#clearDraft(composer);
    this.composers.delete(composer.id);
    this.#options.changed();
  }

  /** The reader typed. Saves the draft at once; draws nothing. */
  write(composer: Composer, text: string): void {
    composer.text = text;
    this.#options.drafts.save(this.#place(composer), text);
  }

  /** Whether a form can be sent; marks what is missing. */
  check(composer: Composer): boolean {
    const isComplete = checkComposer(composer, composer.purpose === 'edit' ? undefined : this.#guestName);
    composer.failure = undefined;
    if (!isComplete) composer.isPreview = false;
    this.#options.changed();
    return isComplete;
  }

  get #guestName(): string | undefined {
    return this.asksName ? this.name : undefined;
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
    const { key } = this.#options.drafts.save(this.#place(composer), composer.text);
    const pending = toPending(input, `pending:${key}`, this.#options.now());
    this.comments.addPending(pending);
    composer.pending = pending.id;
    const comment = await this.#send(composer, async (signal, token) => {
      const posted = readPosted(await this.#options.backend.post!(input, { key, token }, signal));
      this.#settle(composer, posted.comment, posted.editToken);
      return posted.comment;
    });
    this.comments.settle(pending.id, comment);
    composer.pending = undefined;
    this.#options.changed();
    return comment;
  }

  /** Saves an edit. @returns The comment as it now stands; `undefined` when it was not changed. */
  async edit(composer: Composer): Promise<Comment | undefined> {
    if (composer.status === 'sending' || !this.check(composer)) return undefined;
    const id = composer.target!;
    return this.#send(composer, async (signal, token) => {
      const { body } = toNewComment(composer, undefined);
      const answer = await this.#options.backend.edit!(id, body, this.#options.memory.tokenOf(id) ?? token, signal);
      const comment = { ...readComment(answer), id };
      this.comments.replace(comment, true);
      this.close(composer);
      return comment;
    });
  }

  async #send(
    composer: Composer,
    act: (signal: AbortSignal, token: string | undefined) => Promise<Comment>,
  ): Promise<Comment | undefined> {
    const signal = this.#options.life();
    composer.status = 'sending';
    composer.isKnown = undefined;
    this.#options.changed();
    try {
      return await act(signal, await this.#token());
    } catch (error) {
      if (!signal.aborted) this.#takeRefusal(composer, toFailure(error));
      return undefined;
    } finally {
      composer.status = 'idle';
      this.#options.changed();
    }
  }

  #takeRefusal(composer: Composer, failure: FurnitureError): void {
    takeFailure(composer, failure);
    if (composer.name) this.#wantsName = true;
    if (!isKeyConflict(failure)) return;
    // The same text was stored in an attempt whose answer was lost, under another name: the reader decides, under a
    // new key, and the list shows what is there.
    composer.isKnown = true;
    this.#clearDraft(composer);
    this.write(composer, composer.text);
    void this.load();
  }

  #settle(composer: Composer, comment: Comment, editToken: string | undefined): void {
    const { memory, now } = this.#options;
    this.#clearDraft(composer);
    if (composer.purpose === 'reply') this.composers.delete(composer.id);
    composer.text = '';
    composer.isPreview = false;
    if (this.asksName) memory.keepName(this.keepsName ? this.name : undefined);
    if (editToken !== undefined) memory.keepToken(comment.id, editToken, now() + EDIT_WINDOW_MS);
    if (comment.state === 'published') this.#count(1);
  }

  #count(difference: number): void {
    if (this.thread) this.thread = { ...this.thread, count: Math.max(0, this.thread.count + difference) };
  }

  /* ---- Around one comment ---- */

  /** Deletes an own comment; the first call only asks. @returns Whether it is gone. */
  async remove(comment: Comment): Promise<boolean> {
    const { id } = comment;
    this.notes.delete(id);
    if (this.confirming !== id) {
      this.confirming = id;
      this.#options.changed();
      return false;
    }
    this.confirming = undefined;
    const signal = this.#options.life();
    try {
      const token = this.#options.memory.tokenOf(id) ?? (await this.#token());
      await this.#options.backend.remove!(id, token, signal);
    } catch (error) {
      if (!signal.aborted) this.note(id, { word: 'notDeleted', failure: toFailure(error) });
      return false;
    }
    if (comment.state === 'published') this.#count(-1);
    this.comments.bury(comment);
    this.#options.changed();
    return true;
  }

  /** Deletes nothing after all. */
  keep(): void {
    this.confirming = undefined;
    this.#options.changed();
  }

  /**
   * Votes, at once on show and taken back when it was not counted. The same vote again takes it back.
   *
   * @returns The vote as it stands at the backend; `undefined` when it was not counted or is still under way.
   */
  async vote({ id }: Comment, side: 1 | -1): Promise<-1 | 0 | 1 | undefined> {
    this.notes.delete(id);
    const signal = this.#options.life();
    try {
      return await this.#votes.cast(id, side);
    } catch (error) {
      if (!signal.aborted) this.note(id, { word: 'notVoted', failure: toFailure(error) });
      return undefined;
    }
  }

  /** Says something beside a comment, until the next thing happens. */
  note(id: string, note: Note): void {
    this.notes.clear();
    this.notes.set(id, note);
    this.#options.changed();
  }

  /* ---- Inside ---- */

  async #token(): Promise<string | undefined> {
    try {
      return await this.#options.token();
    } catch (cause) {
      throw new FurnitureError('refused', 'comments: the reader could not be signed in', { status: 401, cause });
    }
  }

  #place({ purpose, target }: Composer) {
    return { ...this.#options.place, parentId: draftPlace(purpose, target) };
  }

  #draftOf(parentId: string | null): string {
    return this.#options.drafts.load({ ...this.#options.place, parentId })?.text ?? '';
  }

  #clearDraft(composer: Composer): void {
    this.#options.drafts.clear(this.#place(composer));
  }
}

const draftPlace = (purpose: Purpose, target: string | null) => (purpose === 'edit' ? `edit:${target}` : target);

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

function toFailure(cause: unknown): FurnitureError {
  return cause instanceof FurnitureError
    ? cause
    : new FurnitureError('malformed', 'comments: the backend broke', { cause });
}
