/** How old an event may be when it arrives, in seconds: an old one may be somebody else's copy. */
const TOLERANCE_SECONDS = 300;

/** The body is signed, but holds no event of the kind that webhooks are sent. */
export class NoEventError extends Error {
  override readonly name = 'NoEventError';
}

/**
 * The event in a body that Stripe has signed with one of our secrets; `undefined` if it has not.
 *
 * @param body - The bytes as they came: written anew, the same JSON has another signature.
 * @param header - `Stripe-Signature`.
 * @param now - Milliseconds.
 * @throws {NoEventError}
 */
export async function signedEvent(
  body: Uint8Array,
  header: string | null,
  secrets: readonly string[],
  now: number,
): Promise<unknown> {
  if (header === null) return undefined;
  // Only servers that take payments load it.
  const { default: Stripe } = await import('stripe');
  for (const secret of secrets) {
    try {
      return Stripe.webhooks.constructEvent(Buffer.from(body), header, secret, TOLERANCE_SECONDS, undefined, now);
    } catch (error) {
      // The signature is checked first.
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw new NoEventError();
    }
  }
  return undefined;
}
