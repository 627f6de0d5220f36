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

const NAME = 'page-furniture:name';
const TOKENS = 'page-furniture:own-comments';
const VOTES = 'page-furniture:votes';
/** Most of each kind kept; the oldest go. */
const MAX_TOKENS = 50;
const MAX_VOTES = 300;

const Token = z.object({ scope: z.string(), id: z.string(), token: z.string(), until: z.number() });
const Vote = z.object({ scope: z.string(), id: z.string(), value: z.literal([1, -1]) });

/**
 * What this browser remembers of a reader: the tokens of own comments while they can be changed, own votes, and the
 * name if the reader asked for that. Bounded; never sent anywhere but to the backend it came from.
 */
export class ReaderMemory {
  readonly #options: ReaderMemoryOptions;
  #tokens: z.output<typeof Token>[] = [];
  #votes: z.output<typeof Vote>[] = [];
  #name: string | undefined;

  constructor(options: ReaderMemoryOptions) {
    this.#options = options;
    this.#refresh();
    const name = this.#store((store) => store.getItem(NAME));
    if (name) this.#name = name.slice(0, 200);
  }

  /** The name the reader asked to be remembered. */
  get name(): string | undefined {
    return this.#name;
  }

  /** Remembers a name, or forgets it. */
  keepName(name: string | undefined): void {
    this.#name = name;
    this.#store((store) => (name === undefined ? store.removeItem(NAME) : store.setItem(NAME, name)));
  }

  /** The token that may still change this comment. */
  tokenOf(id: string): string | undefined {
    const { scope, now } = this.#options;
    return this.#tokens.find((item) => item.id === id && item.scope === scope && item.until > now())?.token;
  }

  /** @param until - Milliseconds since the epoch. */
  keepToken(id: string, token: string, until: number): void {
    this.#refresh();
    const { scope, now } = this.#options;
    const others = this.#tokens.filter((item) => item.until > now() && !(item.id === id && item.scope === scope));
    this.#tokens = [...others, { scope, id, token, until }].slice(-MAX_TOKENS);
    this.#store((store) => store.setItem(TOKENS, JSON.stringify(this.#tokens)));
  }

  /** How the reader voted in this browser. */
  voteOn(id: string): 1 | -1 | undefined {
    return this.#votes.find((item) => item.id === id && item.scope === this.#options.scope)?.value;
  }

  keepVote(id: string, value: -1 | 0 | 1): void {
    this.#refresh();
    const { scope } = this.#options;
    const others = this.#votes.filter((item) => !(item.id === id && item.scope === scope));
    this.#votes = value === 0 ? others : [...others, { scope, id, value }].slice(-MAX_VOTES);
    this.#store((store) => store.setItem(VOTES, JSON.stringify(this.#votes)));
  }

  /** Another tab may have written meanwhile. */
  #refresh(): void {
    this.#tokens = this.#read(TOKENS, z.array(Token)) ?? this.#tokens;
    this.#votes = this.#read(VOTES, z.array(Vote)) ?? this.#votes;
  }

  #read<S extends z.ZodMiniType>(key: string, schema: S): z.output<S> | undefined {
    return this.#store((store) => {
      const text = store.getItem(key);
      const checked = text === null ? undefined : z.safeParse(schema, JSON.parse(text));
      return checked?.success ? checked.data : undefined;
    });
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
