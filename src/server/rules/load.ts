const MINUTE_MS = 60_000;
/** How far back a household's posts count, in milliseconds: ten minutes. */
const HOUSEHOLD_MS = 10 * MINUTE_MS;
/** Posts of a household that are told apart. */
const MOST = 40;

/** How busy guests keep the server. */
export interface Load {
  /** Comments of this household in the last ten minutes, at most 40. */
  readonly householdPosts: number;
  /** Comments of all guests in the last minute. */
  readonly guestPosts: number;
}

/**
 * Counts guests' comments in this process, in bounded memory: at most `maxKeys` households, the one that was silent for
 * longest goes first.
 *
 * @param clock - Milliseconds.
 */
export class LoadMeter {
  readonly #clock: () => number;
  readonly #maxKeys: number;
  readonly #households = new Map<string, number[]>();
  /** Comments by the second in which they came. */
  readonly #seconds = new Map<number, number>();

  constructor(clock: () => number, maxKeys = 20_000) {
    this.#clock = clock;
    this.#maxKeys = maxKeys;
  }

  /** A guest's comment was stored. */
  note(household: string): void {
    const now = this.#clock();
    const times = [...(this.#households.get(household) ?? []), now].slice(-MOST);
    this.#households.delete(household);
    this.#households.set(household, times);
    if (this.#households.size > this.#maxKeys) this.#households.delete(this.#households.keys().next().value!);
    const second = Math.floor(now / 1000);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    for (const old of this.#seconds.keys()) if (old < second - 60 || old > second) this.#seconds.delete(old);
  }

  read(household: string): Load {
    const now = this.#clock();
    const recent = (this.#households.get(household) ?? []).filter((at) => at > now - HOUSEHOLD_MS && at <= now);
    let guestPosts = 0;
    for (const [second, count] of this.#seconds)
      if (second * 1000 > now - MINUTE_MS && second * 1000 <= now) guestPosts += count;
    return { householdPosts: recent.length, guestPosts };
  }
}
