/** A date as exactly as it is known. */
export interface DateParts {
  readonly year: number;
  readonly month: number | undefined;
  readonly day: number | undefined;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** As the MLA abbreviates them: May, June and July are short enough. */
const SHORT_MONTHS = MONTHS.map((month) =>
  month.length < 5 ? month : `${month.slice(0, month === 'September' ? 4 : 3)}.`,
);

/** The parts of `2015`, `2015-03`, `2015-03-14` or a date-time, which is read as the day it was written with. */
export function dateParts(date: string): DateParts {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return { year: year!, month, day };
}

/** `March 16, 2015`. */
export function monthFirst(date: string): string {
  const { year, month, day } = dateParts(date);
  if (month === undefined) return String(year);
  return day === undefined ? `${MONTHS[month - 1]} ${year}` : `${MONTHS[month - 1]} ${day}, ${year}`;
}

/** `16 March 2015`. */
export function dayFirst(date: string, months: readonly string[] = MONTHS): string {
  const { year, month, day } = dateParts(date);
  return [day, month === undefined ? undefined : months[month - 1], year]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** `16 Mar. 2015`. */
export function dayFirstShort(date: string): string {
  return dayFirst(date, SHORT_MONTHS);
}

/** `2015, March 16`. */
export function yearFirst(date: string): string {
  const { year, month, day } = dateParts(date);
  if (month === undefined) return String(year);
  return `${year}, ${MONTHS[month - 1]}${day === undefined ? '' : ` ${day}`}`;
}

/** `mar`, the macro of BibTeX. */
export function monthMacro(month: number): string {
  return MONTHS[month - 1]!.slice(0, 3).toLowerCase();
}
