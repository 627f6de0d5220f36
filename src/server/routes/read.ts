import { MAX_PAGE_SIZE, SORTS, type CommentList } from '../../contracts/comments.ts';
import type { Notify } from '../../contracts/notifications.ts';
import type { Exchange, Service } from '../context.ts';
import { preferred } from '../http/accept.ts';
import { personal, share, shared } from '../http/answers.ts';
import { badQuery, checkCommentId, checkThreadKey, once, oneOf, wholeIn } from '../http/query.ts';
import { listHtml } from '../html/list.ts';
import { PAGE_LANGUAGES } from '../html/words.ts';
import { addressOf } from '../pages.ts';
import { decodeCursor } from '../rules/cursor.ts';
import { listComments, type ListQuery } from '../store/list.ts';
import { countThreads, readThread } from '../store/threads.ts';

const DEFAULT_PAGE_SIZE = 25;
const MAX_COUNTED = 100;

/** What a thread can be read as. */
const TYPES = ['application/json', 'text/html'] as const;

/** `GET /v1/threads/{thread}/comments`: as JSON, or as a fragment of HTML for readers without JavaScript. */
export async function listRoute(exchange: Exchange, service: Service): Promise<Response> {
  const request = exchange.req.raw;
  const key = checkThreadKey(exchange.req.param('thread') ?? '');
  const address = addressOf(request.url);
  const type = preferred(request.headers.get('accept'), TYPES);
  const { connections } = await service.store();
  const thread = await readThread(connections, key);
  const known = service.pages.get(address, type, thread.version);
  if (known) return shared(request, known);
  const parameters = new URL(request.url).searchParams;
  const language = oneOf(parameters, 'lang', PAGE_LANGUAGES, 'en');
  const list = await listComments(connections, thread, readQuery(parameters), service.settings.hold === 'all');
  const page =
    type === 'application/json'
      ? share(withNotify(list, service), { vary: 'Accept' })
      : share(listHtml(list, language, parameters), { type: 'text/html; charset=utf-8', vary: 'Accept' });
  service.pages.keep(address, type, thread, page);
  return shared(request, page);
}

/** How readers can be told of news, where they can be. */
const withNotify = (list: CommentList, { settings }: Service): CommentList =>
  settings.mail || settings.push ? { ...list, thread: { ...list.thread, notify: notifyOf(settings) } } : list;

const notifyOf = ({ mail, push }: Service['settings']): Notify => ({
  email: mail !== undefined,
  ...(push && { push: push.publicKey }),
});

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
