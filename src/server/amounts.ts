import { wrongField } from './problem.ts';
import { toMinor } from './rules/money.ts';

/**
 * Whole minor units of an amount that somebody sent.
 *
 * @param path - The field that it is in.
 * @throws {ProblemError} 422 if it has more decimals than the currency, or too many digits to be exact.
 */
export function exactMinor(decimal: string, currency: string, path: string): number {
  const amount = toMinor(decimal, currency);
  if (amount === undefined)
    throw wrongField(path, `is no exact amount in ${currency}: too large, or too many decimals.`);
  return amount;
}
