import { attempt } from '../base/messages.ts';
import { parseInstant } from '../contracts/dates.ts';

/** How exactly a date is known. */
export type Precision = 'day' | 'month' | 'year';

/** A year or a month, which no instant can hold. */
const SHORT = /^[1-9]\d{3}(-(0[1-9]|1[0-2]))?$/;

/**
 * Whether this is a date that can be printed: `2015`, `2015-03`, `2015-03-14`, or a date-time with an offset; years
 * 1000 to 9999, checked against the calendar.
 *
 * @see EDTF (ISO 8601-2) level 0
 */
export function isDate(value: string): boolean {
  return SHORT.test(value) || parseInstant(value) !== undefined;
}

/** How exactly a date that passed {@link isDate} is known. A date-time is read as the calendar day it was written with. */
export function precisionOf(date: string): Precision {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}

/**
 * A date in words, exactly as precise as it is written, always in the Gregorian calendar.
 *
 * @returns The date as it is written where `Intl` refuses.
 */
export function formatDate(date: string, tag: string): string {
  const precision = precisionOf(date);
  const day = new Date(`${date.slice(0, 10)}${'-01-01'.slice(0, Math.max(0, 10 - date.length))}T00:00:00Z`);
  const options: Intl.DateTimeFormatOptions = {
    calendar: 'gregory',
    timeZone: 'UTC',
    year: 'numeric',
    ...(precision !== 'year' && { month: 'long' }),
    ...(precision === 'day' && { day: 'numeric' }),
  };
  return attempt(() => new Intl.DateTimeFormat(tag, options).format(day)) ?? date.slice(0, 10);
}

/** Which date is later, as far as both are known: negative when `a` is earlier, 0 when they may be the same. */
export function compareDates(a: string, b: string): number {
  const [first, second] = [parseInstant(a), parseInstant(b)];
  if (a.length > 10 && b.length > 10 && first !== undefined && second !== undefined) return first - second;
  const length = Math.min(a.length, b.length, 10);
  const [left, right] = [a.slice(0, length), b.slice(0, length)];
  return left < right ? -1 : left > right ? 1 : 0;
}
