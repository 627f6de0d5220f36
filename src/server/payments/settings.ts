import { OptionError } from '../option-error.ts';
import { CAMPAIGN_ID } from '../rules/campaign-id.ts';

/** Payment providers whose webhooks the server believes: those that are here. */
export interface PaymentOptions {
  /** Signing secrets of Stripe's webhook endpoints (`whsec_…`): several while one takes the place of another. */
  readonly stripeSecrets?: readonly string[] | undefined;
  /** Secrets of Standard Webhooks (`whsec_` and at least 24 bytes in base64): several, likewise, or one for each sender. */
  readonly webhookSecrets?: readonly string[] | undefined;
  /** Ko-fi, which can name no campaign: all that it tells of is for one. */
  readonly koFi?: KoFiOptions | undefined;
}

export interface KoFiOptions {
  /** The verification token that Ko-fi sends with everything. */
  readonly token: string;
  readonly campaign: string;
}

/** {@link PaymentOptions} after checking. */
export type PaymentSettings = PaymentOptions;

/** @throws {OptionError} If it cannot work. What was given is not repeated. */
export function settlePayments({ stripeSecrets, webhookSecrets, koFi }: PaymentOptions): PaymentSettings {
  if (stripeSecrets && !isListOf(stripeSecrets, /^whsec_\S{16,}$/))
    throw new OptionError(
      'FURNITURE_STRIPE_WEBHOOK_SECRET must hold signing secrets like whsec_…, with commas between.',
    );
  // 24 bytes are 32 letters of base64.
  if (webhookSecrets && !isListOf(webhookSecrets, /^whsec_(?:[A-Za-z\d+/]{4}){8,}(?:[A-Za-z\d+/]{2,3}={0,2})?$/))
    throw new OptionError(
      'FURNITURE_PAYMENT_WEBHOOK_SECRET must hold "whsec_" with at least 24 bytes in base64, several with commas between.',
    );
  if (koFi && (koFi.token.length < 16 || !CAMPAIGN_ID.test(koFi.campaign)))
    throw new OptionError(
      'FURNITURE_KO_FI_TOKEN must be the verification token of Ko-fi, and FURNITURE_KO_FI_CAMPAIGN the id of a campaign.',
    );
  return { stripeSecrets, webhookSecrets, koFi };
}

const isListOf = (secrets: readonly string[], pattern: RegExp): boolean =>
  secrets.length > 0 && secrets.every((secret) => pattern.test(secret));

/**
 * Reads the options from environment variables; nothing unless one is there.
 *
 * @param read - The value of `FURNITURE_…`, `undefined` when it is not set or blank.
 */
export function paymentsFrom(read: (name: string) => string | undefined): PaymentOptions | undefined {
  const list = (name: string) =>
    read(name)
      ?.split(/[\s,]+/)
      .filter(Boolean);
  const [token, campaign] = [read('KO_FI_TOKEN'), read('KO_FI_CAMPAIGN')];
  const options: PaymentOptions = {
    stripeSecrets: list('STRIPE_WEBHOOK_SECRET'),
    webhookSecrets: list('PAYMENT_WEBHOOK_SECRET'),
    koFi: token === undefined && campaign === undefined ? undefined : { token: token ?? '', campaign: campaign ?? '' },
  };
  return Object.values(options).some((value) => value !== undefined) ? options : undefined;
}
