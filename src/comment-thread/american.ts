/*
 * How American English writes times, by hand. A browser takes as long for its first formatter of `Intl` as for drawing a
 * screen of comments; pages in other languages have to wait for it, those in English need not.
 */

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const writeDay = (date: Date, month: string) => `${month} ${date.getDate()}, ${date.getFullYear()}`;

const monthOf = (date: Date) => MONTHS[date.getMonth()]!;

/** `Nov 20, 2026`, in the reader's time zone. */
export const americanDate = (date: Date): string => writeDay(date, monthOf(date).slice(0, 3));

/** `November 20, 2026 at 9:05 AM`, in the reader's time zone. */
export function americanMoment(date: Date): string {
  const hours = date.getHours();
  const minutes = String(date.getMinutes()).padStart(2, '0');
  return `${writeDay(date, monthOf(date))} at ${hours % 12 || 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** `5 minutes ago` @param count - A whole number from 0; `unit` is singular. */
export const americanAgo = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'} ago`;
