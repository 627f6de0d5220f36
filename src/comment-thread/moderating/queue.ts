import { QUEUE_STATES, type QueueState } from '../../contracts/moderation.ts';
import type { Comment } from '../../contracts/comments.ts';
import { lookUp } from '../look-up.ts';
import type { Session } from '../session.ts';
import type { Bearer } from './bearer.ts';
import { readQueue, type Queued } from './check-moderation.ts';
import { Paged, type Part } from './paged.ts';

/** Waiting comments a page. */
const PAGE = 20;

/** The comments of one thread that a moderator has to look at, oldest first, page by page. Knows no DOM. */
export class Queue extends Paged<Queued> {
  state: QueueState = 'held';
  /** How many there are of each in this thread; unknown until the server said so. */
  counts: Readonly<Partial<Record<QueueState, number>>> = {};
  /** Ids that are chosen for the next act on several. */
  readonly selected = new Set<string>();
  /** What waiting replies answer, as far as it could be found. */
  readonly parents = new Map<string, Comment>();

  readonly #bearer: Bearer;

  constructor(session: Session, bearer: Bearer) {
    super(session);
    this.#bearer = bearer;
  }

  /** How many are held. */
  get waiting(): number | undefined {
    return this.counts.held;
  }

  /** Shows the beginning of one part. What was shown of the same part stays until then. @returns Whether it arrived. */
  open(state: QueueState): Promise<boolean> {
    if (state !== this.state) {
      this.items = [];
      this.selected.clear();
    }
    this.state = state;
    return this.load();
  }

  /** Asks how many there are, silently: without an answer the old numbers stay. */
  async count(): Promise<void> {
    const signal = this.session.life();
    try {
      const { counts } = readQueue(await this.#send('held', 1, undefined, signal));
      if (signal.aborted || QUEUE_STATES.every((state) => counts[state] === this.counts[state])) return;
      this.counts = counts;
      this.session.changed();
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
    this.session.changed();
  }

  selectAll(isSelected: boolean): void {
    this.selected.clear();
    if (isSelected) for (const { id } of this.items) this.selected.add(id);
    this.session.changed();
  }

  protected async ask(cursor: string | undefined, signal: AbortSignal): Promise<Part<Queued>> {
    const { comments, nextCursor, counts } = readQueue(await this.#send(this.state, PAGE, cursor, signal));
    if (!signal.aborted) this.counts = counts;
    return { items: comments, nextCursor };
  }

  protected override arrived(signal: AbortSignal): void {
    for (const id of this.selected) if (!this.find(id)) this.selected.delete(id);
    void this.#findParents(signal);
  }

  #send(state: QueueState, limit: number, cursor: string | undefined, signal: AbortSignal): Promise<unknown> {
    return this.#bearer.send((token) => this.session.backend.queue!({ state, limit, cursor }, token, signal));
  }

  /** What a reply answers is quoted with it; where it is not on hand it is fetched, one after the other. */
  async #findParents(signal: AbortSignal): Promise<void> {
    for (const { parentId } of this.items) {
      if (parentId === null || this.parents.has(parentId)) continue;
      const parent = this.session.comments.find(parentId) ?? (await lookUp(this.session.backend, parentId, signal));
      if (signal.aborted) return;
      if (!parent) continue;
      this.parents.set(parentId, parent);
      this.session.changed();
    }
  }
}
