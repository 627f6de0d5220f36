import { MAX_PAGE_SIZE } from '../../contracts/comments.ts';
import { MAX_REASON_LENGTH, Moderation, QUEUE_STATES, ThreadChange } from '../../contracts/moderation.ts';
import { cleanLine } from '../../contracts/text.ts';
import { moderatorOf, noComment, type Exchange, type Service } from '../context.ts';
import { personal } from '../http/answers.ts';
import { readJson } from '../http/body.ts';
import { badQuery, checkCommentId, checkThreadKey, once, oneOf, wholeIn } from '../http/query.ts';
import type { Member } from '../identity.ts';
import { decodeCursor, type Cursor } from '../rules/cursor.ts';
import { changeComment } from '../store/comments.ts';
import { readLog, type Actor } from '../store/log.ts';
import { moderate } from '../store/moderate.ts';
import { readQueue } from '../store/queue.ts';
import { changeThread, toThread } from '../store/threads.ts';
import { toComment } from '../store/view.ts';

const PAGE_SIZE = 25;

/** How a moderator stands in the log. */
export const actorOf = (member: Member): Actor => ({ name: member.name ?? member.subject, id: member.subject });

const cleanReason = (reason: string | undefined): string => cleanLine(reason ?? '', MAX_REASON_LENGTH);

/** `POST /v1/comments/{id}/moderation` */
export async function moderationRoute(exchange: Exchange, service: Service): Promise<Response> {
  const id = checkCommentId(exchange.req.param('id') ?? '');
  const member = await moderatorOf(exchange.req.raw, service);
  const { action, reason } = await readJson(exchange.req.raw, Moderation);
  const store = await service.store();
  const act = { actor: actorOf(member), action, reason: cleanReason(reason), at: service.settings.clock() };
  const changed = await changeComment(store.write, id, (comment) => moderate(comment, act));
  if (!changed) throw noComment();
  return personal({ comment: toComment(changed, { isModerator: true }) });
}

/** `PATCH /v1/threads/{thread}` */
export async function threadRoute(exchange: Exchange, service: Service): Promise<Response> {
  const key = checkThreadKey(exchange.req.param('thread') ?? '');
  const member = await moderatorOf(exchange.req.raw, service);
  const change = await readJson(exchange.req.raw, ThreadChange);
  const store = await service.store();
  const by = { actor: actorOf(member), reason: cleanReason(change.reason), at: service.settings.clock() };
  const thread = await changeThread(store.write, key, change, by);
  return personal({ thread: toThread(thread, service.settings.hold === 'all') });
}

/** `GET /v1/moderation/queue` */
export async function queueRoute(exchange: Exchange, service: Service): Promise<Response> {
  await moderatorOf(exchange.req.raw, service);
  const query = new URL(exchange.req.url).searchParams;
  const state = oneOf(query, 'state', QUEUE_STATES, 'held');
  const { connections } = await service.store();
  return personal(await readQueue(connections, { state, ...pageOf(query, 'oldest') }));
}

/** `GET /v1/moderation/log` */
export async function logRoute(exchange: Exchange, service: Service): Promise<Response> {
  await moderatorOf(exchange.req.raw, service);
  const query = new URL(exchange.req.url).searchParams;
  const comment = once(query, 'comment');
  const commentId = comment === undefined ? undefined : checkCommentId(comment);
  const { connections } = await service.store();
  return personal(await readLog(connections, { commentId, ...pageOf(query, 'newest') }));
}

function pageOf(
  query: URLSearchParams,
  order: 'oldest' | 'newest',
): { threadKey: string | undefined; limit: number; cursor: Cursor | undefined } {
  const thread = once(query, 'thread');
  const text = once(query, 'cursor');
  const cursor = text === undefined ? undefined : decodeCursor(text, order);
  if (text !== undefined && !cursor) throw badQuery('cursor', 'is not one that this list handed out.');
  return {
    threadKey: thread === undefined ? undefined : checkThreadKey(thread),
    limit: wholeIn(query, 'limit', [1, MAX_PAGE_SIZE], PAGE_SIZE),
    cursor,
  };
}
