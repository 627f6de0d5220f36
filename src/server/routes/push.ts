import { NewPushSubscription } from '../../contracts/notifications.ts';
import { memberOf, visitorOf, type Exchange, type Service } from '../context.ts';
import { languageFor } from '../html/notice-words.ts';
import { readJson } from '../http/body.ts';
import { idempotencyKey, keptResponse } from '../http/idempotency.ts';
import { checkThreadKey } from '../http/query.ts';
import { ProblemError, wrongField } from '../problem.ts';
import { PushEnding } from '../requests.ts';
import { holdsBytes, isEndpoint, type PushSettings } from '../push/settings.ts';
import { pseudonym } from '../rules/tokens.ts';
import { findAnswer, keyedAnswer } from '../store/answers.ts';
import { endSubscriptions, type NewRow } from '../store/subscriptions.ts';
import { readThread } from '../store/threads.ts';
import { commentOf, passGates, storeOnce } from './subscribe.ts';

const endpointKey = (secret: string, endpoint: string): string => pseudonym(secret, 'push endpoint', endpoint);

/** @throws {ProblemError} 404 where the server sends no pushes. */
function settingsOf({ settings }: Service): PushSettings {
  if (!settings.push) throw new ProblemError(404, 'This server sends no Web Push.');
  return settings.push;
}

/** `POST /v1/threads/{thread}/subscriptions/push`: the browser has asked its reader, so nothing is to be confirmed. */
export async function subscribePushRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const threadKey = checkThreadKey(exchange.req.param('thread') ?? '');
  const push = settingsOf(service);
  const key = idempotencyKey(request.headers);
  const input = await readJson(request, NewPushSubscription);
  const member = await memberOf(request, service);
  const store = await service.store();
  const now = service.settings.clock();
  const keyed = keyedAnswer(key, now, ['push', threadKey, member?.subject ?? null, input]);
  const known = await findAnswer(store.connections, keyed);
  if (known) return keptResponse(known, {});
  checkReceiver(input, push);
  const { commentId, waitsFor } = await commentOf(store, threadKey, input, true);
  const headers = await passGates(exchange, service, threadKey);
  const row: NewRow = {
    ...{ scope: input.scope, commentId, address: input.endpoint, frequency: 'immediate', now },
    ...{ addressKey: endpointKey(store.secret, input.endpoint), pushKeys: JSON.stringify(input.keys) },
    // It is this browser that is told: not of what it has written itself.
    memberKey: visitorOf(exchange, service, store.secret, member).key,
    ...{ language: languageFor(input.lang), isVerified: true, isLimited: false },
  };
  return keptResponse(await storeOnce(store, keyed, threadKey, row, waitsFor), headers);
}

/** @throws {ProblemError} 422 unless it is a browser's. */
function checkReceiver({ endpoint, keys }: NewPushSubscription, { services }: PushSettings): void {
  if (!isEndpoint(endpoint, services)) throw wrongField('endpoint', 'is not one of a known push service.');
  if (!holdsBytes(keys.p256dh, 65)) throw wrongField('keys.p256dh', 'must be 65 bytes in base64url.');
  if (!holdsBytes(keys.auth, 16)) throw wrongField('keys.auth', 'must be 16 bytes in base64url.');
}

/** `DELETE /v1/threads/{thread}/subscriptions/push`: only the browser knows its endpoint; the same again is as good as once. */
export async function endPushRoute(exchange: Exchange, service: Service): Promise<Response> {
  const threadKey = checkThreadKey(exchange.req.param('thread') ?? '');
  settingsOf(service);
  const { endpoint } = await readJson(exchange.req.raw, PushEnding);
  const store = await service.store();
  const thread = await readThread(store.connections, threadKey);
  const ending = { addressKey: endpointKey(store.secret, endpoint), threadId: thread.id };
  await endSubscriptions(store.write, ending, service.settings.clock());
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
}
