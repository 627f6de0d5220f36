import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** A new secret for one comment: 32 random bytes as 43 URL-safe characters. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What of a token or key is stored: its SHA-256, in hexadecimal. */
export const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex');

/** Whether a token is the one whose hash was stored, in constant time. */
export function matchesHash(token: string, storedHash: string): boolean {
  const given = Buffer.from(hashOf(token), 'hex');
  const stored = Buffer.from(storedHash, 'hex');
  return given.length === stored.length && timingSafeEqual(given, stored);
}

/** Whether a secret that was sent is ours, in constant time. */
export const isSecret = (given: string, secret: string): boolean => matchesHash(given, hashOf(secret));

/** A pseudonym that only this server can make: the same words give the same name, and tell nothing about them. */
export function pseudonym(secret: string, ...words: readonly string[]): string {
  return createHmac('sha256', secret).update(JSON.stringify(words)).digest('base64url');
}

/** The pseudonym of a signed-in reader. @param subject - Their `sub`. */
export const memberKeyOf = (secret: string, subject: string): string => pseudonym(secret, 'member', subject);

const PURPOSE = 'page-furniture idempotent answer';
const keyFor = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32));

/**
 * Locks a stored answer with the idempotency key that it belongs to. Of the key only a hash is stored, so the edit
 * token inside can be read again by the client that made the key, and by nobody who reads the database.
 */
export function seal(text: string, idempotencyKey: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(idempotencyKey), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what {@link seal} locked. @throws If the key is another one. */
export function unseal(sealed: string, idempotencyKey: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(idempotencyKey), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new id that sorts by time: ten characters of milliseconds, sixteen (80 bits) of chance. */
export function newId(now: number): string {
  let time = '';
  for (let rest = now, index = 0; index < 10; index++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32]! + time;
  return time + [...randomBytes(16)].map((byte) => ALPHABET[byte % 32]).join('');
}
