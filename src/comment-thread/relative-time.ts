import { AMERICAN, intl } from '../base/messages.ts';
import { parseInstant } from '../contracts/dates.ts';
import { americanAgo, americanDate, americanMoment } from './american.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Beyond a week the date says more. */
const WEEK = 7 * DAY;

export interface RelativeTime {
  /** `now`, `5 minutes ago`, `3 days ago`, then the date; empty if `createdAt` is no date. */
  readonly text: string;
  /** Milliseconds until the text changes; `undefined` if it never does. */
  readonly changesIn: number | undefined;
}

/**
 * How long ago something was, in the reader's language.
 *
 * @param createdAt - ISO 8601.
 * @param now - Milliseconds since the epoch, by the server's clock if it is known. A time to come counts as now.
 * @param tag - BCP 47. Where `Intl` is missing or refuses the tag, English, and at last the bare ISO date.
 */
export function relativeTime(createdAt: string, now: number, tag: string): RelativeTime {
  const created = parseInstant(createdAt);
  if (created === undefined) return { text: '', changesIn: undefined };
  const age = Math.max(0, now - created);
  if (age >= WEEK) return { text: writeDate(created, tag), changesIn: undefined };
  const [size, unit] =
    age < HOUR ? ([MINUTE, 'minute'] as const) : age < DAY ? ([HOUR, 'hour'] as const) : ([DAY, 'day'] as const);
  const text = writeAgo(Math.floor(age / size), unit, tag);
  return text === undefined
    ? { text: writeDate(created, tag), changesIn: undefined }
    : { text, changesIn: size - (age % size) };
}

/** Nothing where `Intl` is missing. */
function writeAgo(count: number, unit: 'minute' | 'hour' | 'day', tag: string): string | undefined {
  if (AMERICAN.test(tag)) return count ? americanAgo(count, unit) : 'now';
  if (count) return intl('RelativeTimeFormat', tag)?.format(-count, unit);
  // The formatter that says `now` would also say `yesterday` for what was the day before.
  return intl('RelativeTimeFormat', tag, { numeric: 'auto' })?.format(0, 'second');
}

/** A day without the time of day, the bare ISO date where `Intl` is missing. @param time - Milliseconds since the epoch. */
export function writeDate(time: number, tag: string): string {
  if (AMERICAN.test(tag)) return americanDate(new Date(time));
  return (
    intl('DateTimeFormat', tag, { dateStyle: 'medium' })?.format(time) ?? new Date(time).toISOString().slice(0, 10)
  );
}

/** Day and time of day; `instant` itself if it is no time. */
export function writeMoment(instant: string, tag: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  if (AMERICAN.test(tag)) return americanMoment(date);
  return intl('DateTimeFormat', tag, { dateStyle: 'long', timeStyle: 'short' })?.format(date) ?? instant;
}
