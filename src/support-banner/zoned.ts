/**
 * Times of day and days of the week as a zone's clocks show them, by `Intl` alone: it knows when they are set.
 *
 * Times are milliseconds since the epoch. A zone is an IANA name; `undefined` is the reader's own, and one that is not
 * known, or that `Intl` refuses, counts as UTC. Nothing in here throws.
 *
 * @see https://www.iana.org/time-zones
 */
import { attempt, intl } from '../base/messages.ts';
import { DAY_MS } from './schedule.ts';

export type TimeZone = string | undefined;

/** What clock and calendar show. `month` is 1 to 12, `weekday` 0 (Sunday) to 6. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

/** A time of each day: minutes since midnight, `from` 0 to 1,439, up to and without `to`. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MINUTES = 1_440;
/** In the order in which `Date` counts them. */
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** `+02:00` is left out: not every browser knows such zones, and they have no summer. */
const ZONE_NAME = /^[a-z][\w+-]*(\/[\w+-]+)*$/i;
const MAX_ZONE_LENGTH = 64;
const HOURS = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/;

/** Whether this browser knows a zone of this name. */
export function isTimeZone(name: string): boolean {
  return name.length <= MAX_ZONE_LENGTH && ZONE_NAME.test(name) && attempt(() => formatter(name)) !== undefined;
}

