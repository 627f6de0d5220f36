import { isLoopback } from '../rules/address.ts';
import { OptionError } from '../option-error.ts';

/** What becomes of a comment when the webhook does not answer. */
export const FAILURES = ['hold', 'publish'] as const;

export interface WebhookOptions {
  /** `https:`, or `http:` on this machine. */
  readonly url: string;
  /** `whsec_` and at least 24 bytes in base64, or a text of at least 32 bytes. */
  readonly secret: string;
  /** How long it may take, in milliseconds: 100 to 10,000, default 2,000. */
  readonly timeoutMs?: number | undefined;
  /** Default `hold`. */
  readonly failure?: (typeof FAILURES)[number] | undefined;
  /** Whether it is told the reader's address and browser, as Akismet wants; default no. */
  readonly sendsAddress?: boolean | undefined;
}

/** {@link WebhookOptions} after checking. */
export interface WebhookSettings {
  readonly url: string;
  readonly key: Buffer;
  readonly timeoutMs: number;
  readonly failure: (typeof FAILURES)[number];
  readonly sendsAddress: boolean;
}

/** @throws {OptionError} If it cannot work. */
export function settleWebhook(options: WebhookOptions): WebhookSettings {
  const { url, secret, timeoutMs = 2000, failure = 'hold', sendsAddress = false } = options;
  if (!isAllowed(url))
    throw new OptionError('FURNITURE_WEBHOOK_URL must be an https URL (or http on this machine) without a user name.');
  if (!FAILURES.includes(failure))
    throw new OptionError(`FURNITURE_WEBHOOK_FAILURE must be hold or publish, not "${String(failure)}".`);
  if (!(timeoutMs >= 100 && timeoutMs <= 10_000))
    throw new OptionError('FURNITURE_WEBHOOK_TIMEOUT_MS must be a number from 100 to 10000.');
  return { url, key: keyFrom(secret), timeoutMs, failure, sendsAddress };
}

function isAllowed(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username !== '' || url.password !== '') return false;
  const isLocal = isLoopback(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
}

/** @see https://www.standardwebhooks.com (secrets are written `whsec_` and base64) */
function keyFrom(secret: string): Buffer {
  const coded = /^whsec_([A-Za-z\d+/]+={0,2})$/.exec(secret)?.[1];
  const key = coded === undefined ? Buffer.from(secret, 'utf8') : Buffer.from(coded, 'base64');
  if (secret.startsWith('whsec_') ? coded === undefined || key.length < 24 : key.length < 32)
    throw new OptionError(
      'FURNITURE_WEBHOOK_SECRET must be "whsec_" with at least 24 bytes in base64, or a text of at least 32 bytes.',
    );
  return key;
}
