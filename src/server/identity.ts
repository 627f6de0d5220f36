import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyOptions,
} from 'jose';

import { MAX_NAME_LENGTH, ROLES, type Comment } from '../contracts/comments.ts';
import { cleanLine, isBlank } from '../contracts/text.ts';
import { isEmail } from './rules/email.ts';
import { hasRepeatedKeys } from './rules/json.ts';
import type { JwtOptions } from './options.ts';
import { ProblemError } from './problem.ts';

/** A reader whom the publisher signed in. */
export interface Member {
  readonly subject: string;
  /** `undefined` when the token carries no name. */
  readonly name: string | undefined;
  readonly role: NonNullable<Comment['author']['role']> | undefined;
  readonly isModerator: boolean;
  /** Their address, where the token says that it was verified (`email_verified`). */
  readonly email: string | undefined;
}

/** Reads a JWT, or throws 401. */
export type VerifyMember = (token: string) => Promise<Member>;

const ASYMMETRIC = ['ES256', 'EdDSA', 'Ed25519', 'RS256', 'PS256'];
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const MAX_TOKEN_LENGTH = 8192;

export const unauthorized = (detail: string): ProblemError =>
  new ProblemError(401, detail, { headers: { 'www-authenticate': 'Bearer' } });

/**
 * Makes the function that reads JWTs: one pinned kind of algorithm, keys from the configuration only, `sub` and `exp`
 * required, `aud` and `iss` as configured.
 */
export function memberVerifier(options: JwtOptions | undefined, clock: () => number): VerifyMember {
  if (!options) return () => Promise.reject(unauthorized('This server has no sign-in.'));
  const verify = signatureCheck(options);
  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH || !COMPACT.test(token)) throw unauthorized('The token is no JWT.');
    try {
      refuseOddHeader(token, options);
      const claims: JWTVerifyOptions = {
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
        currentDate: new Date(clock()),
        ...(options.audience !== undefined && { audience: options.audience }),
        ...(options.issuer !== undefined && { issuer: options.issuer }),
      };
      return toMember(await verify(token, claims));
    } catch (error) {
      throw toProblem(error);
    }
  };
}

type Verify = (token: string, claims: JWTVerifyOptions) => Promise<JWTPayload>;

function signatureCheck({ secret, jwksUrl }: JwtOptions): Verify {
  if (secret !== undefined) {
    const key = new TextEncoder().encode(secret);
    return async (token, claims) => (await jwtVerify(token, key, { ...claims, algorithms: ['HS256'] })).payload;
  }
  const keys = createRemoteJWKSet(new URL(jwksUrl ?? ''), { timeoutDuration: 5000 });
  return async (token, claims) => (await jwtVerify(token, keys, { ...claims, algorithms: ASYMMETRIC })).payload;
}

/** Headers that name a key from elsewhere are attacks or mistakes; so is a key id where there is one shared secret. */
function refuseOddHeader(token: string, options: JwtOptions): void {
  const header = decodeProtectedHeader(token);
  const isForeign = ['jku', 'jwk', 'x5u', 'x5c'].some((name) => Object.hasOwn(header, name));
  const hasOddKeyId = header.kid !== undefined && (options.secret !== undefined || typeof header.kid !== 'string');
  const hasOddType = header.typ !== undefined && !/^(?:at\+)?jwt$/i.test(header.typ);
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  if (isForeign || hasOddKeyId || hasOddType || hasRepeatedKeys(payload))
    throw unauthorized('The token is not one that this server accepts.');
}

function toMember(claims: JWTPayload): Member {
  const { sub, name, role, email } = claims;
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) throw unauthorized('The token names no reader (sub).');
  if (email !== undefined && (typeof email !== 'string' || !isEmail(email)))
    throw unauthorized('The e-mail address in the token is none.');
  const cleaned = typeof name === 'string' ? cleanLine(name, MAX_NAME_LENGTH) : '';
  return {
    subject: sub,
    name: isBlank(cleaned) ? undefined : cleaned,
    // An administrator moderates, and readers know moderators.
    role: role === 'admin' ? 'moderator' : ROLES.find((known) => known === role),
    isModerator: role === 'moderator' || role === 'admin',
    email: claims.email_verified === true ? email : undefined,
  };
}

function toProblem(error: unknown): Error {
  if (error instanceof ProblemError) return error;
  if (error instanceof errors.JWTExpired) return unauthorized('The token has expired; sign in again.');
  if (error instanceof errors.JWKSTimeout || (error instanceof TypeError && error.message.includes('fetch')))
    return new ProblemError(503, 'The keys for signing in cannot be reached.', { headers: { 'retry-after': '10' } });
  return unauthorized('The token is not valid here.');
}
