import { sql, type Kysely } from 'kysely';

import type { ModerationQueue, QueuedComment, QueueState } from '../../contracts/moderation.ts';
import { encodeCursor, type Cursor } from '../rules/cursor.ts';
import type { Connections } from './connections.ts';
import type { Tables } from './schema.ts';
import type { CommentRow } from './states.ts';
import { toThread, type ThreadRow } from './threads.ts';
import { toComment } from './view.ts';

/** Details of reports that are shown with a comment, the newest ones. */
const MAX_DETAILS = 5;
const MAX_REASONS = 20;

export interface QueueQuery {
  readonly state: QueueState;
  /** One thread; all of them when absent. */
  readonly threadKey: string | undefined;
  readonly limit: number;
  readonly cursor: Cursor | undefined;
}

/** What moderators have to look at, oldest first. Costs what waits, however much was written. */
export async function readQueue(connections: Connections, query: QueueQuery): Promise<ModerationQueue> {
  const database = connections.read;
  const thread = query.threadKey === undefined ? undefined : await findThread(database, query.threadKey);
  if (query.threadKey !== undefined && !thread)
    return { comments: [], nextCursor: null, waiting: 0, reported: 0, hidden: 0 };
  const found = await waitingRows(database, query, thread);
  const page = found.slice(0, query.limit);
  const end = page[page.length - 1];
  return {
    comments: await toQueue(database, page),
    nextCursor: found.length > query.limit && end ? cursorAfter(end) : null,
    ...(await countAll(database, thread)),
  };
}

const findThread = (database: Kysely<Tables>, key: string): Promise<ThreadRow | undefined> =>
  database.selectFrom('threads').selectAll().where('key', '=', key).executeTakeFirst();

const cursorAfter = (row: CommentRow): string =>
  encodeCursor({ sort: 'oldest', isPinned: false, rank: 0, createdAt: row.created_at, id: row.id });

/** Written out with the condition of the small indexes, so that both databases see that they fit. */
const isIn = (state: QueueState) =>
  state === 'reported'
    ? sql<boolean>`report_count > 0 and state = 'published'`
    : sql<boolean>`state = ${sql.lit(state)} and state in ('held', 'hidden')`;

function waitingRows(
  database: Kysely<Tables>,
  query: QueueQuery,
  thread: ThreadRow | undefined,
): Promise<CommentRow[]> {
  const { state, cursor, limit } = query;
  let rows = database.selectFrom('comments').selectAll().where(isIn(state));
  if (thread) rows = rows.where('thread_id', '=', thread.id);
  if (cursor) rows = rows.where(sql<boolean>`(created_at, id) > (${cursor.createdAt}, ${cursor.id})`);
  return rows
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
}

/** Counts no further than the small indexes reach; what is held in one thread stands with the thread. */
async function countAll(
  database: Kysely<Tables>,
  thread: ThreadRow | undefined,
): Promise<Pick<ModerationQueue, 'waiting' | 'reported' | 'hidden'>> {
  const count = async (state: QueueState): Promise<number> => {
    let rows = database
      .selectFrom('comments')
      .select(sql<number>`count(*)`.as('count'))
      .where(isIn(state));
    if (thread) rows = rows.where('thread_id', '=', thread.id);
    return Number((await rows.executeTakeFirstOrThrow()).count);
  };
  return {
    waiting: thread ? thread.held : await count('held'),
    reported: await count('reported'),
    hidden: await count('hidden'),
  };
}

async function toQueue(database: Kysely<Tables>, page: readonly CommentRow[]): Promise<QueuedComment[]> {
  if (page.length === 0) return [];
  const threadIds = [...new Set(page.map((row) => row.thread_id))];
  const threads = await database.selectFrom('threads').selectAll().where('id', 'in', threadIds).execute();
  const reasons = await countReasons(database, page);
  return Promise.all(
    page.map(async (row) => {
      const { id, url } = toThread(
        threads.find((thread) => thread.id === row.thread_id)!,
        false,
      );
      const counts = reasons.get(row.id);
      return {
        ...toComment(row, { isModerator: true }),
        thread: { id, ...(url !== undefined && { url }) },
        ...(row.held_for !== null && { heldFor: row.held_for }),
        ...(counts && { reports: await withDetails(database, row, counts) }),
      };
    }),
  );
}

interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** What readers have reported since a moderator approved, most frequent first. */
async function countReasons(
  database: Kysely<Tables>,
  page: readonly CommentRow[],
): Promise<Map<string, ReasonCount[]>> {
  const rows = await database
    .selectFrom('reports')
    .innerJoin('comments', 'comments.id', 'reports.comment_id')
    .select(['reports.comment_id', 'reports.reason', sql<number>`count(*)`.as('count')])
    .where(
      'reports.comment_id',
      'in',
      page.map((row) => row.id),
    )
    .where(sql<boolean>`reports.created_at > coalesce(comments.approved_at, 0)`)
    .groupBy(['reports.comment_id', 'reports.reason'])
    .execute();
  const byComment = new Map<string, ReasonCount[]>();
  for (const { comment_id: id, reason, count } of rows)
    byComment.set(id, [...(byComment.get(id) ?? []), { reason, count: Number(count) }]);
  for (const [id, counts] of byComment) {
    counts.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
    byComment.set(id, counts.slice(0, MAX_REASONS));
  }
  return byComment;
}

async function withDetails(
  database: Kysely<Tables>,
  comment: CommentRow,
  counts: readonly ReasonCount[],
): Promise<NonNullable<QueuedComment['reports']>> {
  const rows = await database
    .selectFrom('reports')
    .select(['reason', 'detail'])
    .where('comment_id', '=', comment.id)
    .where('detail', 'is not', null)
    .where('created_at', '>', comment.approved_at ?? 0)
    .orderBy('created_at', 'desc')
    .orderBy('reporter')
    .limit(MAX_DETAILS)
    .execute();
  return counts.map(({ reason, count }) => {
    const details = rows.filter((row) => row.reason === reason).map((row) => row.detail!);
    return { reason, count, ...(details.length > 0 && { details }) };
  });
}
