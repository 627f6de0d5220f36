import type { watchView } from './page-dwell.ts';
import { pageMemory } from './page-memory.ts';

/** Not in the background, and not rendered ahead of its visit. */
export function isPageVisible(): boolean {
  return document.visibilityState === 'visible' && !(document as { prerendering?: boolean }).prerendering;
}

/** One banner's part in counting each campaign once per page view, however many banners it has on the page. */
export class ViewCount {
  readonly #banner: object;
  readonly #onView: (campaign: string, at: number) => void;
  #at: number | undefined;
  #watch: AbortController | undefined;

  /** @param onView - The campaign was seen at this time (milliseconds since the epoch). */
  constructor(banner: object, onView: (campaign: string, at: number) => void) {
    this.#banner = banner;
    this.#onView = onView;
  }

  /** When the campaign was seen in this page view. */
  countedAt(campaign: string): number | undefined {
    return this.#at ?? pageMemory().counted.get(campaign)?.at;
  }

  /**
   * Watches what is drawn until it was seen.
   *
   * @param watch - `watchView`, which is loaded once there is something to watch.
   * @param drawn - The appeal, while it is on show.
   */
  watch(
    watch: typeof watchView | undefined,
    drawn: Element | null | undefined,
    campaign: string,
    clock: () => number,
  ): void {
    if (!drawn || this.#at !== undefined) return this.stop();
    if (this.#watch || !watch) return;
    this.#watch = new AbortController();
    watch(drawn, () => this.#count(campaign, clock()), this.#watch.signal);
  }

  stop(): void {
    this.#watch?.abort();
    this.#watch = undefined;
  }

  /** A new page view, or another campaign. */
  forget(): void {
    this.stop();
    this.#at = undefined;
    this.leave();
  }

  /** Out of the page: another banner of the campaign may be the one that is seen. */
  leave(): void {
    this.stop();
    const { counted } = pageMemory();
    for (const [campaign, { banner }] of counted) if (banner === this.#banner) counted.delete(campaign);
  }

  #count(campaign: string, now: number): void {
    this.stop();
    const earlier = this.countedAt(campaign);
    this.#at = earlier ?? now;
    if (earlier !== undefined) return;
    pageMemory().counted.set(campaign, { at: now, banner: this.#banner });
    this.#onView(campaign, now);
  }
}
