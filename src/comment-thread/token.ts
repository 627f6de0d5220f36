/** Longest token that is looked at, in characters; the server takes none longer either. */
const MAX_TOKEN_LENGTH = 8_192;
/** Longest name and subject taken from a token, in UTF-16 code units. */
const MAX_CLAIM_LENGTH = 255;

/**
 * What a JWT says of the signed-in reader, for display only: nobody checked its signature here. The server decides what
 * its bearer may do.
 */
export interface Claims {
  /** As the publisher wrote it; still to be cleaned and isolated before it is shown. */
  readonly name: string | undefined;
  readonly role: string | undefined;
  readonly subject: string | undefined;
  /** It carries an address whose owner was asked already: mail may go there without a confirmation. */
  readonly hasVerifiedEmail: boolean;
  /** When it expires, in milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
}

/**
 * Reads the payload of a JWT without checking it.
 *
 * @param token - Anything; hostile values never throw.
 * @returns `undefined` if it is no JWT, or longer than 8,192 characters.
 */
export function claimsOf(token: unknown): Claims | undefined {
  if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) return undefined;
  const payload = /^[\w-]*\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  if (payload === undefined) return undefined;
  const claims = readJson(payload);
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return undefined;
  const { name, role, sub, exp, email, email_verified: isVerified } = claims as Readonly<Record<string, unknown>>;
  return {
    ...{ name: toText(name), role: toText(role), subject: toText(sub), expiresAt: toInstant(exp) },
    hasVerifiedEmail: isVerified === true && toText(email) !== undefined,
  };
}

/** Whether a token says that its bearer moderates: administrators do as well. */
export function isModerator(claims: Claims | undefined): boolean {
  return claims?.role === 'moderator' || claims?.role === 'admin';
}

/** Whether a token has run out, as far as this computer's clock knows. One without a time to expire has not. */
export function isExpired(claims: Claims, now: number): boolean {
  return claims.expiresAt !== undefined && claims.expiresAt <= now;
}

function readJson(payload: string): unknown {
  try {
    const bytes = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    const codes = new Uint8Array([...bytes].map((byte) => byte.charCodeAt(0)));
    return JSON.parse(new TextDecoder().decode(codes));
  } catch {
    return undefined;
  }
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_CLAIM_LENGTH) : undefined;
}

/** Seconds since the epoch (RFC 7519, 4.1.4) to milliseconds; only what a `Date` can hold. */
function toInstant(seconds: unknown): number | undefined {
  const isUsable = typeof seconds === 'number' && seconds >= 0 && seconds <= 8.64e12;
  return isUsable ? seconds * 1_000 : undefined;
}
