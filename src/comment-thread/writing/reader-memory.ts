import * as z from 'zod/mini';

/** The part of `Storage` that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface ReaderMemoryOptions {
  /** May throw, or have nothing: then everything is remembered until the page is left. */
  readonly storage: () => Store | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What ids belong to: the backend and its thread. */
  readonly scope: string;
}

/** How a reader wants to be filled in next time. */
export interface Reader {
  readonly name: string;
  readonly email: string;
}

const READER = 'page-furniture:reader';
/** Where the name alone was kept before. */
const OLD_NAME = 'page-furniture:name';
const OWN = 'page-furniture:own-comments';
const VOTES = 'page-furniture:votes';
const REPORTS = 'page-furniture:reports';
/** Most of each kind kept; the oldest go. */
const MAX_OWN = 100;
const MAX_VOTES = 300;
const MAX_REPORTS = 100;

const Kept = z.object({ name: z.string().check(z.maxLength(200)), email: z.string().check(z.maxLength(320)) });
/** `token` is a guest's, and gone when its time is over; `by` is the signed-in reader's subject. */
const Own = z.object({
  scope: z.string(),
  id: z.string(),
  token: z.optional(z.string()),
  by: z.optional(z.string()),
  until: z.number(),
});
const Vote = z.object({ scope: z.string(), id: z.string(), value: z.literal([1, -1]) });
const Reported = z.object({ scope: z.string(), id: z.string() });
type Own = z.output<typeof Own>;

/**
 * What this browser remembers of a reader: which comments are their own, with the token to change them while that is
 * possible, own votes and reports, and name and email if the reader asked for that. Bounded; never sent anywhere but to
 * the backend it came from.
 */
export class ReaderMemory {
  readonly #options: ReaderMemoryOptions;
  #own: Own[] = [];
  #votes: z.output<typeof Vote>[] = [];
  #reports: z.output<typeof Reported>[] = [];
  #reader: Reader | undefined;

  constructor(options: ReaderMemoryOptions) {
    this.#options = options;
    this.#refresh();
    const name = this.#store((store) => store.getItem(OLD_NAME));
    this.#reader = this.#read(READER, Kept) ?? (name ? { name: name.slice(0, 200), email: '' } : undefined);
  }

  /** Name and email, if the reader asked for them to be remembered. */
  get reader(): Reader | undefined {
    return this.#reader;
  }

  /** Remembers who the reader is, or forgets it. */
  keepReader(reader: Reader | undefined): void {
    this.#reader = reader;
    this.#store((store) => store.removeItem(OLD_NAME));
    this.#store((store) => (reader ? store.setItem(READER, JSON.stringify(reader)) : store.removeItem(READER)));
  }

  /** The token that may still change this comment. */
  tokenOf(id: string): string | undefined {
    const own = this.#find(id);
    return own && own.until > this.#options.now() ? own.token : undefined;
  }

  /** Until when an own comment can be changed, in milliseconds since the epoch; 0 for one that is not the reader's. */
  untilOf(id: string, subject: string | undefined): number {
    const own = this.#find(id);
    const isTheirs = own?.token !== undefined || (own?.by !== undefined && own.by === subject);
    return own && isTheirs ? own.until : 0;
  }

  /** Whether the comment was written in this browser, by whoever is the reader now. */
  isMine(id: string, subject: string | undefined): boolean {
    const own = this.#find(id);
    return !!own && (own.by === undefined || own.by === subject);
  }

  /**
   * Remembers an own comment.
   *
   * @param proof - The token to change it with, or the subject of who is signed in.
   * @param until - Milliseconds since the epoch.
   */
  keepOwn(id: string, proof: Pick<Own, 'token' | 'by'>, until: number): void {
    this.#refresh();
    const { scope, now } = this.#options;
    const others = this.#own
      .filter((item) => !(item.id === id && item.scope === scope))
      .map((item) => (item.until > now() ? item : { ...item, token: undefined }));
    this.#own = [...others, { ...proof, scope, id, until }].slice(-MAX_OWN);
    this.#write(OWN, this.#own);
  }

  /** How the reader voted in this browser. */
  voteOn(id: string): 1 | -1 | undefined {
    return this.#votes.find(this.#isAbout(id))?.value;
  }

  keepVote(id: string, value: -1 | 0 | 1): void {
    this.#refresh();
    const isAbout = this.#isAbout(id);
    const others = this.#votes.filter((item) => !isAbout(item));
    const { scope } = this.#options;
    this.#votes = value === 0 ? others : [...others, { scope, id, value }].slice(-MAX_VOTES);
    this.#write(VOTES, this.#votes);
  }

  /** Whether the reader reported the comment in this browser. */
  hasReported(id: string): boolean {
    return this.#reports.some(this.#isAbout(id));
  }

  keepReport(id: string): void {
    this.#refresh();
    this.#reports = [...this.#reports, { scope: this.#options.scope, id }].slice(-MAX_REPORTS);
    this.#write(REPORTS, this.#reports);
  }

  #find(id: string): Own | undefined {
    return this.#own.find(this.#isAbout(id));
  }

  #isAbout(id: string) {
    return (item: { readonly id: string; readonly scope: string }) =>
      item.id === id && item.scope === this.#options.scope;
  }

  /** Another tab may have written meanwhile. */
  #refresh(): void {
    this.#own = this.#read(OWN, z.array(Own)) ?? this.#own;
    this.#votes = this.#read(VOTES, z.array(Vote)) ?? this.#votes;
    this.#reports = this.#read(REPORTS, z.array(Reported)) ?? this.#reports;
  }

  #read<S extends z.ZodMiniType>(key: string, schema: S): z.output<S> | undefined {
    return this.#store((store) => {
      const text = store.getItem(key);
      const checked = text === null ? undefined : z.safeParse(schema, JSON.parse(text));
      return checked?.success ? checked.data : undefined;
    });
  }

  #write(key: string, items: readonly unknown[]): void {
    this.#store((store) => store.setItem(key, JSON.stringify(items)));
  }

  #store<T>(act: (store: Store) => T): T | undefined {
    try {
      const store = this.#options.storage();
      return store && act(store);
    } catch {
      return undefined;
    }
  }
}
