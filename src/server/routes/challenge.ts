import { memberOf, visitorOf, type Exchange, type Service } from '../context.ts';
import { personal } from '../http/answers.ts';
import { makeChallenge } from '../proof.ts';

/** `GET /v1/challenge`: a proof of work to do, or 204 where none is ever needed. Stores nothing. */
export async function challengeRoute(exchange: Exchange, service: Service): Promise<Response> {
  const member = await memberOf(exchange.req.raw, service);
  if (service.settings.proof === 'off' || member)
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
  const { secret } = await service.store();
  const { household } = visitorOf(exchange, service, secret, undefined);
  const headers = await service.gate('challenges', household);
  const load = service.load.read(household);
  return personal(await makeChallenge(secret, load, service.settings.clock()), 200, headers);
}
