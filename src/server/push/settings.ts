import { OptionError } from '../option-error.ts';

/** Keys with which the server sends Web Push, and whom a push service may write to about it (VAPID, RFC 8292). */
export interface PushOptions {
  /** 65 bytes in base64url. */
  readonly publicKey: string;
  /** 32 bytes in base64url. */
  readonly privateKey: string;
  /** `mailto:` or `https:`. */
  readonly subject: string;
  /** Origins of further push services, beside those of the browsers: for tests, and for services of one's own. */
  readonly services?: readonly string[] | undefined;
}

/** {@link PushOptions} after checking. */
export interface PushSettings {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly subject: string;
  readonly services: ReadonlySet<string>;
}

/** @throws {OptionError} If it cannot work. */
export function settlePush({ publicKey, privateKey, subject, services = [] }: PushOptions): PushSettings {
  if (!holdsBytes(publicKey, 65)) throw new OptionError('FURNITURE_VAPID_PUBLIC must be 65 bytes in base64url.');
  // The key itself is not repeated.
  if (!holdsBytes(privateKey, 32)) throw new OptionError('FURNITURE_VAPID_PRIVATE must be 32 bytes in base64url.');
  if (!/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(subject))
    throw new OptionError('FURNITURE_VAPID_SUBJECT must be a mailto: or https: address.');
  return { publicKey, privateKey, subject, services: new Set(services) };
}

/** Whether a text is this many bytes in base64url. */
export const holdsBytes = (text: string, count: number): boolean =>
  /^[\w-]+=*$/.test(text) && Buffer.from(text, 'base64url').length === count;

/**
 * Reads the options from environment variables; nothing unless one of the keys is there.
 *
 * @param read - The value of `FURNITURE_…`, `undefined` when it is not set or blank.
 * @throws {OptionError} If only some of the three are there.
 */
export function pushFrom(read: (name: string) => string | undefined): PushOptions | undefined {
  const [publicKey, privateKey, subject] = ['VAPID_PUBLIC', 'VAPID_PRIVATE', 'VAPID_SUBJECT'].map(read);
  if (publicKey === undefined && privateKey === undefined) return undefined;
  if (publicKey === undefined || privateKey === undefined || subject === undefined)
    throw new OptionError(
      'FURNITURE_VAPID_PUBLIC, FURNITURE_VAPID_PRIVATE and FURNITURE_VAPID_SUBJECT belong together.',
    );
  return { publicKey, privateKey, subject };
}

/** Where browsers receive pushes: those of Chrome and its kin, Firefox, Safari and Edge. */
const SERVICES =
  /^https:\/\/(?:fcm\.googleapis\.com|updates\.push\.services\.mozilla\.com|(?:[a-z\d-]+\.)*push\.apple\.com|[a-z\d-]+\.notify\.windows\.com)$/;

/**
 * Whether an endpoint is one of a push service. Whoever asks chooses it, and the server sends requests there: nothing
 * else is asked, least of all machines of the server's own network.
 */
export function isEndpoint(endpoint: string, services: ReadonlySet<string>): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { origin, username, password } = new URL(endpoint);
  return username === '' && password === '' && (SERVICES.test(origin) || services.has(origin));
}
