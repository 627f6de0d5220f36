import { BannerReport } from '../../contracts/banner-report.ts';
import { visitorOf, type Exchange, type Service } from '../context.ts';
import { readBeacon } from '../http/body.ts';
import { ProblemError } from '../problem.ts';
import { BANNER_ID } from '../rules/campaign-id.ts';
import { countReport } from '../store/banner-counts.ts';

/** `POST /v1/banners/{campaign}/events`: one more of a kind on this day. Nothing of the reader is read but their limit. */
export async function bannerEventRoute(exchange: Exchange, service: Service): Promise<Response> {
  const campaign = campaignOf(exchange, service);
  const { variant = '', kind } = await readBeacon(exchange.req.raw, BannerReport);
  const store = await service.store();
  const { household } = visitorOf(exchange, service, '', undefined);
  const headers = await service.gate('bannerEvents', household);
  await countReport(store, { campaign, variant, kind }, service.settings.clock());
  service.metrics.reported(kind);
  // Browsers drop the answer to a beacon unread; without this they would tell the console that they did.
  const readable = { 'cross-origin-resource-policy': 'cross-origin' };
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store', ...readable, ...headers } });
}

/** @throws {ProblemError} 404 for what no campaign is called, or what is not counted here. */
function campaignOf(exchange: Exchange, { settings }: Service): string {
  const campaign = exchange.req.param('campaign') ?? '';
  if (!BANNER_ID.test(campaign)) throw new ProblemError(404, 'No campaign is called that.');
  if (settings.banners && !settings.banners.has(campaign)) throw new ProblemError(404, 'This campaign is not counted.');
  return campaign;
}
