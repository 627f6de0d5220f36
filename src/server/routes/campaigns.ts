import { moderatorOf, type Exchange, type Service } from '../context.ts';
import { preferred } from '../http/accept.ts';
import { personal, share, shared, type Shared } from '../http/answers.ts';
import { readJson } from '../http/body.ts';
import { campaignSource } from '../live/campaign-source.ts';
import { ProblemError } from '../problem.ts';
import { CampaignDocument } from '../requests.ts';
import { CAMPAIGN_ID } from '../rules/campaign-id.ts';
import { readCampaign, saveCampaign } from '../store/campaigns.ts';
import { stream } from './stream.ts';

/** The campaign that a path names. @throws {ProblemError} 404 for what none is called. */
export function campaignIdOf(exchange: Exchange): string {
  const id = exchange.req.param('id') ?? '';
  if (!CAMPAIGN_ID.test(id)) throw new ProblemError(404, 'There is no such campaign.');
  return id;
}

/** `GET /v1/campaigns/{id}` */
export async function readCampaignRoute(exchange: Exchange, service: Service): Promise<Response> {
  return shared(exchange.req.raw, await answerFor(campaignIdOf(exchange), service));
}

/** `GET /v1/campaigns/{id}/events`: the campaign, once as JSON, or from now on as server-sent events. */
export async function campaignEventsRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const id = campaignIdOf(exchange);
  const answer = await answerFor(id, service);
  const type = preferred(request.headers.get('accept'), ['application/json', 'text/event-stream']);
  if (type !== 'text/event-stream') return shared(request, { ...answer, vary: 'Accept' });
  const known = request.headers.get('last-event-id') ?? undefined;
  const read = () => answerFor(id, service);
  return stream(exchange, service, campaignSource(await service.hub(), id, read, known));
}

async function answerFor(id: string, service: Service): Promise<Shared> {
  const { connections } = await service.store();
  const campaign = await readCampaign(connections, id);
  if (!campaign) throw new ProblemError(404, 'There is no such campaign.');
  return share(campaign);
}

/** `PUT /v1/campaigns/{id}` */
export async function saveCampaignRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = campaignIdOf(exchange);
  await moderatorOf(exchange.req.raw, service);
  const campaign = await readJson(exchange.req.raw, CampaignDocument);
  const store = await service.store();
  return personal(await saveCampaign(store, id, campaign, service.settings.clock()));
}
