import { compactVerify, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';

/** What the command line needs for the tokens of supporters, loaded only when it is used. */

/** ECDSA on P-256 with SHA-256: every browser's WebCrypto checks it. */
const ALGORITHM = 'ES256';
/** What a token says that it is, so that one that was signed for something else is none. */
const TYPE = 'supporter+jwt';

/** What a token says. */
export interface Claims {
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  /** Seconds since the epoch: nobody is a supporter by this token from then on. */
  readonly expiresAt: number;
  /** The host whose pages, and those of whose subdomains, may take it; any that has the key when absent. */
  readonly site: string | undefined;
}

/** A new key that signs, as a JWK. Whoever has it makes supporters. */
export async function makeSupporterKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return exportJWK(privateKey);
}

/** The half of a key that pages check with, in the order of RFC 7517's examples. */
export const publicHalf = ({ kty, crv, x, y }: JWK): JWK => ({ kty, crv, x, y }) as JWK;

/**
 * The key that a file holds.
 *
 * @returns `undefined` for what is no private key of the curve P-256.
 */
export function readSupporterKey(json: string): JWK | undefined {
  try {
    const key = JSON.parse(json) as Partial<Record<string, unknown>> | null;
    const isKey = key?.['kty'] === 'EC' && key['crv'] === 'P-256';
    return isKey && ['x', 'y', 'd'].every((part) => typeof key[part] === 'string') ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Signs a token, and checks it as a page would.
 *
 * @throws {Error} If the parts of the key do not belong together.
 */
export async function makeSupporterToken(key: JWK, { issuedAt, expiresAt, site }: Claims): Promise<string> {
  try {
    const token = new SignJWT({ exp: expiresAt, iat: issuedAt, ...(site !== undefined && { aud: site }) });
    token.setProtectedHeader({ alg: ALGORITHM, typ: TYPE });
    const signed = await token.sign(await importJWK(key, ALGORITHM));
    await compactVerify(signed, await importJWK(publicHalf(key), ALGORITHM));
    return signed;
  } catch (error) {
    throw new Error('The key cannot be used: its parts do not belong together.', { cause: error });
  }
}
