import { intl } from '../base/messages.ts';
import { parseInstant } from '../contracts/dates.ts';

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
  const ago = age < WEEK ? intl('RelativeTimeFormat', tag) : undefined;
  if (!ago) {
    const date = intl('DateTimeFormat', tag, { dateStyle: 'medium' });
    return { text: date?.format(created) ?? new Date(created).toISOString().slice(0, 10), changesIn: undefined };
  }
  const [size, unit] =
    age < HOUR ? ([MINUTE, 'minute'] as const) : age < DAY ? ([HOUR, 'hour'] as const) : ([DAY, 'day'] as const);
  const count = Math.floor(age / size);
  return { text: count ? ago.format(-count, unit) : justNow(tag), changesIn: size - (age % size) };
}

/** The formatter that says `now` would also say `yesterday` for what was the day before. */
const justNow = (tag: string): string =>
  intl('RelativeTimeFormat', tag, { numeric: 'auto' })?.format(0, 'second') ?? '';
