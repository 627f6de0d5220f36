import { DAY_MS } from './ledger.ts';

/** The day of a time, counted from 1970 in UTC. @param at - Milliseconds. */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/** The day that a date names, like `2026-11-24`, as {@link dayOf} counts; `undefined` for what is none. */
export function parseDay(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Some engines take the 30th of February for the 2nd of March.
  return !Number.isNaN(at) && dateOfDay(dayOf(at)) === text ? dayOf(at) : undefined;
}

/** The date of a day. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
