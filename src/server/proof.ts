import { randomInt } from 'node:crypto';

import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Challenge, Solution } from 'altcha-lib/types';
import * as z from 'zod/mini';

import type { ProofState } from './rules/decision.ts';
import { attemptsFor } from './rules/effort.ts';
import type { Load } from './rules/load.ts';
import { hashOf, pseudonym } from './rules/tokens.ts';

/** How long a challenge may be solved, in milliseconds: five minutes. */
export const CHALLENGE_MS = 5 * 60_000;
/** What a page sends that has no `crypto.subtle` (plain http) to solve one with. */
export const UNAVAILABLE = 'unavailable';
const ALGORITHM = 'PBKDF2/SHA-256';
/** Rounds of one attempt: some 2 ms. */
const COST = 5000;

const Hex = z.string().check(z.regex(/^[\da-f]{2,128}$/));
const Solved = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      ...{ algorithm: z.literal(ALGORITHM), nonce: Hex, salt: Hex, cost: z.literal(COST), keyLength: z.literal(32) },
      ...{ keyPrefix: Hex, expiresAt: z.int() },
    }),
    signature: Hex,
  }),
  solution: z.object({ counter: z.int(), derivedKey: Hex, time: z.optional(z.number()) }),
});

/** A proof that was looked at: what came of it, and what is used up if the comment is stored. */
export interface Proof {
  readonly state: Exclude<ProofState, 'unneeded' | 'spent'>;
  readonly use?: { readonly id: string; readonly expiresAt: number };
}

/**
 * A new challenge: signed, bound to nobody, good for one comment within five minutes.
 *
 * @param secret - The database's own.
 * @see https://altcha.org (the format of version 2)
 */
export function makeChallenge(secret: string, load: Load, now: number): Promise<Challenge> {
  const attempts = attemptsFor(load);
  return createChallenge({
    ...{ algorithm: ALGORITHM, cost: COST, deriveKey, hmacSignatureSecret: keyOf(secret) },
    // A known number of attempts: nobody is unlucky and waits for minutes.
    counter: randomInt(Math.ceil(attempts / 2), Math.ceil(attempts * 1.5) + 1),
    expiresAt: Math.floor((now + CHALLENGE_MS) / 1000),
  });
}

const keyOf = (secret: string): string => pseudonym(secret, 'proof of work');

/** Looks at a proof: its signature first, so that a forged one costs nothing to refuse. */
export async function checkProof(secret: string, proof: string | undefined, now: number): Promise<Proof> {
  if (proof === undefined || proof === '') return { state: 'missing' };
  if (proof === UNAVAILABLE) return { state: 'unavailable' };
  const solved = readProof(proof);
  if (!solved) return { state: 'bad' };
  const { challenge, solution } = solved;
  const { nonce, salt, expiresAt } = challenge.parameters;
  if (expiresAt * 1000 < now || expiresAt * 1000 > now + CHALLENGE_MS) return { state: 'bad' };
  const result = await verifySolution({
    ...{ challenge, solution: solution as Solution },
    ...{ deriveKey, hmacSignatureSecret: keyOf(secret) },
  });
  if (!result.verified) return { state: 'bad' };
  return { state: 'good', use: { id: hashOf(JSON.stringify([nonce, salt])), expiresAt: expiresAt * 1000 } };
}

function readProof(text: string): z.infer<typeof Solved> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
  const solved = Solved.safeParse(json);
  return solved.success ? solved.data : undefined;
}
