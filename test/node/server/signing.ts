import { createHmac } from 'node:crypto';

import { START } from './support.ts';

/** What Stripe writes into its header, made by hand. @see https://docs.stripe.com/webhooks#verify-manually */
export function stripeSignature(body: string, secret: string, at = START): string {
  const time = Math.floor(at / 1000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}

/** The headers of a message, made by hand. @see https://www.standardwebhooks.com */
export function standardHeaders(body: string, key: Buffer, id: string, at = START) {
  const time = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
}
