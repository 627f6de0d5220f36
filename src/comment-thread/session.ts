import { MAX_PAGE_SIZE, type Comment, type CommentList, type Sort, type Thread } from '../contracts/comments.ts';
import { Newest } from '../base/newest.ts';
import { FurnitureError } from '../base/request.ts';
import type { Backend, ListQuery } from './backends/backend.ts';
import { readList } from './check.ts';
import { Collection } from './collection.ts';
import { toFailure } from './failure.ts';
import { newComposer, type Composer } from './writing/composer.ts';
import type { Drafts } from './writing/drafts.ts';
import type { ThreadWord } from './words.ts';

/** Most comments held at once. */
const MAX_COMMENTS = 50_000;
/** Most replies whose place in the thread is asked for, when they came in while the page was open. */
const MAX_LOST = 20;
/** How the place of a draft about a passage begins; its anchor follows. */
export const PASSAGE = 'passage:';
/** By how much a thread grows between two drawings while all of it is loaded. */
const GROWTH = 1.5;

export interface SessionOptions {
  readonly backend: Backend;
  readonly sort: Sort;
  /** Top-level comments a page, 1 to 100. */
  readonly pageSize: number;
  readonly drafts: Drafts;
  /** Where the drafts belong. */
  readonly place: { readonly page: string; readonly thread: string };
  /** The element's life; everything under way ends with it. */
  readonly life: () => AbortSignal;
  /** Something to draw changed. */
  readonly changed: () => void;
  /** Only what was touched has to be drawn again, and what is new; default `changed`. */
  readonly touched?: () => void;
  /** Gets what drawing these comments needs; they wait for it. */
  readonly prepare?: (comments: readonly Comment[]) => Promise<unknown>;
}

/** What is being loaded. */
export type Work = 'list' | 'more' | 'all' | 'branch';
/** What there is to say beside one comment. */
export interface Note {
  readonly word: ThreadWord;
  /** For its placeholders. */
  readonly values?: Readonly<Record<string, string>>;
  /** To be copied by hand. */
  readonly link?: string;
  /** What went wrong. */
  readonly failure?: FurnitureError;
}

/** Something that stands in the place of a comment's actions, or of the comment; the desk draws it. */
export interface Aside {
  /** It stands in place of the comment. */
  readonly isInPlace: boolean;
}

/**
 * One reader's stay in one thread: what is loaded, and what stands in the forms. Knows no DOM; the comment system comes
 * in from outside. Writing is the `Desk`'s, which arrives when somebody writes and takes over the last part of this.
 */
export class Session {
  readonly comments = new Collection();
  readonly backend: Backend;
  readonly place: SessionOptions['place'];
  /** Ends with the element. */
  readonly life: () => AbortSignal;
  /** To be called after a change that may concern any comment. */
  readonly changed: () => void;
  readonly #touched: () => void;
  readonly #touches = new Map<string, number>();
  /** About the thread, once something was loaded. */
  thread: Thread | undefined;
  /** What is being loaded now. */
  work: Work | undefined;
  /** Why the last loading failed, until one succeeds. */
  failure: FurnitureError | undefined;
  /** How often a first page arrived: what was collected for an earlier one is worthless. */
  rounds = 0;
  /** The thread's version when its first page arrived: what changed since then is news. */
  version: number | undefined;
  /** The comment that was asked for by its link is not there. */
  isLinkBroken = false;

  /** What the reader calls themselves here. */
  name = '';
  /** Where they can be reached; shown to nobody. */
  email = '';
  /** Whether both may be kept for next time. */
  keepsName = false;
  /** The backend wants a name although the reader is signed in. */
  wantsName = false;
  /** The comment whose deletion waits for a second press. */
  confirming: string | undefined;
  /** Short messages beside comments, by comment id. */
  readonly notes = new Map<string, Note>();
  /** Whether this reader may still change the comment. */
  canChange: (comment: Comment) => boolean = () => false;
  /** Whether it came since the reader's last visit, or while the page was open. */
  isUnread: (comment: Comment) => boolean = () => false;
  /** Until when, in milliseconds since the epoch. */
  changeableUntil: (comment: Comment) => number = () => Infinity;
  /** Whether this reader wrote the comment, as far as this browser knows. */
  isMine: (comment: Comment) => boolean = ({ id }) => this.comments.isOwn(id);
  /** Whether this reader may report it. */
  canReport: (comment: Comment) => boolean = ({ id }) => !this.comments.isOwn(id);
  /** Comments have arrived. */
  arrived: () => void = () => {};
  /** What only the desk knows of a comment: deleted a moment ago, about to be reported. Another object when it changed. */
  readonly asides = new Map<string, Aside>();
  /** Adds what only this reader's browser knows of a comment: lists are shared and rarely say how one voted. */
  adorn: (comment: Comment) => Comment = (comment) => comment;

