import { watchSeen } from './page-seen.ts';

/** Longest pause after failures, in milliseconds: half an hour. */
const MAX_PAUSE_MS = 1_800_000;

export interface Looking {
  /** Between two looks, in milliseconds; `undefined` for only one. */
  readonly everyMs: number | undefined;
  /** Looks once. Answers how long to wait at least after a failure, 0 for as usual, or `true` when it went well. */
  readonly look: () => Promise<true | number>;
  readonly signal: AbortSignal;
}

/**
 * Looks now, and again every so often while the page is visible and `element` is near the window. Failures double the
 * pause; a pause that ended out of sight is made up for at once.
 *
 * @returns Looks at once, whatever was planned: for *Try again*.
 */
export function keepLooking(element: Element, { everyMs, look, signal }: Looking): () => void {
  let failures = 0;
  let dueAt = 0;
  let isLooking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = () => {
    clearTimeout(timer);
    if (!everyMs || signal.aborted || isLooking || !isSeen?.()) return;
    timer = setTimeout(() => void run(), Math.max(0, dueAt - performance.now()));
  };
  const run = async () => {
    if (isLooking || signal.aborted) return;
    isLooking = true;
    clearTimeout(timer);
    const result = await look();
    isLooking = false;
    failures = result === true ? 0 : failures + 1;
    // A little late, differently for everyone, so that readers of one article do not ask in step.
    const pause = (everyMs ?? 0) * 2 ** Math.min(failures, 10) * (1 + Math.random() / 10);
    dueAt = performance.now() + Math.min(Math.max(pause, result === true ? 0 : result), MAX_PAUSE_MS);
    plan();
  };
  const isSeen = everyMs ? watchSeen(element, signal, plan) : undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  void run();
  return () => void run();
}
