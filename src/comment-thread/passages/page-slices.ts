/**
 * How long one slice of work may take, in milliseconds, before its last step, which on a slow phone may take as long again.
 * Browsers that have nothing else to do give one slice every 50 ms.
 */
const SLICE_MS = 12;

/**
 * Does work that can be interrupted between any two of its steps: in slices, while the browser has nothing better to do.
 *
 * @param steps - Goes on where it was when it is given again.
 * @param isWanted - Asked before each slice; the work stops where it is when it says no.
 * @returns Whether it was done to the end.
 */
export async function inSlices(steps: Iterator<unknown>, isWanted: () => boolean): Promise<boolean> {
  for (;;) {
    await atLeisure();
    if (!isWanted()) return false;
    const end = performance.now() + SLICE_MS;
    do if (steps.next().done) return true;
    while (performance.now() < end);
  }
}

/** When the browser has time; soon where it cannot say. */
export function atLeisure(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 0);
  });
}
