import type { Selectable } from 'kysely';

import { sql } from 'kysely';

import { announce } from './news.ts';
import type { CommentState, CommentTable } from './schema.ts';
import type { Database } from './transactions.ts';

export type CommentRow = Selectable<CommentTable>;

/** Whether readers see a comment: published, or what is left of one that others replied to. */
export const isShown = (state: CommentState, replyCount: number): boolean =>
  state === 'published' || (state !== 'held' && replyCount > 0);

/** The version of the comment's thread, which the transaction has raised: what a comment that looks different gets. */
export const currentVersion = sql<number>`(select version from threads where threads.id = comments.thread_id)`;

/** Whether readers have ever seen a comment. What was held from the start has no version, and is no news to anybody. */
const wasSeen = (comment: CommentRow): boolean =>
  comment.version > 0 || comment.shown === 1 || comment.state === 'published';

/**
 * Moves a comment to another state, and keeps what depends on it true: the thread's numbers, the parent's number of
 * replies, and whether the stubs above it still have anything to hold together.
 *
 * The thread's row must be locked ({@link ./threads.ts}).
 */
export async function moveTo(database: Database, comment: CommentRow, state: CommentState): Promise<CommentRow> {
  if (comment.state === state) return comment;
  await countState(database, comment.thread_id, comment.state, state);
  const shown = isShown(state, comment.reply_count) ? 1 : 0;
  const isNews = state === 'published' || wasSeen(comment);
  const changed = await database
    .updateTable('comments')
    .set({ state, shown, ...(isNews && { version: currentVersion }) })
    .where('id', '=', comment.id)
    .returning('version')
    .executeTakeFirstOrThrow();
  await countReply(database, comment.parent_id, shown - comment.shown);
  if (state === 'published' && !wasSeen(comment)) await announce(database, comment);
  return { ...comment, state, shown, version: changed.version };
}

/** Adds to the replies that readers see under a comment, and hides or shows its stub as that needs, all the way up. */
export async function countReply(database: Database, parentId: string | null, change: number): Promise<void> {
  let [id, step] = [parentId, change];
  while (id !== null && step !== 0) {
    const parent = await database
      .updateTable('comments')
      .set((values) => ({ reply_count: values('reply_count', '+', step) }))
      .where('id', '=', id)
      .returning(['parent_id', 'state', 'shown', 'reply_count'])
      .executeTakeFirstOrThrow();
    const shown = isShown(parent.state, parent.reply_count) ? 1 : 0;
    if (shown !== parent.shown)
      await database.updateTable('comments').set({ shown, version: currentVersion }).where('id', '=', id).execute();
    [id, step] = [parent.parent_id, shown - parent.shown];
  }
}

const COLUMNS = { published: 'published', held: 'held', hidden: 'hidden' } as const;

/** Keeps the thread's numbers; nothing counts what was deleted. */
export async function countState(
  database: Database,
  threadId: number,
  from: CommentState | undefined,
  to: CommentState,
): Promise<void> {
  const changes = [
    [from, -1],
    [to, 1],
  ] as const;
  for (const [state, step] of changes) {
    if (!state || state === 'deleted') continue;
    const column = COLUMNS[state];
    await database
      .updateTable('threads')
      .set((values) => ({ [column]: values(column, '+', step) }))
      .where('id', '=', threadId)
      .execute();
  }
}
