import { inLanguage } from '../base/messages.ts';
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
  const { ago, today, date } = formattersFor(tag);
  if (age >= WEEK || !ago || !today) {
    return { text: date?.format(created) ?? new Date(created).toISOString().slice(0, 10), changesIn: undefined };
  }
  const [size, unit] =
    age < HOUR ? ([MINUTE, 'minute'] as const) : age < DAY ? ([HOUR, 'hour'] as const) : ([DAY, 'day'] as const);
  const count = Math.floor(age / size);
  return { text: count ? ago.format(-count, unit) : today.format(0, 'second'), changesIn: size - (age % size) };
}

interface Formatters {
  readonly tag: string;
  readonly ago: Intl.RelativeTimeFormat | undefined;
  /** The one that says `now`; it would also say `yesterday` for what was the day before. */
  readonly today: Intl.RelativeTimeFormat | undefined;
  readonly date: Intl.DateTimeFormat | undefined;
}

// A page of comments is drawn in one language: the last one is kept.
let last: Formatters | undefined;

function formattersFor(tag: string): Formatters {
  return (last =
    last?.tag === tag
      ? last
      : {
          tag,
          ago: inLanguage(tag, (known) => new Intl.RelativeTimeFormat(known)),
          today: inLanguage(tag, (known) => new Intl.RelativeTimeFormat(known, { numeric: 'auto' })),
          date: inLanguage(tag, (known) => new Intl.DateTimeFormat(known, { dateStyle: 'medium' })),
        });
}
