import type { ThreadChanges } from '../../contracts/comments.ts';
import type { Connections } from '../store/connections.ts';

/** Reads what changed in a thread after a version (`undefined`: starts at the present). */
export type ReadChanges = (threadKey: string, after: number | undefined) => Promise<ThreadChanges>;

/** One thread that somebody follows. */
interface Channel {
  readonly followers: Set<() => void>;
  /** Answers since the last change, by version: a thousand readers of a thread cost one query. */
  readonly answers: Map<number | undefined, Promise<ThreadChanges>>;
}

/**
 * Who follows which thread in this process. Nothing is queued: a follower that is told asks the database, so one that
 * is slow skips what was in between.
 *
 * Other processes are listened to only while somebody follows.
 */
export class Hub {
  readonly #read: ReadChanges;
  readonly #watch: Connections['watch'];
  readonly #onProblem: (message: string) => void;
  readonly #channels = new Map<string, Channel>();
  #unwatch: (() => void) | undefined;
  #size = 0;

  constructor(read: ReadChanges, watch: Connections['watch'], onProblem: (message: string) => void) {
    this.#read = read;
    this.#watch = watch;
    this.#onProblem = onProblem;
  }

  /** How many follow. */
  get size(): number {
    return this.#size;
  }

  /** Calls `onChange` whenever a thread may have changed, until the function that it answers with is called. */
  follow(threadKey: string, onChange: () => void): () => void {
    const channel = this.#channels.get(threadKey) ?? { followers: new Set(), answers: new Map() };
    this.#channels.set(threadKey, channel);
    channel.followers.add(onChange);
    this.#size++;
    this.#unwatch ??= this.#watch({
      onChange: (key) => (key === undefined ? this.tellAll() : this.tell(key)),
      onProblem: this.#onProblem,
    });
    return () => this.#leave(threadKey, channel, onChange);
  }

  /** What changed since a version, for a follower that was told so. */
  changes(threadKey: string, after: number | undefined): Promise<ThreadChanges> {
    const answers = this.#channels.get(threadKey)?.answers;
    const known = answers?.get(after);
    if (known) return known;
    const answer = this.#read(threadKey, after);
    answers?.set(after, answer);
    answer.catch(() => answers?.delete(after));
    return answer;
  }

  /** Says that a thread has changed. */
  tell(threadKey: string): void {
    const channel = this.#channels.get(threadKey);
    if (channel) wake(channel);
  }

  /** Says that any thread may have changed. */
  tellAll(): void {
    for (const channel of this.#channels.values()) wake(channel);
  }

  /** Stops listening to other processes; who still follows hears of this one only. */
  close(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
  }

  #leave(threadKey: string, channel: Channel, onChange: () => void): void {
    if (!channel.followers.delete(onChange)) return;
    this.#size--;
    if (channel.followers.size === 0) this.#channels.delete(threadKey);
    if (this.#size === 0) this.close();
  }
}

function wake(channel: Channel): void {
  channel.answers.clear();
  for (const onChange of channel.followers) onChange();
}
