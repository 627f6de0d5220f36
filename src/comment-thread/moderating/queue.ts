import { QUEUE_STATES, type QueueState } from '../../contracts/moderation.ts';
import type { Comment } from '../../contracts/comments.ts';
import { Newest } from '../../base/newest.ts';
import type { FurnitureError } from '../../base/request.ts';
import { readList } from '../check.ts';
import { toFailure, type Session } from '../session.ts';
import type { Bearer } from './bearer.ts';
import { readQueue, type Queued } from './check-moderation.ts';

/** Waiting comments a page. */
const PAGE = 20;
/** Most kept on show at once. */
const MAX_ITEMS = 1_000;

/** The comments of one thread that a moderator has to look at, oldest first, page by page. Knows no DOM. */
export class Queue {
  state: QueueState = 'held';
  items: readonly Queued[] = [];
  /** How many there are of each in this thread; unknown until the server said so. */
  counts: Readonly<Partial<Record<QueueState, number>>> = {};
  work: 'list' | 'more' | undefined;
  /** Why the last loading failed, until one succeeds. */
  failure: FurnitureError | undefined;
  /** Ids that are chosen for the next act on several. */
  readonly selected = new Set<string>();
  /** What waiting replies answer, as far as it could be found. */
  readonly parents = new Map<string, Comment>();

  readonly #session: Session;
  readonly #bearer: Bearer;
  readonly #newest = new Newest();
  #cursor: string | null = null;

  constructor(session: Session, bearer: Bearer) {
    this.#session = session;
    this.#bearer = bearer;
  }

  /** How many are held. */
  get waiting(): number | undefined {
    return this.counts.held;
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Shows the beginning of one part. What was shown of the same part stays until then. @returns Whether it arrived. */
  open(state: QueueState): Promise<boolean> {
    if (state !== this.state) {
      this.items = [];
      this.selected.clear();
    }
    this.state = state;
    this.#cursor = null;
    return this.#load('list');
  }

  /** @returns Whether it arrived. */
  more(): Promise<boolean> {
    return this.#load('more');
  }

  /** Asks how many there are, silently: without an answer the old numbers stay. */
  async count(): Promise<void> {
    const signal = this.#session.life();
    try {
      const { counts } = readQueue(await this.#ask('held', 1, undefined, signal));
      if (signal.aborted || QUEUE_STATES.every((state) => counts[state] === this.counts[state])) return;
      this.counts = counts;
      this.#session.changed();
    } catch {
      // Asked again in a minute, or with the next look at the queue, which says what is wrong.
    }
  }

  /** One fewer of these, or one more. */
  counted(state: QueueState, difference: number): void {
    const known = this.counts[state];
    if (known !== undefined) this.counts = { ...this.counts, [state]: Math.max(0, known + difference) };
  }

  find(id: string): Queued | undefined {
    return this.items.find((item) => item.id === id);
  }

  /** Takes a comment out. @returns How to put it back where it was. */
  take(id: string): () => void {
    const index = this.items.findIndex((item) => item.id === id);
    const item = this.items[index];
    if (!item) return () => {};
    const wasSelected = this.selected.delete(id);
    this.items = this.items.filter((other) => other !== item);
    return () => {
      if (this.find(id)) return;
      this.items = [...this.items.slice(0, index), item, ...this.items.slice(index)];
      if (wasSelected) this.selected.add(id);
    };
  }

  select(id: string, isSelected: boolean): void {
    if (isSelected) this.selected.add(id);
    else this.selected.delete(id);
    this.#session.changed();
  }

  selectAll(isSelected: boolean): void {
    this.selected.clear();
    if (isSelected) for (const { id } of this.items) this.selected.add(id);
    this.#session.changed();
  }

  async #load(work: 'list' | 'more'): Promise<boolean> {
    const signal = this.#newest.begin(this.#session.life());
    this.work = work;
    this.failure = undefined;
    this.#session.changed();
    try {
      const page = readQueue(await this.#ask(this.state, PAGE, this.#cursor ?? undefined, signal));
      if (signal.aborted) return false;
      const before = work === 'more' ? this.items : [];
      const known = new Set(before.map(({ id }) => id));
      this.items = [...before, ...page.comments.filter(({ id }) => !known.has(id))].slice(0, MAX_ITEMS);
      for (const id of this.selected) if (!this.find(id)) this.selected.delete(id);
      this.counts = page.counts;
      // A page with nothing new would be asked for again and again.
      this.#cursor = this.items.length > before.length ? page.nextCursor : null;
      void this.#findParents(signal);
    } catch (error) {
      if (!signal.aborted) this.failure = toFailure(error);
    }
    if (signal.aborted) return false;
    this.work = undefined;
    this.#session.changed();
    return !this.failure;
  }

  #ask(state: QueueState, limit: number, cursor: string | undefined, signal: AbortSignal): Promise<unknown> {
    return this.#bearer.send((token) => this.#session.backend.queue!({ state, limit, cursor }, token, signal));
  }

  /** What a reply answers is quoted with it; where it is not on hand it is fetched, one after the other. */
  async #findParents(signal: AbortSignal): Promise<void> {
    for (const { parentId } of this.items) {
      if (parentId === null || this.parents.has(parentId)) continue;
      const parent = this.#session.comments.find(parentId) ?? (await this.#look(parentId, signal));
      if (signal.aborted) return;
      if (!parent) continue;
      this.parents.set(parentId, parent);
      this.#session.changed();
    }
  }

  async #look(id: string, signal: AbortSignal): Promise<Comment | undefined> {
    try {
      const list = readList(await this.#session.backend.list({ sort: 'oldest', limit: 1, around: id }, signal));
      return list.comments.find((comment) => comment.id === id);
    } catch {
      return undefined;
    }
  }
}
