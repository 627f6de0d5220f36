import { sql } from 'kysely';

import type { Connections } from './connections.ts';
import type { CommentRow } from './states.ts';

/** Comments in a feed, the newest ones. */
const MOST = 50;

/** The newest comments of a thread that readers see, newest first. Costs the same however long the thread is. */
export function newestOf({ read }: Connections, threadId: number): Promise<CommentRow[]> {
  return read
    .selectFrom('comments')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('state', '=', sql.lit('published'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
}

/**
 * The newest comments below one, however deep, newest first.
 *
 * @returns `undefined` unless readers see a comment of that id in the thread.
 */
export async function newestBelow(
  { read }: Connections,
  threadId: number,
  id: string,
): Promise<CommentRow[] | undefined> {
  const top = read.selectFrom('comments').select('id').where('id', '=', id).where('thread_id', '=', threadId);
  if (!(await top.where('shown', '=', sql.lit(1)).executeTakeFirst())) return undefined;
  return read
    .withRecursive('below', (query) =>
      query
        .selectFrom('comments')
        .selectAll()
        .where('parent_id', '=', id)
        .where('shown', '=', sql.lit(1))
        .unionAll((deeper) =>
          deeper
            .selectFrom('comments')
            .innerJoin('below', 'below.id', 'comments.parent_id')
            .selectAll('comments')
            .where('comments.shown', '=', sql.lit(1)),
        ),
    )
    .selectFrom('below')
    .selectAll()
    .where('state', '=', 'published')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
}
