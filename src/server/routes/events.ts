import { visitorOf, type Exchange, type Service } from '../context.ts';
import { preferred } from '../http/accept.ts';
import { share, shared } from '../http/answers.ts';
import { badQuery, checkThreadKey, once } from '../http/query.ts';
import { threadEvents } from '../live/stream.ts';
import { addressOf } from '../pages.ts';
import { changesAfter } from '../store/changes.ts';
import { readThread } from '../store/threads.ts';

/** Clients come back after 2 to 5 seconds, not all at once. */
const RETRY_MS = [2000, 3000] as const;
const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'Accept',
};

/**
 * `GET /v1/threads/{thread}/events?after=N`: what is new since a version, once as JSON, or from then on as server-sent
 * events.
 */
export async function eventsRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const key = checkThreadKey(exchange.req.param('thread') ?? '');
  const after = readAfter(new URL(request.url).searchParams);
  const type = preferred(request.headers.get('accept'), ['application/json', 'text/event-stream']);
  if (type === 'text/event-stream') return stream(exchange, service, key, after);
  const address = addressOf(request.url);
  const { connections } = await service.store();
  const thread = await readThread(connections, key);
  const known = service.pages.get(address, type, thread.version);
  if (known) return shared(request, known);
  const changes = await changesAfter(connections, thread, after, service.settings.hold === 'all');
  const answer = share(changes, { vary: 'Accept' });
  service.pages.keep(address, type, thread, answer);
  return shared(request, answer);
}

async function stream(
  exchange: Exchange,
  service: Service,
  threadKey: string,
  after: number | undefined,
): Promise<Response> {
  const request = exchange.req.raw;
  const hub = await service.hub();
  const { household } = visitorOf(exchange, service, '', undefined);
  const place = service.streams.take(household);
  if (request.method === 'HEAD') {
    place.free();
    return new Response(null, { headers: STREAM_HEADERS });
  }
  const resumed = versionIn(request.headers.get('last-event-id') ?? '');
  const retryMs = RETRY_MS[0] + Math.floor(Math.random() * RETRY_MS[1]);
  const isResumed = request.headers.has('last-event-id');
  const body = threadEvents({
    ...{ hub, threadKey, retryMs, signal: place.signal, onEnd: place.free },
    // Where it stopped counts, not where it once began; what is no version of ours starts at the present.
    after: isResumed ? resumed : after,
  });
  return new Response(body, { headers: STREAM_HEADERS });
}

/** @throws {ProblemError} 400 */
function readAfter(query: URLSearchParams): number | undefined {
  const text = once(query, 'after');
  if (text === undefined) return undefined;
  const version = versionIn(text);
  if (version === undefined) throw badQuery('after', 'must be a version: a whole number.');
  return version;
}

const versionIn = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);
