import type { Exchange, Service } from '../context.ts';
import { COMMENTS_ROUTE } from '../metrics.ts';
import { describeApi } from '../openapi.ts';
import { share, shared } from '../http/answers.ts';
import { bannerEventRoute } from './banners.ts';
import { campaignEventsRoute, readCampaignRoute, saveCampaignRoute } from './campaigns.ts';
import { challengeRoute } from './challenge.ts';
import { eventsRoute } from './events.ts';
import { addGiftRoute } from './gifts.ts';
import { deleteRoute, editRoute, restoreRoute } from './change.ts';
import { feedRoute } from './feed.ts';
import { logRoute, moderationRoute, queueRoute, threadRoute } from './moderation.ts';
import { metricsRoute } from './metrics.ts';
import { koFiRoute, standardRoute, stripeRoute } from './payments.ts';
import { postRoute } from './post.ts';
import { endPushRoute, subscribePushRoute } from './push.ts';
import { reportRoute, voteRoute } from './react.ts';
import { countsRoute, healthRoute, listRoute } from './read.ts';
import { subscribeRoute } from './subscribe.ts';
import { cancelPage, cancelRoute, confirmPage, confirmRoute, overviewPage, overviewRoute } from './subscriptions.ts';

export type Handler = (exchange: Exchange, service: Service) => Promise<Response>;

/** Every path and what it answers to; anything else is 404, another method 405. */
export function routes(): Readonly<Record<string, Readonly<Partial<Record<string, Handler>>>>> {
  let api: ReturnType<typeof share> | undefined;
  return {
    [COMMENTS_ROUTE]: { GET: listRoute, POST: postRoute },
    '/v1/threads/:thread/feed': { GET: feedRoute },
    '/v1/threads/:thread/events': { GET: eventsRoute },
    '/v1/threads/:thread/subscriptions': { POST: subscribeRoute },
    '/v1/threads/:thread/subscriptions/push': { POST: subscribePushRoute, DELETE: endPushRoute },
    '/v1/subscriptions/:token': { GET: overviewPage, POST: overviewRoute },
    '/v1/subscriptions/:token/confirm': { GET: confirmPage, POST: confirmRoute },
    '/v1/subscriptions/:token/cancel': { GET: cancelPage, POST: cancelRoute },
    '/v1/threads/:thread': { PATCH: threadRoute },
    '/v1/comments/:id': { PATCH: editRoute, DELETE: deleteRoute },
    '/v1/comments/:id/vote': { PUT: voteRoute },
    '/v1/comments/:id/reports': { POST: reportRoute },
    '/v1/comments/:id/restore': { POST: restoreRoute },
    '/v1/comments/:id/moderation': { POST: moderationRoute },
    '/v1/moderation/queue': { GET: queueRoute },
    '/v1/moderation/log': { GET: logRoute },
    '/v1/challenge': { GET: challengeRoute },
    '/v1/counts': { GET: countsRoute },
    '/v1/campaigns/:id': { GET: readCampaignRoute, PUT: saveCampaignRoute },
    '/v1/campaigns/:id/events': { GET: campaignEventsRoute },
    '/v1/campaigns/:id/gifts': { POST: addGiftRoute },
    '/v1/banners/:campaign/events': { POST: bannerEventRoute },
    '/v1/payments/stripe': { POST: stripeRoute },
    '/v1/payments/standard': { POST: standardRoute },
    '/v1/payments/ko-fi': { POST: koFiRoute },
    '/v1/openapi.json': { GET: async (exchange) => shared(exchange.req.raw, (api ??= share(describeApi()))) },
    '/metrics': { GET: metricsRoute },
    '/healthz': { GET: healthRoute },
  };
}
