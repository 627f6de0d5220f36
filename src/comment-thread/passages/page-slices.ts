/** How long one slice of work may take, in milliseconds, before its last step, which on a slow phone may take as long again. */
const SLICE_MS = 12;
/** How long work waits for a browser that always has something better to do, in milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Does work that can be interrupted between any two of its steps: in slices, while the browser has nothing better to do.
 *
 * @param steps - Goes on where it was when it is given again. One that yields `true` ends its slice: what it changed has to
 *   be drawn before more is changed.
 * @param isWanted - Asked before each slice; the work stops where it is when it says no.
 * @returns Whether it was done to the end.
 */
export async function inSlices(steps: Iterator<unknown>, isWanted: () => boolean): Promise<boolean> {
  for (;;) {
    await atLeisure();
    if (!isWanted()) return false;
    const end = performance.now() + SLICE_MS;
    let step: IteratorResult<unknown>;
    do {
      step = steps.next();
      if (step.done) return true;
    } while (step.value !== true && performance.now() < end);
    if (step.value === true) await frame();
  }
}

/** A page that nobody sees draws none. */
function frame(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => resolve());
  });
}

/** @see https://wicg.github.io/scheduling-apis/ */
interface Scheduler {
  postTask(act: () => void, options: { readonly priority: 'background' }): Promise<void>;
}

/** In a task of its own, when the browser has time; soon where it cannot say. */
export function atLeisure(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Partial<Scheduler> };
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    const act = () => {
      clearTimeout(timer);
      resolve();
    };
    // Callbacks for idle times share one task, and come every 50 ms while nothing moves.
    if (scheduler?.postTask) void scheduler.postTask(act, { priority: 'background' });
    else if ('requestIdleCallback' in globalThis) requestIdleCallback(act);
    else setTimeout(act, 0);
  });
}
