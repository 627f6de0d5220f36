import { moderatorOf, type Exchange, type Service } from '../context.ts';
import { personal, share, shared } from '../http/answers.ts';
import { readJson } from '../http/body.ts';
import { ProblemError } from '../problem.ts';
import { CampaignDocument } from '../requests.ts';
import { readCampaign, saveCampaign } from '../store/campaigns.ts';

function idOf(exchange: Exchange): string {
  const id = exchange.req.param('id') ?? '';
  if (!/^[\w-]{1,64}$/.test(id)) throw new ProblemError(404, 'There is no such campaign.');
  return id;
}

/** `GET /v1/campaigns/{id}` */
export async function readCampaignRoute(exchange: Exchange, service: Service): Promise<Response> {
  const { connections } = await service.store();
  const campaign = await readCampaign(connections, idOf(exchange));
  if (!campaign) throw new ProblemError(404, 'There is no such campaign.');
  return shared(exchange.req.raw, share(campaign));
}

/** `PUT /v1/campaigns/{id}` */
export async function saveCampaignRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = idOf(exchange);
  await moderatorOf(exchange.req.raw, service);
  const campaign = await readJson(exchange.req.raw, CampaignDocument);
  const store = await service.store();
  return personal(await saveCampaign(store, id, campaign, service.settings.clock()));
}
