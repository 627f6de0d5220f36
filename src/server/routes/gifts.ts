import { NewGift } from '../../contracts/gifts.ts';
import { moderatorOf, type Exchange, type Service } from '../context.ts';
import { readJson } from '../http/body.ts';
import { idempotencyKey, keptResponse } from '../http/idempotency.ts';
import { keepAnswer, keyedAnswer } from '../store/answers.ts';
import { enterGift } from '../store/gifts.ts';
import { campaignIdOf } from './campaigns.ts';
import { actorOf } from './moderation.ts';

/** `POST /v1/campaigns/{id}/gifts`: a gift that no provider tells of; one whose id is known changes nothing. */
export async function addGiftRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const id = campaignIdOf(exchange);
  const member = await moderatorOf(request, service);
  const key = idempotencyKey(request.headers);
  const input = await readJson(request, NewGift);
  const now = service.settings.clock();
  const keyed = keyedAnswer(key, now, ['gift', id, member.subject, input]);
  const hand = { author: actorOf(member).name, now };
  const { connections, write } = await service.store();
  const answer = await write((database) =>
    keepAnswer(database, keyed, async () => {
      const { gift, isKnown } = await enterGift(database, connections.kind, id, input, hand);
      return { status: isKnown ? 200 : 201, body: JSON.stringify(gift) };
    }),
  );
  return keptResponse(answer, {});
}
