import { createHash, timingSafeEqual } from 'node:crypto';

import { bearerOf, type Exchange, type Service } from '../context.ts';
import { unauthorized } from '../identity.ts';

/** `GET /metrics`: for the operator's own network; with a token if one is set. */
export async function metricsRoute(exchange: Exchange, { metrics, settings }: Service): Promise<Response> {
  const { metricsToken } = settings;
  if (metricsToken !== undefined && !isSame(bearerOf(exchange.req.raw) ?? '', metricsToken))
    throw unauthorized('The metrics need their token.');
  const headers = { 'content-type': metrics.contentType, 'cache-control': 'no-store' };
  return new Response(await metrics.text(), { headers });
}

const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