  readonly drafts: Drafts;
  readonly #prepare: SessionOptions['prepare'];
  #sort: Sort;
  #pageSize: number;
  #cursor: string | null = null;
  #composers: Map<string, Composer> | undefined;
  #newest = new Newest();
  #again: (() => Promise<boolean>) | undefined;

  constructor({ backend, sort, pageSize, drafts, place, life, changed, touched = changed, prepare }: SessionOptions) {
    this.drafts = drafts;
    this.place = place;
    this.#prepare = prepare;
    this.backend = backend;
    this.life = life;
    this.changed = changed;
    this.#touched = touched;
    this.#sort = sort;
    this.#pageSize = pageSize;
  }

  /** To be called after a change of, or beside, one comment: the rest of a long thread is not looked at. */
  touch(id: string): void {
    const root = this.comments.rootOf(id);
    this.#touches.set(root, this.touchesOf(root) + 1);
    this.#touched();
  }

  /** Changes when something in the branch of this top-level comment was touched. */
  touchesOf(root: string): number {
    return this.#touches.get(root) ?? 0;
  }

  /** Open forms by id; the thread's own, `new`, is always there, with the draft from last time. */
  get composers(): Map<string, Composer> {
    if (this.#composers) return this.#composers;
    const composer = newComposer('new', null, '');
    this.#composers = new Map([['new', composer]]);
    // Not before somebody asks: a browser may take its time to open its memory, and the comments are asked for first.
    this.takeDraft(composer);
    return this.#composers;
  }

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

  /**
   * Loads the first page, and beside it the comment that a link asks for.
   *
   * @returns Whether it succeeded; what was shown stays when it did not.
   */
  load(around?: string): Promise<boolean> {
    return this.#run('list', async (signal) => {
      const sort = this.#sort;
      const first = await this.ask({ limit: this.#pageSize }, signal);
      const version = this.thread?.version;
      const isThere = around === undefined || first.comments.some(({ id }) => id === around);
      const aside = isThere ? undefined : await this.#around(around, signal);
      this.comments.begin(sort, first, aside);
      this.#cursor = first.nextCursor;
      this.rounds++;
      this.version = version;
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

  /** Loads everything that is left, page by page, on show as it comes. */
  all(): Promise<boolean> {
    return this.#run('all', async (signal) => {
      const seen = new Set<string>();
      let shown = this.comments.size;
      while (this.#cursor !== null && !seen.has(this.#cursor) && this.comments.size < MAX_COMMENTS) {
        seen.add(this.#cursor);
        await this.#nextPage(MAX_PAGE_SIZE, signal);
        // Drawing looks at everything: done at every page it would take the square of the time.
        if (this.comments.size < shown * GROWTH) continue;
        shown = this.comments.size;
        this.#touched();
      }
      for (const parent of this.comments.cuts.keys()) await this.#restOf(parent, signal);
    });
  }

  /** Loads more of a branch that was cut. */
  branch(parent: string): Promise<boolean> {
    return this.#run('branch', (signal) => this.#restOf(parent, signal, 1));
  }

  /** Puts in its place what came in while the page was open, with what stands above it. */
  async arrive(comments: readonly Comment[]): Promise<void> {
    await this.#prepare?.(comments);
    this.comments.arrive(comments.map((comment) => this.adorn(comment)));
    for (const { id } of comments) this.comments.reveal(id);
    const lost = comments.filter(({ parentId }) => parentId !== null && !this.comments.find(parentId));
    if (lost.length === 0 || this.work) return this.changed();
    await this.#run('branch', async (signal) => {
      for (const { id } of lost.slice(0, MAX_LOST)) {
        const aside = await this.#around(id, signal);
        if (aside) this.comments.addAside(aside);
      }
    });
  }

  /** Whether all comments that answer this one (null: the top-level ones) are on hand. */
  isComplete(parentId: string | null): boolean {
    if (parentId === null) return !this.hasMore;
    return this.comments.find(parentId) !== undefined && !this.comments.cuts.has(parentId);
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
    const signal = this.#newest.begin(this.life());
    this.work = work;
    this.failure = undefined;
    // What is added stands in nodes of its own; only a first page may change anything.
    const tell = work === 'list' ? this.changed : this.#touched;
    tell();
    try {
      await act(signal);
      if (!signal.aborted) this.arrived();
    } catch (error) {
      if (!signal.aborted) this.failure = toFailure(error);
    }
    if (signal.aborted) return false;
    this.work = undefined;
    this.#again = this.failure && (() => this.#run(work, act));
    tell();
    return !this.failure;
  }

  /**
   * Asks for a part of the thread, and gets ready to draw it.
   *
   * @throws {FurnitureError} It could not be had, or is no longer wanted.
   */
  async ask(query: Partial<ListQuery>, signal: AbortSignal): Promise<CommentList> {
    const answer = await this.backend.list({ sort: this.#sort, limit: this.#pageSize, ...query }, signal);
    const list = signal.aborted ? undefined : readList(answer);
    if (list) await this.#prepare?.(list.comments);
    if (!list || signal.aborted) throw new FurnitureError('aborted', 'comments: no longer wanted');
    this.thread = list.thread;
    return { ...list, comments: list.comments.map((comment) => this.adorn(comment)) };
  }

  async #around(around: string, signal: AbortSignal): Promise<CommentList | undefined> {
    try {
      return await this.ask({ around, limit: 1 }, signal);
    } catch (error) {
      if (error instanceof FurnitureError && error.kind === 'refused' && !error.canRetry) return undefined;
      throw error;
    }
  }

  async #nextPage(limit: number, signal: AbortSignal): Promise<void> {
    if (this.#cursor === null) return;
    const list = await this.ask({ limit, cursor: this.#cursor }, signal);
    this.comments.addPage(list);
    this.#cursor = list.nextCursor;
  }

  /** @param rounds - Most answers to ask for. */
  async #restOf(parent: string, signal: AbortSignal, rounds = 1_000): Promise<void> {
    const { cuts } = this.comments;
    for (let cut = cuts.get(parent); cut && rounds > 0; cut = cuts.get(parent), rounds--) {
      const list = await this.ask({ parent, cursor: cut.cursor, limit: MAX_PAGE_SIZE }, signal);
      const before = this.comments.size;
      this.comments.addPage(list);
      const replies = list.comments.filter(({ parentId }) => parentId === parent).length;
      const isStuck = list.nextCursor === cut.cursor || this.comments.size === before;
      if (list.nextCursor === null || isStuck) cuts.delete(parent);
      else cuts.set(parent, { cursor: list.nextCursor, count: Math.max(1, cut.count - replies) });
      this.touch(parent);
    }
  }

  /** Puts the draft from last time into a form, if there is one. @returns Whether there was. */
  takeDraft(composer: Composer): boolean {
    const draft = this.drafts.load(this.placeOf(composer));
    if (!draft) return false;
    composer.text = draft.text;
    composer.notify = draft.notify;
    composer.isSaved = true;
    composer.restored = { savedAt: draft.savedAt, isSent: draft.isSent === true };
    composer.startedAt = draft.savedAt;
    return true;
  }

  /** Saves what stands in a form as a draft. @returns The idempotency key of exactly this text. */
  save(composer: Composer): string {
    composer.isSaved = true;
    return this.drafts.save(this.placeOf(composer), composer.text, composer.notify).key;
  }

  clearDraft(composer: Composer): void {
    this.drafts.clear(this.placeOf(composer));
  }

  /** Where the draft of a form is kept. */
  placeOf({ purpose, target, anchor }: Composer) {
    const parentId = anchor ? `${PASSAGE}${JSON.stringify(anchor)}` : target;
    return { ...this.place, parentId: purpose === 'edit' ? `edit:${target}` : parentId };
  }

  /** The reader wrote a published comment, or took one away. */
  count(difference: number): void {
    if (this.thread) this.thread = { ...this.thread, count: Math.max(0, this.thread.count + difference) };
  }

  /** Says something beside a comment, until the next thing happens. */
  note(id: string, note: Note): void {
    this.notes.clear();
    this.notes.set(id, note);
    this.changed();
  }
}
