import { atRest } from '../base/at-rest.ts';
import type { PageWays } from './page-structured-data.ts';
import type { NameOf } from './structured-data.ts';
import type { Offer } from './offer.ts';
import type { DonationConfig } from './settings.ts';

/** What is to be described. */
export interface Describable {
  readonly config: Partial<DonationConfig>;
  readonly offer: Offer;
  /** BCP 47. */
  readonly tag: string;
  readonly nameOf: NameOf;
}

/** Has the ways to give described for search engines when the page is at rest, by code that is loaded then. */
export class Description {
  #told: Describable | undefined;
  #signal: AbortSignal | undefined;
  #ways: PageWays | undefined;

  /** To be called with every drawing, as long as `signal` lives. Costs a glance where nothing changed. */
  follow(page: Document, signal: AbortSignal, news: Describable): void {
    if (signal.aborted || (signal === this.#signal && this.#told && isSame(news, this.#told))) return;
    this.#told = news;
    if (signal !== this.#signal) this.#ways = undefined;
    this.#signal = signal;
    if (news.config.structuredData === 'none' && !this.#ways) return;
    atRest(() => void this.#write(page, signal, news));
  }

  async #write(page: Document, signal: AbortSignal, news: Describable): Promise<void> {
    // Search engines do without where it cannot be loaded.
    const loaded = await import('./page-structured-data.ts').catch(() => undefined);
    if (!loaded || signal.aborted || this.#told !== news) return;
    this.#ways ??= new loaded.PageWays(page, signal);
    this.#ways.write(news);
  }
}

/** What a drawing of the same things leaves as it is: offer and names follow from the rest. */
function isSame(one: Describable, other: Describable): boolean {
  return one.config === other.config && one.tag === other.tag;
}
