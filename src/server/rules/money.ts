import { exponentOf } from '../../contracts/currency.ts';

/**
 * Turns a decimal in major units into whole minor units, by its digits.
 *
 * @param decimal - Digits, and after a dot more digits.
 * @returns `undefined` if it has more decimals than the currency, or is too large to be exact.
 */
export function toMinor(decimal: string, currency: string): number | undefined {
  const [major = '', fraction = ''] = decimal.split('.');
  const exponent = exponentOf(currency);
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > exponent) return undefined;
  const minor = Number(major + digits.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/**
 * Turns whole minor units into a decimal in major units: a number where JSON numbers are exact (15 digits), text above.
 */
export function toMajor(minor: number, currency: string): number | string {
  const exponent = exponentOf(currency);
  const digits = String(minor).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const decimal = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return digits.length <= 15 ? Number(decimal) : decimal;
}
