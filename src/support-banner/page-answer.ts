import type { Choice } from '../contracts/banner.ts';
import type { BannerOptions } from './options.ts';
import { campaignOf, clockOf, storageOf } from './page-facts.ts';
import { recall, remember } from './page-memory.ts';
import { DEFAULT_CLOSE_DAYS, formatDay, silenceUntil } from './silence.ts';
import { closedUntil, withClosed } from './visits.ts';
import type { Say } from './words.ts';

/** What a reader was promised. */
export interface Promised {
  readonly choice: Choice;
  /** End of the silence, in milliseconds since the epoch. */
  readonly until: number;
  /** Whether it could be stored beyond this page view. */
  readonly isKept: boolean;
}

/** What is remembered of one reader's answer, and how it was before. */
export class Answer {
  readonly #options: () => Partial<BannerOptions>;
  #closedBefore: number | undefined;
  #supporterBefore: number | undefined;
  #lastBefore: number | undefined;

  /** @param options - The banner's configuration in force. */
  constructor(options: () => Partial<BannerOptions>) {
    this.#options = options;
  }

  /** Closing counts at once, as *Not now*: a reader who goes on without an answer is not asked again either. */
  close(): void {
    const options = this.#options();
    const visits = recall(storageOf(options), clockOf(options));
    this.#closedBefore = closedUntil(visits, campaignOf(options));
    this.#supporterBefore = visits.supporterUntil;
    this.#lastBefore = visits.closedAt;
    this.choose('not-now');
  }

  choose(choice: Choice): Promised {
    const options = this.#options();
    const until = silenceUntil(choice, clockOf(options), options.closeFor ?? DEFAULT_CLOSE_DAYS);
    const now = clockOf(options);
    const isKept =
      choice === 'supporter'
        ? this.#write(this.#closedBefore, until, now)
        : this.#write(until, this.#supporterBefore, now);
    return { choice, until, isKept };
  }

  undo(): void {
    this.#write(this.#closedBefore, this.#supporterBefore, this.#lastBefore);
  }

  #write(closed: number | undefined, supporterUntil: number | undefined, closedAt: number | undefined): boolean {
    const options = this.#options();
    return remember(storageOf(options), clockOf(options), (visits) => ({
      ...withClosed(visits, campaignOf(options), closed, closedAt),
      supporterUntil,
    }));
  }
}

/**
 * The promise as a sentence.
 *
 * @param tag - BCP 47, for the date.
 */
export function sayPromise(
  { until, isKept }: Promised,
  options: Partial<BannerOptions>,
  say: Say,
  tag: string,
): string {
  if (!isKept) return say('hiddenHere');
  if (storageOf(options) === 'session') return say('hiddenInTab');
  return say('hiddenUntil', { date: formatDay(until, clockOf(options), tag) });
}
