import * as z from 'zod/mini';

/** The part of `Storage` that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem'>;

export const VISITS = 'page-furniture:visits';
/** Threads remembered; the one not visited for longest goes first. */
const MAX_THREADS = 200;
/** Longest name of a thread that is remembered, in UTF-16 code units. */
const MAX_SCOPE = 500;

const Memory = z.object({ version: z.literal(1), threads: z.array(z.tuple([z.string(), z.number()])) });
type Threads = z.output<typeof Memory>['threads'];

/**
 * What this browser remembers of a reader's visits: for each thread, when the newest comment that was on show there was
 * written, by the server's clock. Bounded; never sent anywhere.
 */
export class Visits {
  readonly #storage: () => Store | undefined;
  readonly #scope: string;

  /** @param storage - May throw, or have nothing: then every visit is the first. */
  constructor(storage: () => Store | undefined, scope: string) {
    this.#storage = storage;
    this.#scope = scope.slice(0, MAX_SCOPE);
  }

  /** When the newest comment seen here was written, in milliseconds since the epoch; nothing at a first visit. */
  get last(): number | undefined {
    return this.#read().find(([scope]) => scope === this.#scope)?.[1];
  }

  /** The reader has seen comments up to this one; an earlier one changes nothing. */
  see(createdMs: number): void {
    const threads = this.#read();
    const known = threads.find(([scope]) => scope === this.#scope)?.[1] ?? 0;
    const others = threads.filter(([scope]) => scope !== this.#scope);
    const kept = [...others, [this.#scope, Math.max(known, createdMs)]].slice(-MAX_THREADS);
    try {
      this.#storage()?.setItem(VISITS, JSON.stringify({ version: 1, threads: kept }));
    } catch {
      // Storage that is full or forbidden: the next visit is a first one.
    }
  }

  #read(): Threads {
    try {
      const checked = z.safeParse(Memory, JSON.parse(this.#storage()?.getItem(VISITS) ?? 'null'));
      return checked.success ? checked.data.threads : [];
    } catch {
      return [];
    }
  }
}
