/** How many frames a comment is held in view while what stands above it finds its height. */
const SETTLING_FRAMES = 30;

/** Brings a comment into view and keeps it there until the page is at rest or the reader moves. */
export function bringIntoView(target: HTMLElement, signal: AbortSignal): void {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
    addEventListener(type, stop, { passive: true, signal: controller.signal });
  }
  signal.addEventListener('abort', stop, { signal: controller.signal });
  let frames = 0;
  let top = NaN;
  const hold = () => {
    if (controller.signal.aborted || !target.isConnected) return;
    const now = target.getBoundingClientRect().top;
    if (now !== top) target.scrollIntoView({ block: 'center' });
    top = target.getBoundingClientRect().top;
    if (++frames < SETTLING_FRAMES) requestAnimationFrame(hold);
    else stop();
  };
  hold();
}
