import { attempt } from '../base/messages.ts';
import { exponentOf } from '../contracts/currency.ts';

export { exponentOf };

/**
 * Largest amount in minor units: fifteen digits, which every double holds exactly, so that `Intl` shows what we mean
 * even where it reads numbers instead of decimal text.
 */
export const MAX_MINOR = 999_999_999_999_999;

/** Metals, funds and test codes: ISO 4217 gives them no minor unit, and nobody pays with them. */
const NO_MONEY = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX';

/** Whether `code` can be a currency that people pay in: three capital letters, and not one of the special codes. */
export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && !NO_MONEY.includes(code);
}

/**
 * Decimal text in major units as whole minor units, digit by digit.
 *
 * @param decimal - Like `12.5`: a dot, no grouping, no sign.
 * @returns 0 to {@link MAX_MINOR}; `undefined` for anything else, and for more decimals than the currency has, unless
 *   they are zeros: money is never rounded.
 */
export function toMinor(decimal: string, exponent: number): number | undefined {
  const match = /^(\d*)(?:\.(\d+))?$/.exec(decimal);
  if (!match || decimal === '') return undefined;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > exponent) return undefined;
  const minor = Number(`${match[1]!}${fraction.padEnd(exponent, '0')}`);
  return minor <= MAX_MINOR ? minor : undefined;
}

/** Whole minor units as decimal text in major units: `1250` → `12.50`, `1000` → `10`. */
export function toDecimal(minor: number, exponent: number): string {
  const digits = String(minor).padStart(exponent + 1, '0');
  const fraction = digits.slice(digits.length - exponent);
  const whole = digits.slice(0, digits.length - exponent);
  return exponent === 0 || /^0*$/.test(fraction) ? whole : `${whole}.${fraction}`;
}

/**
 * An amount as the page's language writes it: `$10`, `$12.50`, `12,50 €`; `12.50 USD` where `Intl` refuses.
 *
 * @param tag - BCP 47, for `Intl`.
 * @param isFull - Whether whole amounts have their decimals too: `$10.00`.
 */
export function formatMoney(minor: number, currency: string, tag: string, isFull = false): string {
  const exponent = exponentOf(currency);
  const decimal = toDecimal(minor, exponent);
  // Typed as shown, 5,120 would be read as five with three decimals: then all of them are shown.
  const digits = isFull || decimal.includes('.') || (exponent === 3 && minor >= 1e6) ? exponent : 0;
  const text = attempt(() =>
    new Intl.NumberFormat(tag, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(decimal as Intl.StringNumericLiteral),
  );
  return text ?? `${decimal} ${currency}`;
}
