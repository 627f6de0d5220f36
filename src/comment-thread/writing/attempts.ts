import { FurnitureError } from '../../base/request.ts';

/** Pauses before the attempts after the first, in milliseconds: six seconds in all, and then the reader decides. */
const PAUSES_MS = [500, 1_500, 4_000] as const;
/** A longer wait that a server asks for is the reader's to decide on, in milliseconds. */
const LONGEST_PAUSE_MS = 5_000;
/** How long to wait where a server says "not so fast" and not until when, in milliseconds. */
const DEFAULT_WAIT_MS = 10_000;

/**
 * How long to wait before the same request is sent again by itself.
 *
 * Only what may pass in seconds is repeated: no connection, and servers that are restarting. What took its whole time
 * already, or could not be read, is asked once more. Nothing is repeated that the server refused.
 *
 * @param attempts - How many have failed so far, this one included.
 * @returns Milliseconds; `undefined` when the reader has to decide.
 */
export function pauseBeforeNext(failure: FurnitureError, attempts: number): number | undefined {
  const { kind, status = 0, retryAfterMs } = failure;
  const isSoon = retryAfterMs === undefined || retryAfterMs <= LONGEST_PAUSE_MS;
  const pause = PAUSES_MS[attempts - 1];
  if (pause === undefined || !isSoon) return undefined;
  if (kind === 'timeout' || kind === 'malformed') return attempts === 1 ? pause : undefined;
  if (kind === 'offline') return pause;
  // 409 with a time to wait: the first attempt is still being worked on.
  const isPassing = status === 408 || status >= 500 || (status === 409 && retryAfterMs !== undefined);
  return kind === 'refused' && isPassing ? Math.max(pause, retryAfterMs ?? 0) : undefined;
}

/**
 * How long the reader has to wait before trying again.
 *
 * @returns Milliseconds, 0 if not at all.
 */
export function waitOf({ status, retryAfterMs }: FurnitureError): number {
  return retryAfterMs ?? (status === 429 ? DEFAULT_WAIT_MS : 0);
}

/** Waits for so many milliseconds; rejects, or resolves early, when the signal fires. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** Sends something that is safe to send again, again, as long as that can help by itself. */
export async function persist<T>(act: () => Promise<T>, pause: Pause, signal: AbortSignal): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await act();
    } catch (error) {
      const ms = error instanceof FurnitureError ? pauseBeforeNext(error, attempts) : undefined;
      if (ms === undefined || signal.aborted) throw error;
      await pause(ms, signal);
      if (signal.aborted) throw new FurnitureError('aborted', 'comments: no longer wanted', { cause: error });
    }
  }
}
