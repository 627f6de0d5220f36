import { sql } from 'kysely';

import type { Vote } from '../../contracts/comments.ts';
import { rankOf } from '../../contracts/ranking.ts';
import { applyChange, lockComment, lockQuietly } from './comments.ts';
import { SERVER } from './log.ts';
import type { ReportTable } from './schema.ts';
import type { CommentRow } from './states.ts';
import { touchThread } from './threads.ts';
import type { Database, Write } from './transactions.ts';

/** Readers neither vote on nor report what they wrote themselves. */
export class OwnCommentError extends Error {
  override readonly name = 'OwnCommentError';
}

/**
 * Whether a signed-in reader wrote it. Guests are told apart by network and browser only: refusing by that would keep a
 * school or an office from voting on each other's comments, so for them it is the element that offers no vote.
 */
const isOwn = (comment: CommentRow, reader: string): boolean =>
  comment.token_hash === null && comment.author_key === reader;

/**
 * One vote a reader a comment; the last one counts, 0 takes it back.
 *
 * @returns The comment afterwards, `undefined` if no published one has that id.
 * @throws {OwnCommentError} If the voter wrote it.
 */
export async function voteOn(
  write: Write,
  id: string,
  vote: { readonly voter: string; readonly value: Vote['value']; readonly now: number },
): Promise<CommentRow | undefined> {
  return write(async (database) => {
    const found = await lockComment(database, id);
    if (found?.comment.state !== 'published') return undefined;
    if (isOwn(found.comment, vote.voter)) throw new OwnCommentError();
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

/**
 * Keeps a report. A second one by the same reader changes nothing; a second one from the same network is kept, and does
 * not count towards holding the comment.
 *
 * @param holdAt - Reports that count until a published comment is held, unless a moderator has approved it or its author
 *   has a role; 0 for never.
 * @returns Whether the comment waits now because of it; `undefined` if there is no published one of that id.
 * @throws {OwnCommentError} If the reporter wrote it.
 */
export async function reportComment(write: Write, report: ReportTable, holdAt: number): Promise<boolean | undefined> {
  return write(async (database) => {
    const comment = await lockQuietly(database, report.comment_id);
    if (comment?.state !== 'published') return undefined;
    if (isOwn(comment, report.reporter)) throw new OwnCommentError();
    const isFromNewNetwork = !(await hasReportFrom(database, report));
    const kept = await database
      .insertInto('reports')
      .values(report)
      .onConflict((conflict) => conflict.doNothing())
      .returning('comment_id')
      .executeTakeFirst();
    return kept && isFromNewNetwork ? countReport(database, comment, report.created_at, holdAt) : false;
  });
}

async function hasReportFrom(database: Database, report: ReportTable): Promise<boolean> {
  const found = await database
    .selectFrom('reports')
    .innerJoin('comments', 'comments.id', 'reports.comment_id')
    .select('reporter')
    .where('comment_id', '=', report.comment_id)
    .where('reported_from', '=', report.reported_from)
    .where(sql<boolean>`reports.created_at > coalesce(comments.approved_at, 0)`)
    .limit(1)
    .executeTakeFirst();
  return !!found;
}

/** @returns Whether it was the one report that is too many. */
async function countReport(database: Database, comment: CommentRow, now: number, holdAt: number): Promise<boolean> {
  const report_count = comment.report_count + 1;
  await database.updateTable('comments').set({ report_count }).where('id', '=', comment.id).execute();
  const isHeld = holdAt > 0 && report_count >= holdAt && comment.approved_at === null && comment.author_role === null;
  if (!isHeld) return false;
  await touchThread(database, comment.thread_id);
  const act = { actor: SERVER, action: 'auto-hold', reason: 'reports', at: now } as const;
  await applyChange(database, { ...comment, report_count }, { state: 'held', heldFor: 'reports', act });
  return true;
}
