import { sql } from 'kysely';
import type { Kysely, SelectQueryBuilder } from 'kysely';

import type { CommentList, Sort } from '../../contracts/comments.ts';
import { encodeCursor, type Cursor } from '../rules/cursor.ts';
import { chooseBranches, type Branches } from './branches.ts';
import { toComment } from './view.ts';
import type { Connections } from './connections.ts';
import type { Tables } from './schema.ts';
import type { CommentRow } from './states.ts';
import { toThread, type ThreadRow } from './threads.ts';

export interface ListQuery {
  readonly sort: Sort;
  readonly limit: number;
  readonly cursor: Cursor | undefined;
  /** Only direct replies to this comment, oldest first, each with its branch. */
  readonly parent: string | undefined;
  /** The page that begins with the branch of this comment; without such a comment, the first page. */
  readonly around: string | undefined;
  /** Only top-level comments on a passage. */
  readonly isAnchored: boolean;
}

/** One page of a thread, for anybody to see. Costs the same however long the thread is. */
export async function listComments(
  connections: Connections,
  thread: ThreadRow,
  query: ListQuery,
  holdsAll: boolean,
): Promise<CommentList> {
  const database = connections.read;
  const path = query.around === undefined ? [] : await pathTo(database, thread.id, query.around);
  const tops =
    query.parent === undefined
      ? await topLevel(database, thread.id, query, path[0])
      : await replies(database, thread.id, query);
  const hasMore = tops.length > query.limit;
  const page = tops.slice(0, query.limit);
  const branches = await chooseBranches(database, page, path);
  const last = page[page.length - 1];
  return {
    thread: toThread(thread, holdsAll),
    comments: inOrder(page, branches).map((row) => toComment(row)),
    nextCursor: hasMore && last ? cursorAfter(last, query.parent === undefined ? query.sort : 'oldest') : null,
    ...(branches.cuts.length > 0 && { cuts: branches.cuts }),
    ...(thread.hidden > 0 && { hidden: thread.hidden }),
  };
}

const cursorAfter = (row: CommentRow, sort: Sort): string =>
  encodeCursor({
    sort,
    isPinned: row.pinned === 1 && row.parent_id === null,
    rank: row.rank,
    createdAt: row.created_at,
    id: row.id,
  });

/** Every branch whole, parents before children. */
function inOrder(page: readonly CommentRow[], branches: Branches): CommentRow[] {
  const ordered: CommentRow[] = [];
  const waiting = [...page].reverse();
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    ordered.push(row);
    waiting.push(...[...(branches.children.get(row.id) ?? [])].reverse());
  }
  return ordered;
}

type Query = SelectQueryBuilder<Tables, 'comments', CommentRow>;

/** Top-level comments from the cursor on, one more than the page holds: the pinned stretch, then the rest. */
async function topLevel(
  database: Kysely<Tables>,
  threadId: number,
  query: ListQuery,
  around: CommentRow | undefined,
): Promise<CommentRow[]> {
  const wanted = query.limit + 1;
  const stretch = (isPinned: boolean, cursor: Cursor | undefined, limit: number): Promise<CommentRow[]> => {
    let rows: Query = database
      .selectFrom('comments')
      .selectAll()
      .where('thread_id', '=', threadId)
      .where('parent_id', 'is', null)
      .where('shown', '=', sql.lit(1))
      .where('pinned', '=', isPinned ? sql.lit(1) : sql.lit(0));
    if (query.isAnchored) rows = rows.where('anchor', 'is not', null);
    return ordered(rows, query.sort, cursor).limit(limit).execute();
  };
  if (around) {
    const rest = await stretch(around.pinned === 1, positionOf(around, query.sort), query.limit);
    const unpinned = around.pinned === 1 ? await stretch(false, undefined, query.limit) : [];
    return [around, ...rest, ...unpinned].slice(0, wanted);
  }
  if (query.cursor && !query.cursor.isPinned) return stretch(false, query.cursor, wanted);
  const pinned = await stretch(true, query.cursor, wanted);
  return pinned.length >= wanted ? pinned : [...pinned, ...(await stretch(false, undefined, wanted - pinned.length))];
}

const positionOf = (row: CommentRow, sort: Sort): Cursor => ({
  ...{ sort, isPinned: row.pinned === 1, rank: row.rank, createdAt: row.created_at, id: row.id },
});

function ordered(rows: Query, sort: Sort, cursor: Cursor | undefined): Query {
  if (sort === 'top') {
    const after = cursor && sql<boolean>`(rank, created_at, id) > (${cursor.rank}, ${cursor.createdAt}, ${cursor.id})`;
    return (after ? rows.where(after) : rows).orderBy('rank').orderBy('created_at').orderBy('id');
  }
  const direction = sort === 'oldest' ? 'asc' : 'desc';
  const sign = sql.raw(sort === 'oldest' ? '>' : '<');
  const after = cursor && sql<boolean>`(created_at, id) ${sign} (${cursor.createdAt}, ${cursor.id})`;
  return (after ? rows.where(after) : rows).orderBy('created_at', direction).orderBy('id', direction);
}

/** Direct replies from the cursor on, one more than the page holds. */
async function replies(database: Kysely<Tables>, threadId: number, query: ListQuery): Promise<CommentRow[]> {
  const rows: Query = database
    .selectFrom('comments')
    .selectAll()
    .where('parent_id', '=', query.parent ?? '')
    .where('thread_id', '=', threadId)
    .where('shown', '=', sql.lit(1));
  return ordered(rows, 'oldest', query.cursor)
    .limit(query.limit + 1)
    .execute();
}

/** A comment and everything above it, top first; empty unless readers see it in this thread. */
async function pathTo(database: Kysely<Tables>, threadId: number, id: string): Promise<CommentRow[]> {
  const rows = await database
    .withRecursive('path', (query) =>
      query
        .selectFrom('comments')
        .selectAll()
        .where('id', '=', id)
        .where('thread_id', '=', threadId)
        .unionAll((above) =>
          above.selectFrom('comments').innerJoin('path', 'path.parent_id', 'comments.id').selectAll('comments'),
        ),
    )
    .selectFrom('path')
    .selectAll()
    .orderBy('created_at')
    .execute();
  return rows.every((row) => row.shown === 1) ? rows : [];
}
