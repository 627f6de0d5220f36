import { attempt } from '../base/messages.ts';
import type { Choice } from '../contracts/banner.ts';
import { DAY_MS, SUPPORTER_DAYS } from './schedule.ts';

/** Days of silence after closing, unless the publisher sets others. */
export const DEFAULT_CLOSE_DAYS = 14;

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
