import type { Connections } from '../store/connections.ts';

/** One thread or campaign that somebody follows. */
interface Channel {
  readonly followers: Set<() => void>;
  /** Answers since the last change, by question: a thousand readers of a thread cost one query. */
  readonly answers: Map<unknown, Promise<unknown>>;
}

/**
 * Who follows which thread or campaign in this process, by channel. Nothing is queued: a follower that is told asks the database, so one that
 * is slow skips what was in between.
 *
 * Other processes are listened to only while somebody follows.
 */
export class Hub {
  readonly #watch: Connections['watch'];
  readonly #onProblem: (message: string) => void;
  readonly #channels = new Map<string, Channel>();
  #unwatch: (() => void) | undefined;
  #size = 0;

  constructor(watch: Connections['watch'], onProblem: (message: string) => void) {
    this.#watch = watch;
    this.#onProblem = onProblem;
  }

  /** How many follow. */
  get size(): number {
    return this.#size;
  }

  /** Calls `onChange` whenever what the channel is of may have changed, until the function that it answers with is called. */
  follow(name: string, onChange: () => void): () => void {
    const channel = this.#channels.get(name) ?? { followers: new Set(), answers: new Map() };
    this.#channels.set(name, channel);
    channel.followers.add(onChange);
    this.#size++;
    this.#unwatch ??= this.#watch({
      onChange: (changed) => (changed === undefined ? this.tellAll() : this.tell(changed)),
      onProblem: this.#onProblem,
    });
    return () => this.#leave(name, channel, onChange);
  }

  /** Reads for followers that were told of a change: once for all that ask the same question. */
  ask<T>(name: string, question: unknown, read: () => Promise<T>): Promise<T> {
    const answers = this.#channels.get(name)?.answers;
    const known = answers?.get(question);
    if (known) return known as Promise<T>;
    const answer = read();
    answers?.set(question, answer);
    answer.catch(() => answers?.delete(question));
    return answer;
  }

  /** Says that something has changed. */
  tell(name: string): void {
    const channel = this.#channels.get(name);
    if (channel) wake(channel);
  }

  /** Says that anything may have changed. */
  tellAll(): void {
    for (const channel of this.#channels.values()) wake(channel);
  }

  /** Stops listening to other processes; who still follows hears of this one only. */
  close(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
  }

  #leave(name: string, channel: Channel, onChange: () => void): void {
    if (!channel.followers.delete(onChange)) return;
    this.#size--;
    if (channel.followers.size === 0) this.#channels.delete(name);
    if (this.#size === 0) this.close();
  }
}

function wake(channel: Channel): void {
  channel.answers.clear();
  for (const onChange of channel.followers) onChange();
}
