import { MAX_PAGE_SIZE, SORTS } from '../../contracts/comments.ts';
import type { Exchange, Service } from '../context.ts';
import { personal, share, shared, type Shared } from '../http/answers.ts';
import { badQuery, checkCommentId, checkThreadKey, once, oneOf, wholeIn } from '../http/query.ts';
import { decodeCursor } from '../rules/cursor.ts';
import { LruCache } from '../rules/lru.ts';
import { listComments, type ListQuery } from '../store/list.ts';
import { countThreads, readThread } from '../store/threads.ts';

const DEFAULT_PAGE_SIZE = 25;
const MAX_COUNTED = 100;
const CACHE_LENGTH = 20_000_000;

/**
 * `GET /v1/threads/{thread}/comments`
 *
 * Pages are kept in memory under the version of their thread, which every change raises: an unchanged thread costs one
 * row.
 */
export function listRoute(): (exchange: Exchange, service: Service) => Promise<Response> {
  const cache = new LruCache<Shared>(CACHE_LENGTH, (page) => page.text.length);
  return async (exchange, service) => {
    const key = checkThreadKey(exchange.req.param('thread') ?? '');
    const query = readQuery(new URL(exchange.req.url).searchParams);
    const { connections } = await service.store();
    const thread = await readThread(connections, key);
    const name = JSON.stringify([key, thread.version, query]);
    let page = cache.get(name);
    if (!page) {
      page = share(await listComments(connections, thread, query, service.settings.hold === 'all'));
      // A thread that nobody has written in has no version yet, and costs nothing.
      if (thread.version > 0) cache.set(name, page);
    }
    return shared(exchange.req.raw, page);
  };
}

function readQuery(query: URLSearchParams): ListQuery {
  const parent = once(query, 'parent');
  const around = once(query, 'around');
  const cursorText = once(query, 'cursor');
  const sort = oneOf(query, 'sort', SORTS, 'oldest');
  const limit = wholeIn(query, 'limit', [1, MAX_PAGE_SIZE], DEFAULT_PAGE_SIZE);
  const isAnchored = oneOf(query, 'anchored', ['true', 'false', '1', '0', ''], 'false');
  if (around !== undefined && (parent !== undefined || cursorText !== undefined))
    throw badQuery('around', 'cannot be combined with parent or cursor.');
  const cursor =
    cursorText === undefined ? undefined : decodeCursor(cursorText, parent === undefined ? sort : 'oldest');
  if (cursorText !== undefined && !cursor) throw badQuery('cursor', 'is not one that this list handed out.');
  return {
    ...{ sort, limit, cursor },
    parent: parent === undefined ? undefined : checkCommentId(parent),
    around: around === undefined ? undefined : checkCommentId(around),
    isAnchored: isAnchored === 'true' || isAnchored === '1' || isAnchored === '',
  };
}

/** `GET /v1/counts?thread=…&thread=…` */
export async function countsRoute(exchange: Exchange, service: Service): Promise<Response> {
  const keys = new URL(exchange.req.url).searchParams.getAll('thread');
  if (keys.length === 0) throw badQuery('thread', 'is missing.');
  if (keys.length > MAX_COUNTED) throw badQuery('thread', `is given more than ${MAX_COUNTED} times.`);
  const { connections } = await service.store();
  const counts = await countThreads(connections, keys.map(checkThreadKey));
  return shared(exchange.req.raw, share({ counts: Object.fromEntries(counts) }));
}

/** `GET /healthz`: whether comments can be read and stored right now. */
export async function healthRoute(_exchange: Exchange, service: Service): Promise<Response> {
  const store = await service.store();
  await store.check();
  return personal({ status: 'ok', database: store.connections.kind });
}
