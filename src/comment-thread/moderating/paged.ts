import { Newest } from '../../base/newest.ts';
import type { FurnitureError } from '../../base/request.ts';
import { toFailure } from '../failure.ts';
import type { Session } from '../session.ts';

/** Most kept on show at once. */
const MAX_ITEMS = 1_000;

/** One page of it. */
export interface Part<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** A list that moderators read page by page; the last question wins. Knows no DOM. */
export abstract class Paged<Item extends { readonly id: string }> {
  items: readonly Item[] = [];
  work: 'list' | 'more' | undefined;
  /** Why the last loading failed, until one succeeds. */
  failure: FurnitureError | undefined;
  protected readonly session: Session;
  readonly #newest = new Newest();
  #cursor: string | null = null;

  constructor(session: Session) {
    this.session = session;
  }

  /** Asks for a page. */
  protected abstract ask(cursor: string | undefined, signal: AbortSignal): Promise<Part<Item>>;

  /** More has arrived. */
  protected arrived(_signal: AbortSignal): void {}

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** Begins anew; what was shown stays until the beginning is there. @returns Whether it arrived. */
  load(): Promise<boolean> {
    this.#cursor = null;
    return this.#load('list');
  }

  /** @returns Whether the next page arrived. */
  more(): Promise<boolean> {
    return this.#load('more');
  }

  async #load(work: 'list' | 'more'): Promise<boolean> {
    const signal = this.#newest.begin(this.session.life());
    this.work = work;
    this.failure = undefined;
    this.session.changed();
    try {
      const part = await this.ask(this.#cursor ?? undefined, signal);
      if (signal.aborted) return false;
      const before = work === 'more' ? this.items : [];
      const known = new Set(before.map(({ id }) => id));
      this.items = [...before, ...part.items.filter(({ id }) => !known.has(id))].slice(0, MAX_ITEMS);
      // A page with nothing new would be asked for again and again.
      this.#cursor = this.items.length > before.length ? part.nextCursor : null;
      this.arrived(signal);
    } catch (error) {
      if (!signal.aborted) this.failure = toFailure(error);
    }
    if (signal.aborted) return false;
    this.work = undefined;
    this.session.changed();
    return !this.failure;
  }
}
