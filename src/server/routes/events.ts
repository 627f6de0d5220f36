import type { Exchange, Service } from '../context.ts';
import { preferred } from '../http/accept.ts';
import { share, shared } from '../http/answers.ts';
import { badQuery, checkThreadKey, once } from '../http/query.ts';
import { threadSource } from '../live/thread-source.ts';
import { addressOf } from '../pages.ts';
import { changesAfter } from '../store/changes.ts';
import { readThread } from '../store/threads.ts';
import { stream } from './stream.ts';

/**
 * `GET /v1/threads/{thread}/events?after=N`: what is new since a version, once as JSON, or from then on as server-sent
 * events.
 */
export async function eventsRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const key = checkThreadKey(exchange.req.param('thread') ?? '');
  const after = readAfter(new URL(request.url).searchParams);
  const { connections } = await service.store();
  const read = async (from: number | undefined) =>
    changesAfter(connections, await readThread(connections, key), from, service.settings.hold === 'all');
  const type = preferred(request.headers.get('accept'), ['application/json', 'text/event-stream']);
  if (type === 'text/event-stream') {
    const lastId = request.headers.get('last-event-id');
    // Where it stopped counts, not where it once began; what is no version of ours starts at the present.
    const start = lastId === null ? after : versionIn(lastId);
    return stream(exchange, service, threadSource(await service.hub(), key, read, start));
  }
  const address = addressOf(request.url);
  const thread = await readThread(connections, key);
  const known = service.pages.get(address, type, thread.version);
  if (known) return shared(request, known);
  const changes = await changesAfter(connections, thread, after, service.settings.hold === 'all');
  const answer = share(changes, { vary: 'Accept' });
  service.pages.keep(address, type, thread, answer);
  return shared(request, answer);
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
