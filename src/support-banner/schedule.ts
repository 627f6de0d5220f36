import { attempt } from '../base/messages.ts';
import type { Choice } from '../contracts/banner.ts';
import { parseInstant } from '../contracts/dates.ts';

export const DAY_MS = 86_400_000;
/** Days of silence after closing, unless the publisher sets others. */
export const DEFAULT_CLOSE_DAYS = 14;
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
 * Until when a reader's answer silences the banner.
 *
 * @param now - Milliseconds since the epoch; so is the result.
 * @param closeDays - Days after *Not now*.
 */
export function silenceUntil(choice: Choice, now: number, closeDays: number): number {
  if (choice === 'next-month') return nextMonth(now);
  return now + (choice === 'supporter' ? SUPPORTER_DAYS : closeDays) * DAY_MS;
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

/** The same day and time of the next month (UTC), or its last day where it is shorter. */
function nextMonth(now: number): number {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 1);
  // 31 January has become 3 March: day 0 is the last one of the month before.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

/**
 * The day of a promise, as the reader's language writes it; with the year when it is another than this one.
 *
 * @param time - Milliseconds since the epoch, like `now`.
 */
export function formatDay(time: number, now: number, tag: string): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
  if (!isThisYear) options.year = 'numeric';
  const day = attempt(() => new Intl.DateTimeFormat(tag, options).format(time));
  return day ?? attempt(() => new Intl.DateTimeFormat('en', options).format(time)) ?? isoDay(time);
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
