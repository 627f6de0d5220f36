import { OptionError } from '../option-error.ts';

/** Payment providers whose webhooks the server believes. */
export interface PaymentOptions {
  /** Signing secrets of Stripe's webhook endpoints (`whsec_…`): several while one takes the place of another. */
  readonly stripeSecrets: readonly string[];
}

/** {@link PaymentOptions} after checking. */
export type PaymentSettings = PaymentOptions;

/** @throws {OptionError} If it cannot work. */
export function settlePayments({ stripeSecrets }: PaymentOptions): PaymentSettings {
  // What was given is not repeated.
  if (stripeSecrets.length === 0 || !stripeSecrets.every((secret) => /^whsec_\S{16,}$/.test(secret)))
    throw new OptionError(
      'FURNITURE_STRIPE_WEBHOOK_SECRET must hold signing secrets like whsec_…, with commas between.',
    );
  return { stripeSecrets: [...stripeSecrets] };
}

/**
 * Reads the options from environment variables; nothing unless a secret is there.
 *
 * @param read - The value of `FURNITURE_…`, `undefined` when it is not set or blank.
 */
export function paymentsFrom(read: (name: string) => string | undefined): PaymentOptions | undefined {
  const secrets = read('STRIPE_WEBHOOK_SECRET');
  return secrets === undefined ? undefined : { stripeSecrets: secrets.split(/[\s,]+/).filter(Boolean) };
}
