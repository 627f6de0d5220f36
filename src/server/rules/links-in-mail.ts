import { timingSafeEqual } from 'node:crypto';

import { pseudonym } from './tokens.ts';

/**
 * The token in a mail's links: the subscription's id, and a signature that only this server can make. Nothing of it is
 * stored, and every mail to the same subscription has the same.
 */
export const mailToken = (secret: string, subscriptionId: string): string =>
  subscriptionId + signature(secret, subscriptionId);

/** The subscription that a token belongs to; `undefined` if the server did not make it. */
export function subscriptionOf(secret: string, token: string): string | undefined {
  const [, id, given] = /^([0-9a-z]{26})([\w-]{43})$/.exec(token) ?? [];
  if (id === undefined || given === undefined) return undefined;
  return timingSafeEqual(Buffer.from(given), Buffer.from(signature(secret, id))) ? id : undefined;
}

const signature = (secret: string, id: string): string => pseudonym(secret, 'subscription', id);
