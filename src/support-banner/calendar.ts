import { attempt } from '../base/messages.ts';
import { DAY_MS } from './schedule.ts';
import { dayOf, type TimeZone } from './zoned.ts';

/** Something to be reminded of on a day. */
export interface Reminder {
  /** What it is known by: the same again replaces it in the reader's calendar, instead of standing there twice. */
  readonly uid: string;
  /** Any time of its day, in milliseconds since the epoch, like `now`. Years 1000 to 9999. */
  readonly at: number;
  /** Whose day; the reader's own by default. */
  readonly timeZone?: TimeZone;
  readonly title: string;
  readonly description?: string | undefined;
  /** Absolute, `http` or `https`; anything else is left out. */
  readonly url?: string | undefined;
  readonly now: number;
}

/** Octets of a line, without its end. */
const MAX_OCTETS = 75;
// Everything that ends a line for somebody, and then what no text needs.
const LINE_END = /\r\n|[\r\n\u0085\u2028\u2029]/g;
// eslint-disable-next-line no-control-regex -- RFC 5545 forbids them in texts; a tab is allowed.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * A file for the reader's calendar, with one event that takes the whole day, does not make them busy, and brings no alarm
 * of its own: when and how to be told is up to their calendar.
 *
 * @see RFC 5545
 */
export function toCalendar({ uid, at, timeZone, title, description, url, now }: Reminder): string {
  const day = dayOf(at, timeZone);
  const address = addressOf(url);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Page Furniture//support-banner//EN',
    'BEGIN:VEVENT',
    `UID:${escape(uid)}`,
    `DTSTAMP:${basic(new Date(now).toISOString().slice(0, 19))}Z`,
    `DTSTART;VALUE=DATE:${basic(day)}`,
    // Without it the event would last the day just as well, but not for every calendar.
    `DTEND;VALUE=DATE:${basic(dayOf(Date.parse(day) + DAY_MS, 'UTC'))}`,
    `SUMMARY:${escape(title)}`,
    ...(description ? [`DESCRIPTION:${escape(description)}`] : []),
    ...(address ? [`URL:${address}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** `2026-11-29T10:30:00` → `20261129T103000`. */
function basic(iso: string): string {
  return iso.replace(/[-:]/g, '');
}

function escape(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(LINE_END, '\\n')
    .replace(CONTROLS, '');
}

/** An address as the parser writes it, which has nothing in it that would end a line. */
function addressOf(url: string | undefined): string | undefined {
  const parsed = attempt(() => new URL(url ?? ''));
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : undefined;
}

/** Continues a line that is too long on the next, after a space, and between characters only. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > MAX_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
