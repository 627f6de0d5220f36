import type { NewComment, PostedComment } from '../../contracts/comments.ts';
import { FurnitureError } from '../../base/request.ts';
import type { Backend } from '../backends/backend.ts';
import { readPosted } from '../check.ts';
import { persist, type Pause } from './attempts.ts';
import type { Composer } from './composer.ts';
import type { Keyring } from './keyring.ts';
import { wantsProof } from './refusal.ts';

/** How often a proof of work is made for one attempt: the first may have run out while it was made. */
const MAX_PROOFS = 2;

export interface Delivery {
  readonly backend: Backend;
  readonly keyring: Keyring;
  readonly pause: Pause;
  /** Does the work that a challenge asks for. */
  readonly prove: (composer: Composer, challenge: unknown, signal: AbortSignal) => Promise<string>;
  readonly composer: Composer;
  readonly signal: AbortSignal;
}

/**
 * Sends a comment until it has arrived or cannot; with a proof of work where the server asks for one.
 *
 * @param key - The idempotency key of exactly this text.
 * @returns The comment as the backend stored it.
 * @throws {FurnitureError} It was refused, or did not arrive in any attempt.
 */
export async function deliver(input: NewComment, key: string, delivery: Delivery): Promise<PostedComment> {
  const { backend, keyring, pause, prove, composer, signal } = delivery;
  const send = (proof: string | undefined) => {
    const complete = proof === undefined ? input : { ...input, proof };
    const once = () =>
      // Read here: an answer that cannot be read is asked for again.
      keyring.use(async (token) => readPosted(await backend.post!(complete, { key, token }, signal)));
    return persist(once, pause, signal);
  };
  let proof: string | undefined;
  for (let proofs = 0; ; proofs++) {
    try {
      return await send(proof);
    } catch (error) {
      const isWanted = error instanceof FurnitureError && wantsProof(error) && backend.challenge !== undefined;
      if (!isWanted || proofs >= MAX_PROOFS) throw error;
      const challenge = await persist(() => backend.challenge!(signal), pause, signal);
      proof = challenge === undefined || challenge === null ? undefined : await prove(composer, challenge, signal);
    }
  }
}