/** What the clocks of a zone show at an instant. */
export function wallTime(instant: number, timeZone: TimeZone): WallTime {
  const shown = new Date(instant + offsetAt(instant, timeZone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    weekday: shown.getUTCDay(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  };
}

/**
 * The first instant at which the clocks of a zone show a time: of a time that comes twice, because clocks are set back,
 * the first; of one that is left out, because they are set forward, the instant at which they are set. (Temporal and
 * iCalendar take a left-out 2:30 for 3:30; here it is what ends at 2:30, and that is over at 3:00.)
 *
 * @param wall - Days and hours beyond their range carry over, so that `day: 32` is a day of the next month.
 */
export function instantOf(wall: Omit<WallTime, 'weekday'>, timeZone: TimeZone): number {
  return instantsOf(asUtc(wall), timeZone)[0];
}

/** Reads `22:00-07:00`. An end of `24:00` is midnight; a whole day is no time of day, and `undefined` like all else. */
export function parseHours(value: string): Hours | undefined {
  const match = HOURS.exec(value);
  if (!match) return undefined;
  const [fromHour, fromMinute, toHour, toMinute] = match.slice(1).map(Number) as [number, number, number, number];
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  if (fromMinute > 59 || toMinute > 59 || from >= DAY_MINUTES || to > DAY_MINUTES) return undefined;
  return from === 0 && to === DAY_MINUTES ? undefined : { from, to: to % DAY_MINUTES };
}

/**
 * When the quiet hours end that it is in, or `undefined` when it is in none. What the clocks show decides: where they are
 * set back into quiet hours, these are quiet again.
 *
 * @param hours - With `from` after `to` they go over midnight; with both the same they are never.
 */
export function quietUntil(now: number, hours: Hours, timeZone: TimeZone): number | undefined {
  const wall = wallTime(now, timeZone);
  const minutes = wall.hour * 60 + wall.minute;
  const [isBegun, isBeforeEnd] = [minutes >= hours.from, minutes < hours.to];
  const isQuiet = hours.from <= hours.to ? isBegun && isBeforeEnd : isBegun || isBeforeEnd;
  if (!isQuiet) return undefined;
  const end = asUtc({ ...wall, day: wall.day + (isBeforeEnd ? 0 : 1), hour: 0, minute: hours.to });
  const [first, second] = instantsOf(end, timeZone);
  return first > now ? first : (second ?? first);
}

/**
 * Reads days of the week, as `mon tue` or `Monday, Tuesday`.
 *
 * @returns Numbers from 0 (Sunday) to 6, at least one; `undefined` if a word is not a day, or there is none.
 */
export function parseDays(value: string): ReadonlySet<number> | undefined {
  const words = value
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const days = words.map((word) => WEEKDAYS.findIndex((name) => word === name || word === name.slice(0, 3)));
  return days.length === 0 || days.includes(-1) ? undefined : new Set(days);
}

/** When the next of some days of the week begins, or `undefined` when today is one (or there are none). */
export function nextOpenDay(now: number, days: ReadonlySet<number>, timeZone: TimeZone): number | undefined {
  const wall = wallTime(now, timeZone);
  if (days.has(wall.weekday)) return undefined;
  // Two weeks, as a zone that moves over the date line leaves out a whole day.
  for (let ahead = 1; ahead <= 14; ahead++) {
    const start = instantOf({ ...wall, day: wall.day + ahead, hour: 0, minute: 0 }, timeZone);
    if (days.has(wallTime(start, timeZone).weekday)) return start;
  }
  return undefined;
}

/** The day, as `2026-11-29`. */
export function dayOf(now: number, timeZone: TimeZone): string {
  const { year, month, day } = wallTime(now, timeZone);
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
}

/**
 * Every instant, in order, at which the clocks show a time; the instant of the change where none does.
 *
 * @param shown - The time as if it were one in UTC.
 */
function instantsOf(shown: number, timeZone: TimeZone): [first: number, second?: number] {
  // Clocks are set at most once in two days, and no zone is further than 14 hours from UTC.
  const offsets = [offsetAt(shown - DAY_MS, timeZone), offsetAt(shown + DAY_MS, timeZone)] as const;
  const [byOld, byNew] = [shown - offsets[0], shown - offsets[1]];
  const isRight = (instant: number) => instant + offsetAt(instant, timeZone) === shown;
  if (byOld === byNew) return [byOld];
  if (isRight(byOld)) return isRight(byNew) ? [byOld, byNew] : [byOld];
  return isRight(byNew) ? [byNew] : [changeBetween(byNew, byOld, timeZone)];
}

/** When, to the minute, clocks are set that are not yet at `before`, and are at `after`. */
function changeBetween(before: number, after: number, timeZone: TimeZone): number {
  const offset = offsetAt(before, timeZone);
  let [low, high] = [before, after];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.ceil((high - low) / MINUTE_MS / 2) * MINUTE_MS;
    if (offsetAt(middle, timeZone) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * What is known already, by zone and quarter of an hour: since 1973 every zone has set its clocks on one, and `Intl` takes
 * longer than all else in here, for each of many campaigns.
 */
const offsets = new Map<string, number>();
const MAX_OFFSETS = 200;

/** By how many milliseconds the clocks of a zone are ahead of UTC. */
function offsetAt(instant: number, timeZone: TimeZone): number {
  if (timeZone === undefined) return -new Date(instant).getTimezoneOffset() * MINUTE_MS;
  const key = `${Math.floor(instant / QUARTER_MS)} ${timeZone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MAX_OFFSETS) offsets.clear();
  const offset = attempt(() => intlOffset(instant, timeZone)) ?? 0;
  offsets.set(key, offset);
  return offset;
}

function intlOffset(instant: number, timeZone: string): number | undefined {
  const parts = formatter(timeZone)?.formatToParts(instant);
  if (!parts) return undefined;
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const day = Date.UTC(read('year'), read('month') - 1, read('day'));
  // Old engines write midnight as 24.
  const time = ((read('hour') % 24) * 60 + read('minute')) * MINUTE_MS + read('second') * 1_000;
  return day + time - Math.floor(instant / 1_000) * 1_000;
}

function formatter(timeZone: string): Intl.DateTimeFormat | undefined {
  const part = 'numeric';
  const parts = { year: part, month: part, day: part, hour: part, minute: part, second: part } as const;
  return intl('DateTimeFormat', 'en-US', { ...parts, hourCycle: 'h23', timeZone });
}

function asUtc({ year, month, day, hour, minute }: Omit<WallTime, 'weekday'>): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}
