import type { Vote } from '../../contracts/comments.ts';
import { rankOf } from '../rules/ranking.ts';
import { lockComment } from './comments.ts';
import type { ReportTable } from './schema.ts';
import type { CommentRow } from './states.ts';
import type { Database, Write } from './transactions.ts';

/**
 * One vote a reader a comment; the last one counts, 0 takes it back.
 *
 * @returns The comment afterwards, `undefined` if no published one has that id.
 */
export async function voteOn(
  write: Write,
  id: string,
  vote: { readonly voter: string; readonly value: Vote['value']; readonly now: number },
): Promise<CommentRow | undefined> {
  return write(async (database) => {
    const found = await lockComment(database, id);
    if (found?.comment.state !== 'published') return undefined;
    const own = database
      .selectFrom('votes')
      .select('value')
      .where('comment_id', '=', id)
      .where('voter', '=', vote.voter);
    const before = (await own.executeTakeFirst())?.value ?? 0;
    if (before === vote.value) return found.comment;
    await storeVote(database, id, vote);
    const up = found.comment.up + (vote.value === 1 ? 1 : 0) - (before === 1 ? 1 : 0);
    const down = found.comment.down + (vote.value === -1 ? 1 : 0) - (before === -1 ? 1 : 0);
    const numbers = { up, down, rank: rankOf(up, down) };
    await database.updateTable('comments').set(numbers).where('id', '=', id).execute();
    return { ...found.comment, ...numbers };
  });
}

async function storeVote(
  database: Database,
  id: string,
  { voter, value, now }: { readonly voter: string; readonly value: number; readonly now: number },
): Promise<void> {
  await database.deleteFrom('votes').where('comment_id', '=', id).where('voter', '=', voter).execute();
  if (value !== 0)
    await database.insertInto('votes').values({ comment_id: id, voter, value, created_at: now }).execute();
}

/** Keeps a report; a second one by the same reader about the same comment changes nothing. */
export async function storeReport(write: Write, report: ReportTable): Promise<void> {
  await write((database) =>
    database
      .insertInto('reports')
      .values(report)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}
