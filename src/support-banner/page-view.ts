import { Dwell } from './dwell.ts';
import { pageMemory } from './page-memory.ts';

/** A tall banner never shows half of itself on a small screen: steps fine enough to see it fill half the window. */
const STEPS = Array.from({ length: 41 }, (_, step) => step / 40);

/** Calls `onView` once, when `banner` was visible for one second on a page that somebody looks at. */
export function watchView(banner: Element, onView: () => void, signal: AbortSignal): void {
  // Without this part of the browser nothing is counted: no count is better than a wrong one.
  if (typeof IntersectionObserver !== 'function') return;
  const dwell = new Dwell((run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }, onView);
  const observer = new IntersectionObserver(
    (entries) => {
      const last = entries[entries.length - 1];
      if (!last) return;
      const windowHeight = last.rootBounds?.height ?? window.innerHeight;
      dwell.see(last.intersectionRatio, windowHeight > 0 ? last.intersectionRect.height / windowHeight : 0);
    },
    { threshold: STEPS },
  );
  const onVisibility = (): void => dwell.showPage(isPageVisible());
  onVisibility();
  observer.observe(banner);
  document.addEventListener('visibilitychange', onVisibility, { signal });
  document.addEventListener('prerenderingchange', onVisibility, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    dwell.stop();
  });
}

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
   * @param drawn - The appeal, while it is on show.
   */
  watch(drawn: Element | null | undefined, campaign: string, clock: () => number): void {
    if (!drawn || this.#at !== undefined) return this.stop();
    if (this.#watch) return;
    this.#watch = new AbortController();
    watchView(drawn, () => this.#count(campaign, clock()), this.#watch.signal);
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
