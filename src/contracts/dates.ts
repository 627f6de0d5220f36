const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads an ISO 8601 date (midnight UTC) or date-time with an offset, checked against the calendar: 30 February is no
 * date, and neither is 24:00.
 *
 * @returns Milliseconds since the epoch, or `undefined` for anything else. Years 1000 to 9999.
 * @see ISO 8601; RFC 3339
 */
export function parseInstant(value: string): number | undefined {
  const match = ISO.exec(value.trim());
  if (!match) return undefined;
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (year! < 1000 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year!, month! - 1, day));
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return undefined;
  const time = Date.parse(value.trim());
  return Number.isNaN(time) ? undefined : time;
}
