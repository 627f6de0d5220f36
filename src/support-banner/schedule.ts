import { parseInstant } from '../contracts/dates.ts';

export const DAY_MS = 86_400_000;
/** Days for which a reader who said *I already support* is not asked again, by any campaign. */
export const SUPPORTER_DAYS = 365;

/** When a campaign runs, in milliseconds since the epoch: from `startsAt`, up to and without `endsAt`. */
export interface Schedule {
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
}

/**
 * Reads the two ends of a campaign. A date without a time is that whole day in UTC, so a campaign that `ends` on 1
 * December still runs on it.
 *
 * @param starts - ISO 8601; anything else is no limit. Likewise `ends`.
 */
export function parseSchedule(starts: string | undefined, ends: string | undefined): Schedule {
  const endsAt = ends === undefined ? undefined : parseInstant(ends);
  const isWholeDay = ends !== undefined && !ends.includes('T');
  return {
    startsAt: starts === undefined ? undefined : parseInstant(starts),
    endsAt: endsAt !== undefined && isWholeDay ? endsAt + DAY_MS : endsAt,
  };
}

/**
 * Reads until when somebody counts as a supporter.
 *
 * @param until - A date, ISO 8601, or milliseconds since the epoch; at most ten years from now.
 * @returns Milliseconds since the epoch; in {@link SUPPORTER_DAYS} for what cannot be read.
 */
export function supporterUntil(until: unknown, now: number): number {
  const time = until instanceof Date ? until.getTime() : typeof until === 'string' ? parseInstant(until) : until;
  const isUsable = typeof time === 'number' && !Number.isNaN(time);
  return isUsable ? Math.min(time, now + 3_650 * DAY_MS) : now + SUPPORTER_DAYS * DAY_MS;
}
