import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { CommentList } from '../../contracts/comments.ts';
import { encodeCursor } from '../rules/cursor.ts';
import type { Tables } from './schema.ts';
import type { CommentRow } from './states.ts';

/** Most replies that a page shows under one of its comments, all levels together; the rest is cut, and said so. */
export const MAX_REPLIES = 20;
/** Comments with at most this many replies are asked for together. */
const FEW = 40;
const BATCH = 400;

export interface Branches {
  /** The replies on the page, by the comment they reply to, oldest first. */
  readonly children: ReadonlyMap<string, readonly CommentRow[]>;
  readonly cuts: NonNullable<CommentList['cuts']>;
}

/**
 * Chooses the replies to show under each comment of a page: level by level, oldest first, up to {@link MAX_REPLIES} a
 * branch. Under every comment the replies on the page are the first ones, so that one cursor names the rest.
 *
 * @param path - Comments that must be on the page whatever the limit, top first: the way down to one asked for.
 */
export async function chooseBranches(
  database: Kysely<Tables>,
  page: readonly CommentRow[],
  path: readonly CommentRow[],
): Promise<Branches> {
  const children = new Map<string, CommentRow[]>();
  let level = page.map((row) => ({ row, branch: row.id }));
  const left = new Map(page.map((row) => [row.id, MAX_REPLIES]));
  while (level.length > 0) {
    const parents = level.filter(({ row, branch }) => row.reply_count > 0 && left.get(branch)! > 0);
    const found = await firstReplies(
      database,
      parents.map(({ row }) => row),
    );
    const next: typeof level = [];
    for (const { row, branch } of parents) {
      const taken = (found.get(row.id) ?? []).slice(0, left.get(branch));
      left.set(branch, left.get(branch)! - taken.length);
      if (taken.length > 0) children.set(row.id, taken);
      next.push(...taken.map((reply) => ({ row: reply, branch })));
    }
    level = next;
  }
  const shown = withPath(children, path);
  return { children: shown, cuts: findCuts(page, children, shown) };
}

/** The first replies to each of these comments; together where they are few, so that a level is one query. */
async function firstReplies(
  database: Kysely<Tables>,
  parents: readonly CommentRow[],
): Promise<Map<string, CommentRow[]>> {
  const few = parents.filter((row) => row.reply_count <= FEW).map((row) => row.id);
  const many = parents.filter((row) => row.reply_count > FEW).map((row) => row.id);
  const rows: CommentRow[] = [];
  for (let start = 0; start < few.length; start += BATCH)
    rows.push(...(await repliesTo(database, few.slice(start, start + BATCH)).execute()));
  for (const id of many) rows.push(...(await repliesTo(database, [id]).limit(MAX_REPLIES).execute()));
  const byParent = new Map<string, CommentRow[]>();
  for (const row of rows) byParent.set(row.parent_id!, [...(byParent.get(row.parent_id!) ?? []), row]);
  return byParent;
}

const repliesTo = (database: Kysely<Tables>, parents: readonly string[]) =>
  database
    .selectFrom('comments')
    .selectAll()
    .where('parent_id', 'in', parents)
    .where('shown', '=', sql.lit(1))
    // As they are in the index, so that nothing is sorted; who they answer to is looked at one by one.
    .orderBy('parent_id')
    .orderBy('created_at')
    .orderBy('id');

/**
 * Names the comments that have more replies than the page shows; `count` is how many direct replies are missing.
 *
 * @param first - The replies on the page up to the first that is missing: where the cursor stands.
 */
function findCuts(
  page: readonly CommentRow[],
  first: ReadonlyMap<string, readonly CommentRow[]>,
  shown: Branches['children'],
): Branches['cuts'] {
  const cuts: Branches['cuts'] = [];
  for (const row of [...page, ...[...shown.values()].flat()]) {
    const count = row.reply_count - (shown.get(row.id)?.length ?? 0);
    if (count <= 0) continue;
    const last = first.get(row.id)?.slice(-1)[0];
    // Before the first reply there is only a time earlier than any.
    const place = last ? { createdAt: last.created_at, id: last.id } : { createdAt: 0, id: '' };
    cuts.push({
      parentId: row.id,
      cursor: encodeCursor({ sort: 'oldest', isPinned: false, rank: 0, ...place }),
      count,
    });
  }
  return cuts;
}

/** Adds the way down to a comment that was asked for, after the replies that are there anyway. */
function withPath(
  first: ReadonlyMap<string, readonly CommentRow[]>,
  path: readonly CommentRow[],
): Branches['children'] {
  const shown = new Map(first);
  for (const row of path) {
    if (row.parent_id === null) continue;
    const replies = shown.get(row.parent_id) ?? [];
    if (!replies.some((reply) => reply.id === row.id)) shown.set(row.parent_id, [...replies, row]);
  }
  return shown;
}
