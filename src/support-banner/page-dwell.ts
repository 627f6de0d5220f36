import { Dwell } from './dwell.ts';
import { isPageVisible } from './page-view.ts';

/** A tall banner never shows half of itself on a small screen: steps fine enough to see it fill half the window. */
const STEPS = [...new Array(41).keys()].map((step) => step / 40);

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
