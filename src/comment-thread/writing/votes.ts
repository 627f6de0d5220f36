import type { Comment } from '../../contracts/comments.ts';
import type { Collection } from '../collection.ts';
import type { ReaderMemory } from './reader-memory.ts';

type Value = -1 | 0 | 1;

export interface VotesOptions {
  readonly comments: Collection;
  readonly memory: ReaderMemory;
  readonly changed: (id: string) => void;
  /** Tells the backend how the reader's vote shall stand. @returns The counts with it. */
  readonly send: (id: string, value: Value) => Promise<Comment['votes']>;
}

/** The reader's votes: on show at once, one request at a time for each comment, taken back when not counted. */
export class Votes {
  readonly #options: VotesOptions;
  /** What the reader wants last, by comment, while a request is under way. */
  readonly #wanted = new Map<string, Value>();

  constructor(options: VotesOptions) {
    this.#options = options;
  }

  /**
   * Votes; the same side again takes the vote back.
   *
   * @returns The vote as it was counted; `undefined` when an earlier one is still under way and will send this, too.
   * @throws Whatever `send` throws, after the vote was taken back.
   */
  async cast(id: string, side: 1 | -1): Promise<Value | undefined> {
    const before = this.#options.comments.find(id)?.votes;
    if (!before) return undefined;
    const value = before.mine === side ? 0 : side;
    const isUnderWay = this.#wanted.has(id);
    this.#wanted.set(id, value);
    this.#show(id, counted(before, value));
    return isUnderWay ? undefined : this.#sendAll(id, before);
  }

  async #sendAll(id: string, before: Comment['votes']): Promise<Value> {
    let known = before;
    try {
      for (;;) {
        const value = this.#wanted.get(id)!;
        const { up, down } = await this.#options.send(id, value);
        known = { up, down, mine: value };
        this.#options.memory.keepVote(id, value);
        if (this.#wanted.get(id) === value) return value;
      }
    } finally {
      this.#wanted.delete(id);
      this.#show(id, known);
    }
  }

  #show(id: string, votes: Comment['votes']): void {
    const comment = this.#options.comments.find(id);
    if (comment) this.#options.comments.replace({ ...comment, votes });
    this.#options.changed(id);
  }
}

function counted({ up, down, mine = 0 }: Comment['votes'], value: Value): Comment['votes'] {
  const count = (total: number, side: Value) => Math.max(0, total - Number(mine === side) + Number(value === side));
  return { up: count(up, 1), down: count(down, -1), mine: value };
}
