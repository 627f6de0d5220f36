import * as z from 'zod/mini';

import { SCOPES, type Scope } from '../../contracts/notifications.ts';
import type { Store } from '../writing/reader-memory.ts';

const KEY = 'page-furniture:push';
/** Most kept; the oldest go. */
const MAX_FOLLOWED = 200;

const Entry = z.object({ scope: z.string(), endpoint: z.string(), about: z.literal(SCOPES) });
type Entry = z.output<typeof Entry>;

export interface FollowedOptions {
  /** May throw, or have nothing: then everything is remembered until the page is left. */
  readonly storage: () => Store | undefined;
  /** The backend and its thread. */
  readonly scope: string;
}

/** What this browser remembers of what it is told of: in which threads, and at which endpoint. Bounded; never sent. */
export class Followed {
  readonly #options: FollowedOptions;
  #entries: readonly Entry[] = [];

  constructor(options: FollowedOptions) {
    this.#options = options;
    this.#refresh();
  }

  /** Whether this browser is told of all that is new in the thread, or of replies in it. */
  has(about: Scope): boolean {
    return this.#own.some((entry) => entry.about === about);
  }

  /** Where the thread's news are sent to this browser; more than one where its subscription was replaced. */
  get endpoints(): readonly string[] {
    return [...new Set(this.#own.map(({ endpoint }) => endpoint))];
  }

  /** Whether this browser follows any other thread. */
  get hasOthers(): boolean {
    return this.#entries.length > this.#own.length;
  }

  keep(about: Scope, endpoint: string): void {
    this.#refresh();
    const { scope } = this.#options;
    const others = this.#entries.filter((entry) => !(entry.scope === scope && entry.about === about));
    this.#write([...others, { scope, endpoint, about }].slice(-MAX_FOLLOWED));
  }

  /** Forgets what was followed in this thread. */
  forget(): void {
    this.#refresh();
    this.#write(this.#entries.filter(({ scope }) => scope !== this.#options.scope));
  }

  get #own(): readonly Entry[] {
    return this.#entries.filter(({ scope }) => scope === this.#options.scope);
  }

  /** Another tab may have written meanwhile. */
  #refresh(): void {
    try {
      const text = this.#options.storage()?.getItem(KEY);
      if (typeof text === 'string') this.#entries = z.parse(z.array(Entry), JSON.parse(text));
    } catch {
      // What cannot be read is as good as nothing.
    }
  }

  #write(entries: readonly Entry[]): void {
    this.#entries = entries;
    try {
      const store = this.#options.storage();
      if (entries.length > 0) store?.setItem(KEY, JSON.stringify(entries));
      else store?.removeItem(KEY);
    } catch {
      // Remembered until the page is left.
    }
  }
}
