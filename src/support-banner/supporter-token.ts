import { attempt } from '../base/messages.ts';
import { DAY_MS } from './schedule.ts';

/** What a token says: a supporter until then (milliseconds since the epoch), or what is wrong, for developers. */
export type SupporterToken = { readonly until: number } | { readonly problem: string };

export interface TokenContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The page's host name, without a port. */
  readonly host: string;
  /** `crypto.subtle`; there is none on pages that did not come by https. */
  readonly subtle: Pick<SubtleCrypto, 'importKey' | 'verify'> | undefined;
}

/** Longest token and longest key, in characters: more would be something else. */
const MAX_LENGTH = 2_048;
const MAX_YEARS = 10;
const MAX_LIFE_MS = 3_653 * DAY_MS;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const TYPE = 'supporter+jwt';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a token by which a publisher's server says that the reader supports: a JWS in compact form, with the header
 * `{"alg":"ES256","typ":"supporter+jwt"}` and the payload `{"exp":…}` (seconds), and `aud` where it is for one site. No
 * other algorithm is taken, and no token that lasts for more than ten years.
 *
 * It spares those who give a question and protects nothing: whoever has it may pass it on.
 *
 * @param token - Anything; hostile values never throw.
 * @param keyJson - The public key as a JWK (EC, P-256), in JSON. A private one is refused.
 * @see RFC 7515 (JWS), RFC 7517 (JWK), RFC 7518 section 3.4 (ES256), RFC 7519 (JWT)
 */
export async function readSupporterToken(
  token: string,
  keyJson: string,
  { now, host, subtle }: TokenContext,
): Promise<SupporterToken> {
  const parts = partsOf(token);
  if (typeof parts === 'string') return { problem: parts };
  if (!subtle) return { problem: 'this page cannot check signatures: it did not come by https' };
  const key = await readKey(keyJson, subtle);
  if (typeof key === 'string') return { problem: key };
  if (!(await isSigned(parts, key, subtle))) return { problem: 'the signature is not by this key' };
  return readClaims(parts.payload, now, host);
}

interface Parts {
  readonly payload: Fields;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly signed: Uint8Array<ArrayBuffer>;
}

/** The parts of a token whose header is the right one, or what is wrong. */
function partsOf(token: unknown): Parts | string {
  if (typeof token !== 'string' || token.length > MAX_LENGTH) return `not a text of at most ${MAX_LENGTH} characters`;
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token);
  const [header, payload] = [readJson(match?.[1]), readJson(match?.[2])];
  const signature = toBytes(match?.[3]);
  if (!header || !payload || !signature) return 'not a signed token in compact form';
  if (header['alg'] !== 'ES256') return 'signed in another way than ES256';
  if (typeof header['typ'] !== 'string' || header['typ'].toLowerCase() !== TYPE) return `not of the type ${TYPE}`;
  // Whoever writes one insists that it is understood.
  if (header['crit'] !== undefined) return 'it asks for extensions (crit)';
  return { payload, signature, signed: encode(token.slice(0, token.lastIndexOf('.'))) };
}

async function readKey(json: unknown, subtle: NonNullable<TokenContext['subtle']>): Promise<CryptoKey | string> {
  const jwk = typeof json === 'string' && json.length <= MAX_LENGTH ? parse(json) : undefined;
  if (!jwk || jwk['kty'] !== 'EC' || jwk['crv'] !== 'P-256') return 'the key is not a JWK of the curve P-256';
  if (jwk['d'] !== undefined) return 'the key is the private one: make another, and publish only its public half';
  try {
    return await subtle.importKey('jwk', jwk, CURVE, false, ['verify']);
  } catch {
    return 'the key cannot be used to check signatures';
  }
}

async function isSigned(parts: Parts, key: CryptoKey, subtle: NonNullable<TokenContext['subtle']>): Promise<boolean> {
  try {
    return await subtle.verify({ name: CURVE.name, hash: 'SHA-256' }, key, parts.signature, parts.signed);
  } catch {
    return false;
  }
}

function readClaims({ exp, nbf, aud }: Fields, now: number, host: string): SupporterToken {
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return { problem: 'it does not say when it expires (exp)' };
  const until = exp * 1_000;
  if (until <= now) return { problem: 'it has expired' };
  if (until > now + MAX_LIFE_MS) return { problem: `it lasts for more than ${MAX_YEARS} years` };
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf * 1_000 <= now)) return { problem: 'it is not valid yet' };
  if (aud !== undefined && !isFor(aud, host)) return { problem: 'it is for another site (aud)' };
  return { until };
}

/** Whether one of the sites is this host or a domain above it; a top-level domain is nobody's site. */
function isFor(audience: unknown, host: string): boolean {
  const here = host.toLowerCase().replace(/\.$/, '');
  return (Array.isArray(audience) ? audience : [audience]).some((site: unknown) => {
    if (typeof site !== 'string') return false;
    const wanted = site.toLowerCase();
    return here === wanted || (/[^.]\.[^.]/.test(wanted) && here.endsWith(`.${wanted}`));
  });
}

function readJson(part: string | undefined): Fields | undefined {
  const bytes = toBytes(part);
  return bytes && attempt(() => parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
}

/** The object in a JSON, if it is one. */
function parse(json: string): Fields | undefined {
  const value = attempt(() => JSON.parse(json) as unknown);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The bytes of base64url without padding; `atob` alone would take spaces, padding and stray bits. */
function toBytes(text: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (!text) return undefined;
  const base64 = text.replace(/-/g, '+').replace(/_/g, '/');
  const letters = attempt(() => atob(base64));
  if (letters === undefined || btoa(letters).replace(/=+$/, '') !== base64) return undefined;
  return new Uint8Array([...letters].map((letter) => letter.charCodeAt(0)));
}

function encode(ascii: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...ascii].map((letter) => letter.charCodeAt(0)));
}
