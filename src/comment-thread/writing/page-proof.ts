import { solveChallenge } from 'altcha-lib';
import { deriveKey as pbkdf2 } from 'altcha-lib/algorithms/web/pbkdf2';
import { deriveKey as sha } from 'altcha-lib/algorithms/web/sha';
import type { Challenge, DeriveKeyFunction } from 'altcha-lib/types';
import * as z from 'zod/mini';

import { FurnitureError } from '../../base/request.ts';

/** Longest work that is done, in milliseconds; a challenge that takes more is not meant for people. */
const MAX_WORK_MS = 45_000;
/** What the server is told by a browser that cannot do the work, as on plain http pages. */
const UNAVAILABLE = 'unavailable';

const Challenge = z.object({
  parameters: z.looseObject({
    algorithm: z.string().check(z.regex(/^(PBKDF2\/)?SHA-(256|384|512)$/)),
    nonce: z.string().check(z.regex(/^[0-9a-f]+$/i)),
    salt: z.string().check(z.regex(/^[0-9a-f]+$/i)),
    // What one guess costs: more than this would be one long task in the browser's own threads.
    cost: z.number().check(z.minimum(1), z.maximum(1_000_000)),
    keyLength: z.optional(z.number()),
    keyPrefix: z.string().check(z.regex(/^[0-9a-f]+$/i)),
  }),
  signature: z.optional(z.string()),
});

/**
 * Does the work that a server asks for before it takes a comment: in the page, guess by guess, as workers are not to be
 * had under a strict Content-Security-Policy. Each guess is computed in the browser's own threads, so the page stays
 * free between any two.
 *
 * @param challenge - As the server sent it.
 * @returns The proof to send; `unavailable` where the browser offers no cryptography.
 * @throws {FurnitureError} `malformed` for what is no challenge, `timeout` after 45 seconds, `aborted`.
 */
export async function solve(challenge: unknown, signal: AbortSignal): Promise<string> {
  if (typeof crypto === 'undefined' || !crypto.subtle) return UNAVAILABLE;
  const checked = z.safeParse(Challenge, challenge);
  if (!checked.success) throw new FurnitureError('malformed', 'comments: unexpected challenge');
  const controller = new AbortController();
  const end = () => controller.abort();
  signal.addEventListener('abort', end);
  try {
    const known = checked.data as unknown as Challenge;
    const algorithm = known.parameters.algorithm.startsWith('PBKDF2') ? pbkdf2 : sha;
    const options = { challenge: known, controller, deriveKey: kindly(algorithm), timeout: MAX_WORK_MS };
    const solution = await solveChallenge(options);
    if (signal.aborted) throw new FurnitureError('aborted', 'comments: no longer wanted');
    if (!solution) throw new FurnitureError('timeout', 'comments: the challenge is too hard');
    return btoa(JSON.stringify({ challenge: known, solution }));
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Lets the page have its turn every few guesses: answers of the cryptography can crowd out what a reader does. */
function kindly(derive: DeriveKeyFunction): DeriveKeyFunction {
  let since = performance.now();
  return async (...parameters) => {
    const key = await derive(...parameters);
    if (performance.now() - since < 12) return key;
    await new Promise((resolve) => setTimeout(resolve, 0));
    since = performance.now();
    return key;
  };
}
