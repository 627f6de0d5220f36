import { visitorOf, type Exchange, type Service } from '../context.ts';
import { liveEvents, type Source } from '../live/stream.ts';

/** Clients come back after 2 to 5 seconds, not all at once. */
const RETRY_MS = [2000, 3000] as const;
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'Accept',
};

/** Opens a stream of server-sent events. @throws {ProblemError} 429 or 503 where there is no room for one more. */
export async function stream(exchange: Exchange, service: Service, source: Source): Promise<Response> {
  const hub = await service.hub();
  const { household } = visitorOf(exchange, service, '', undefined);
  const place = service.streams.take(household);
  if (exchange.req.raw.method === 'HEAD') {
    place.free();
    return new Response(null, { headers: HEADERS });
  }
  const retryMs = RETRY_MS[0] + Math.floor(Math.random() * RETRY_MS[1]);
  const body = liveEvents({ hub, source, retryMs, signal: place.signal, onEnd: place.free });
  return new Response(body, { headers: HEADERS });
}
