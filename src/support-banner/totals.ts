import { intl } from '../base/messages.ts';
import type { PlaceholderValues } from './placeholders.ts';

/** What was raised so far, as the JSON of a campaign of `<donation-tiers>` says it: amounts in major units. */
export interface Totals {
  readonly raised: string;
  readonly goal: string | undefined;
  /** ISO 4217. */
  readonly currency: string;
}

const DECIMAL = /^\d{1,12}(\.\d{1,4})?$/;

/**
 * Reads totals.
 *
 * @param json - `{ "raised": 3250, "goal": "5000.00", "currency": "EUR" }`; other fields do not matter.
 * @returns `undefined` for anything that says no amount in a currency: then nothing is said of it.
 */
export function readTotals(json: unknown): Totals | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { raised, goal, currency } = json as Record<string, unknown>;
  const [sum, aim] = [decimal(raised), decimal(goal)];
  if (sum === undefined || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return undefined;
  return { raised: sum, goal: aim, currency };
}

/**
 * The totals in words.
 *
 * @param tag - BCP 47.
 */
export function sayTotals({ raised, goal, currency }: Totals, tag: string): PlaceholderValues {
  // Rounded down: it is never said that more is there than is.
  const percent = Number(goal) > 0 ? Math.floor((Number(raised) / Number(goal)) * 100 + 1e-9) : undefined;
  return {
    raised: sayMoney(raised, currency, tag),
    goal: goal === undefined ? undefined : sayMoney(goal, currency, tag),
    percent:
      percent === undefined ? undefined : (intl('NumberFormat', tag, PERCENT)?.format(percent / 100) ?? `${percent} %`),
  };
}

const PERCENT = { style: 'percent' } as const;

/** All decimals that are there are said, at least two (`Intl` has none for HUF); none where they are zeros. */
function sayMoney(amount: string, currency: string, tag: string): string {
  const usual =
    intl('NumberFormat', tag, { style: 'currency', currency })?.resolvedOptions().maximumFractionDigits ?? 2;
  const decimals = amount.split('.')[1]?.replace(/0+$/, '') ?? '';
  const digits = decimals === '' ? 0 : Math.max(decimals.length, usual, 2);
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return intl('NumberFormat', tag, options)?.format(Number(amount)) ?? `${amount} ${currency}`;
}

function decimal(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return DECIMAL.test(text) ? text : undefined;
}
