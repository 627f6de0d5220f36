import { exponentOf } from '../../contracts/currency.ts';

/** Where Stripe counts in other units than ISO 4217. @see https://docs.stripe.com/currencies */
const EXPONENTS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/**
 * Turns an amount in Stripe's units into whole minor units of ISO 4217.
 *
 * @returns `undefined` if it is no whole number of them, or too large to be exact.
 */
export function fromStripe(amount: number, currency: string): number | undefined {
  const exponent = exponentOf(currency);
  const shift = exponent - (EXPONENTS[currency] ?? exponent);
  const minor = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift;
  return Number.isSafeInteger(minor) ? minor : undefined;
}
