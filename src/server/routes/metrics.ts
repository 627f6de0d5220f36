import { bearerOf, type Exchange, type Service } from '../context.ts';
import { unauthorized } from '../identity.ts';
import { isSecret } from '../rules/tokens.ts';

/** `GET /metrics`: for the operator's own network; with a token if one is set. */
export async function metricsRoute(exchange: Exchange, { metrics, settings }: Service): Promise<Response> {
  const { metricsToken } = settings;
  if (metricsToken !== undefined && !isSecret(bearerOf(exchange.req.raw) ?? '', metricsToken))
    throw unauthorized('The metrics need their token.');
  const headers = { 'content-type': metrics.contentType, 'cache-control': 'no-store' };
  return new Response(await metrics.text(), { headers });
}
