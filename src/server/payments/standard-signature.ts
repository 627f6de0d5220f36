import { isSecret } from '../rules/tokens.ts';

/** How old an event may be when it arrives, and how far in the future, in seconds. */
const TOLERANCE_SECONDS = 300;
/** What stands for a message in the ledger; the specification gives no limit. */
const ID = /^[\x21-\x7e]{1,200}$/;

/**
 * The id of a message that is signed with one of our secrets as Standard Webhooks has it; `undefined` if it is not.
 *
 * @param body - The text as it came: written anew, the same JSON has another signature.
 * @param now - Milliseconds.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function signedId(
  body: string,
  headers: Headers,
  secrets: readonly string[],
  now: number,
): Promise<string | undefined> {
  const [id, time, given] = ['id', 'timestamp', 'signature'].map((name) => headers.get(`webhook-${name}`) ?? '');
  if (!ID.test(id!) || !/^\d{1,12}$/.test(time!)) return undefined;
  if (Math.abs(now / 1000 - Number(time)) > TOLERANCE_SECONDS) return undefined;
  // Only servers that take payments load it. It signs; its own check of the time knows no clock but the machine's.
  const { Webhook } = await import('standardwebhooks');
  const signatures = given!.split(' ').slice(0, 20);
  const isSigned = secrets.some((secret) => {
    const expected = new Webhook(keyOf(secret), { format: 'raw' }).sign(id!, new Date(Number(time) * 1000), body);
    return signatures.some((signature) => isSecret(signature, expected));
  });
  return isSigned ? id : undefined;
}

/** Decoded here: some write base64 without what fills it up. */
const keyOf = (secret: string): Buffer => Buffer.from(secret.replace('whsec_', ''), 'base64');
