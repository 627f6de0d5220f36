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
import type { Backend } from './backends/backend.ts';
import { readComment, readList, readPosted } from './check.ts';
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
import { buildTree, type ThreadNode } from './tree.ts';
import type { ThreadWords } from './words.ts';

/** Replies deeper than this stand flat below their thread, with a line saying whom they answer. */
const MAX_DEPTH = 4;
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
  /** Whether a reader is signed in: then no name is asked for. */
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
  #sort: Sort;
  #pageSize: number;
  /** The pages in order; then what was loaded out of order, for a link to a comment. */
  #pages = new Map<string, Comment>();
  #aside = new Map<string, Comment>();
  #cursor: string | null = null;
  #cuts = new Map<string, { cursor: string; count: number }>();
  /** What this reader wrote and changed since the page was opened; no stale list takes it away again. */
  #own = new Map<string, Comment>();
  #deleted = new Set<string>();
  #pending = new Map<string, Comment>();
  #drawKeys = new Map<string, string>();
  #voting = new Map<string, -1 | 0 | 1>();
  #newest = new Newest();
  #again: (() => Promise<boolean>) | undefined;
  #tree: ThreadNode[] | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#sort = options.sort;
    this.#pageSize = options.pageSize;
    this.name = options.memory.name ?? '';
    this.keepsName = options.memory.name !== undefined;
    this.composers.set('new', newComposer('new', null, this.#draftOf(null)));
  }

  /* ---- Reading ---- */

  get sort(): Sort {
    return this.#sort;
  }

  /** The comments as a tree; the same object until something changes. */
  get tree(): readonly ThreadNode[] {
    return (this.#tree ??= buildTree(this.#ordered(), { maxDepth: MAX_DEPTH }));
  }

  /** How many comments are on hand. */
  get size(): number {
    return this.#ordered().length;
  }

  /** How many published comments the thread has, as far as is known. */
  get total(): number {
    return Math.max(this.thread?.count ?? 0, 0);
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Whether anything is left that *View all* would load. */
  get hasRest(): boolean {
    return this.hasMore || this.#cuts.size > 0;
  }

  /** How many comments of a branch were left out, if any. */
  cutOf(id: string): number | undefined {
    return this.#cuts.get(id)?.count;
  }

  has(id: string): boolean {
    return this.#find(id) !== undefined;
  }

  /** A name for the comment's place in the page that stays the same when it gets its id. */
  drawKey(id: string): string {
    return this.#drawKeys.get(id) ?? id;
  }

  isSending(id: string): boolean {
    return this.#pending.has(id);
  }

  /** Whether this reader may still change the comment. */
  canChange({ id, state, createdAt }: Comment): boolean {
    if (state === 'deleted' || this.#pending.has(id)) return false;
    if (this.#options.memory.tokenOf(id) !== undefined) return true;
    return this.#own.has(id) && this.#options.now() - Date.parse(createdAt) < EDIT_WINDOW_MS;
  }

  isOwn(id: string): boolean {
    return this.#own.has(id) || this.#options.memory.tokenOf(id) !== undefined;
  }

  /**
   * Loads the first page, and beside it the comment that a link asks for.
   *
   * @returns Whether it succeeded; what was shown stays when it did not.
   */
  load(around?: string): Promise<boolean> {
    return this.#run('list', async (signal) => {
      const first = await this.#list({ limit: this.#pageSize }, signal);
      const has = (list: CommentList) => list.comments.some(({ id }) => id === around);
      const isThere = around === undefined || has(first) || this.#own.has(around);
      const aside = isThere ? undefined : await this.#around(around, signal);
      this.#pages = new Map();
      this.#aside = new Map();
      this.#cuts = new Map();
      if (aside) this.#take(aside, this.#aside);
      this.#take(first, this.#pages);
      this.#cursor = first.nextCursor;
      this.isLinkBroken = !isThere && !(aside && has(aside));
    });
  }

  /** Loads the comment that a link asks for, if it is not on hand. @returns Whether it is now. */
  async find(id: string): Promise<boolean> {
    if (this.has(id)) return true;
    await this.#run('branch', async (signal) => {
      const aside = await this.#around(id, signal);
      if (aside) this.#take(aside, this.#aside);
      this.isLinkBroken = !this.has(id);
    });
    return this.has(id);
  }

  more(): Promise<boolean> {
    return this.#run('more', async (signal) => this.#nextPage(this.#pageSize, signal));
  }

  /** Loads everything that is left, page by page; each is on show as soon as it is there. */
  all(): Promise<boolean> {
    return this.#run('all', async (signal) => {
      const seen = new Set<string>();
      while (this.#cursor !== null && !seen.has(this.#cursor) && this.#pages.size < MAX_COMMENTS) {
        seen.add(this.#cursor);
        await this.#nextPage(MAX_PAGE_SIZE, signal);
        this.#bump();
      }
      for (const [parent] of this.#cuts) await this.#restOf(parent, signal);
    });
  }

  /** Loads the rest of a branch that was cut. */
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
    this.#bump();
    return !this.failure;
  }

  async #list(query: Partial<Parameters<Backend['list']>[0]>, signal: AbortSignal): Promise<CommentList> {
    const { backend } = this.#options;
    const list = readList(await backend.list({ sort: this.#sort, limit: this.#pageSize, ...query }, signal));
    if (signal.aborted) throw new FurnitureError('aborted', 'comments: no longer wanted');
    this.thread = list.thread;
    return list;
  }

  async #around(around: string, signal: AbortSignal): Promise<CommentList | undefined> {
    try {
      return await this.#list({ around }, signal);
    } catch (error) {
      if (error instanceof FurnitureError && error.kind === 'refused' && !error.canRetry) return undefined;
      throw error;
    }
  }

  async #nextPage(limit: number, signal: AbortSignal): Promise<void> {
    if (this.#cursor === null) return;
    const list = await this.#list({ limit, cursor: this.#cursor }, signal);
    this.#take(list, this.#pages);
    this.#cursor = list.nextCursor;
  }

  /** @param rounds - Most answers to ask for. */
  async #restOf(parent: string, signal: AbortSignal, rounds = 1_000): Promise<void> {
    for (let cut = this.#cuts.get(parent); cut && rounds > 0; cut = this.#cuts.get(parent), rounds--) {
      const list = await this.#list({ parent, cursor: cut.cursor, limit: MAX_PAGE_SIZE }, signal);
      const before = this.size;
      this.#take(list, this.#pages);
      this.#bump();
      const isStuck = list.nextCursor === cut.cursor || this.size === before;
      if (list.nextCursor === null || isStuck) this.#cuts.delete(parent);
      else this.#cuts.set(parent, { cursor: list.nextCursor, count: Math.max(1, cut.count - list.comments.length) });
    }
  }

  #take(list: CommentList, into: Map<string, Comment>): void {
    for (const comment of list.comments) {
      if (this.#deleted.has(comment.id) && comment.state === 'published') continue;
      if (into === this.#pages) this.#aside.delete(comment.id);
      into.set(comment.id, this.#reconcile(comment));
    }
    for (const { parentId, cursor, count } of list.cuts ?? []) this.#cuts.set(parentId, { cursor, count });
    this.#tree = undefined;
  }

  /** A list may be older than what this reader did; votes are often not in it at all. */
  #reconcile(comment: Comment): Comment {
    const own = this.#own.get(comment.id);
    const isOlder =
      own !== undefined && comment.state === 'published' && (comment.editedAt ?? '') < (own.editedAt ?? '');
    const { body, editedAt } = own ?? {};
    const mine = comment.votes.mine ?? this.#options.memory.voteOn(comment.id);
    return {
      ...comment,
      ...(isOlder && body && editedAt && { body, editedAt }),
      votes: { ...comment.votes, ...(mine !== undefined && { mine }) },
    };
  }

  /** Everything on hand. New top-level comments of the reader stand where the order would put them. */
  #ordered(): Comment[] {
    const listed = [...this.#pages.values(), ...this.#aside.values()];
    const written = [...this.#own.values()].filter(({ id }) => !this.#pages.has(id) && !this.#aside.has(id));
    const fresh = [...written, ...this.#pending.values()];
    if (this.#sort === 'oldest') return [...listed, ...fresh];
    const isTop = ({ parentId }: Comment) => parentId === null;
    return [...fresh.filter(isTop).reverse(), ...listed, ...fresh.filter((comment) => !isTop(comment))];
  }

  #find(id: string): Comment | undefined {
    return this.#pages.get(id) ?? this.#aside.get(id) ?? this.#own.get(id);
  }

  #replace(comment: Comment): void {
    for (const place of [this.#pages, this.#aside, this.#own])
      if (place.has(comment.id)) place.set(comment.id, comment);
    this.#tree = undefined;
  }

  #bump(): void {
    this.#tree = undefined;
    this.#options.changed();
  }

  /* ---- Writing ---- */

  /** Opens the form of a reply or an edit, with the draft from last time; one that is open stays as it is. */
  open(purpose: Purpose, target: string): Composer {
    const id = composerId(purpose, target);
    const existing = this.composers.get(id);
    if (existing) return existing;
    const text = this.#draftOf(draftPlace(purpose, target));
    const composer = newComposer(
      purpose,
      target,
      text || (purpose === 'edit' ? (this.#find(target)?.body.text ?? '') : ''),
    );
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
    return this.#options.isSignedIn() ? undefined : this.name;
  }

  /**
   * Posts a new comment or a reply: it is on show at once, and gone again, with the text back in its form, when it
   * could not be posted. The same text is posted once, however often this is called or repeated after a reload.
   *
   * @returns The comment as the backend stored it; `undefined` when nothing was posted.
   */
  async post(composer: Composer): Promise<Comment | undefined> {
    if (composer.status === 'sending' || !this.check(composer)) return undefined;
    const name = this.#guestName;
    const { key } = this.#options.drafts.save(this.#place(composer), composer.text);
    const pending = this.#toPending(composer, key, name);
    this.#pending.set(pending.id, pending);
    composer.pending = pending.id;
    return this.#send(composer, async (signal, token) => {
      const input = toNewComment(composer, name);
      const posted = readPosted(await this.#options.backend.post!(input, { key, token }, signal));
      this.#settle(composer, posted.comment, posted.editToken);
      this.#drawKeys.set(posted.comment.id, pending.id);
      return posted.comment;
    }).finally(() => {
      this.#pending.delete(pending.id);
      composer.pending = undefined;
      this.#bump();
    });
  }

  /** Saves an edit. @returns The comment as it now stands; `undefined` when it was not changed. */
  async edit(composer: Composer): Promise<Comment | undefined> {
    if (composer.status === 'sending' || !this.check(composer)) return undefined;
    const id = composer.target!;
    return this.#send(composer, async (signal, token) => {
      const { body } = toNewComment(composer, undefined);
      const answer = await this.#options.backend.edit!(id, body, this.#options.memory.tokenOf(id) ?? token, signal);
      const comment = { ...readComment(answer), id };
      this.#own.set(id, comment);
      this.#replace(comment);
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
    this.#bump();
    try {
      return await act(signal, await this.#token());
    } catch (error) {
      if (!signal.aborted) this.#takeRefusal(composer, toFailure(error));
      return undefined;
    } finally {
      composer.status = 'idle';
      this.#bump();
    }
  }

  #takeRefusal(composer: Composer, failure: FurnitureError): void {
    takeFailure(composer, failure);
    // An earlier attempt arrived although its answer did not, and the text was changed since: a new key, so that the
    // reader can decide; the list shows what is there.
    if (!isKeyConflict(failure)) return;
    composer.isKnown = true;
    composer.body = undefined;
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
    if (!this.#options.isSignedIn()) memory.keepName(this.keepsName ? this.name : undefined);
    if (editToken !== undefined) memory.keepToken(comment.id, editToken, now() + EDIT_WINDOW_MS);
    this.#own.set(comment.id, comment);
    if (this.thread && comment.state === 'published') this.#count(1);
  }

  #count(difference: number): void {
    if (this.thread) this.thread = { ...this.thread, count: Math.max(0, this.thread.count + difference) };
  }

  #toPending(composer: Composer, key: string, name: string | undefined): Comment {
    const { body } = toNewComment(composer, name);
    return {
      id: `pending:${key}`,
      parentId: composer.target,
      author: { name: name ?? '' },
      body: { format: 'markdown', text: body },
      createdAt: new Date(this.#options.now()).toISOString(),
      state: 'published',
      votes: { up: 0, down: 0 },
      replyCount: 0,
    };
  }

  /* ---- Deleting and voting ---- */

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
    this.#bury(comment);
    return true;
  }

  #bury(comment: Comment): void {
    const { id } = comment;
    const hasReplies = comment.replyCount > 0 || this.#ordered().some(({ parentId }) => parentId === id);
    this.#deleted.add(id);
    if (comment.state === 'published') this.#count(-1);
    if (hasReplies)
      this.#replace({ ...comment, state: 'deleted', author: { name: '' }, body: { format: 'plain', text: '' } });
    else for (const place of [this.#pages, this.#aside, this.#own]) place.delete(id);
    this.#bump();
  }

  keep(): void {
    this.confirming = undefined;
    this.#options.changed();
  }

  /**
   * Votes, at once on show and taken back when it was not counted. The same vote again takes it back.
   *
   * @returns The vote as it stands at the backend; `undefined` when it was not counted.
   */
  async vote({ id }: Comment, side: 1 | -1): Promise<-1 | 0 | 1 | undefined> {
    const comment = this.#find(id);
    if (!comment) return undefined;
    const before = comment.votes;
    const wanted = before.mine === side ? 0 : side;
    const isUnderWay = this.#voting.has(id);
    this.#voting.set(id, wanted);
    this.notes.delete(id);
    this.#replace({ ...comment, votes: counted(before, wanted) });
    this.#options.changed();
    return isUnderWay ? undefined : this.#sendVote(id, before);
  }

  /** One request at a time for each comment; what the reader wants last is what is sent last. */
  async #sendVote(id: string, before: Comment['votes']): Promise<-1 | 0 | 1 | undefined> {
    const signal = this.#options.life();
    try {
      for (;;) {
        const value = this.#voting.get(id)!;
        const answer = readComment(await this.#options.backend.vote!(id, value, await this.#token(), signal));
        before = { up: answer.votes.up, down: answer.votes.down, mine: value };
        this.#options.memory.keepVote(id, value);
        if (this.#voting.get(id) !== value) continue;
        this.#setVotes(id, before);
        return value;
      }
    } catch (error) {
      this.#setVotes(id, before);
      if (!signal.aborted) this.note(id, { word: 'notVoted', failure: toFailure(error) });
      return undefined;
    } finally {
      this.#voting.delete(id);
    }
  }

  #setVotes(id: string, votes: Comment['votes']): void {
    const comment = this.#find(id);
    if (comment) this.#replace({ ...comment, votes });
    this.#options.changed();
  }

  /** Says something beside a comment, until the next thing happens to it. */
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

function counted({ up, down, mine = 0 }: Comment['votes'], wanted: -1 | 0 | 1): Comment['votes'] {
  const count = (total: number, side: 1 | -1) => Math.max(0, total - Number(mine === side) + Number(wanted === side));
  return { up: count(up, 1), down: count(down, -1), mine: wanted };
}

function isKeyConflict({ status, problem }: FurnitureError): boolean {
  return status === 422 && /idempotency/i.test(`${problem?.type} ${problem?.title}`);
}

function toFailure(error: unknown): FurnitureError {
  return error instanceof FurnitureError
    ? error
    : new FurnitureError('malformed', 'comments: the backend broke', { cause: error });
}
