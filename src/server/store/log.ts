import { sql } from 'kysely';

import type { LogEntry, LoggedAction, ModerationLog } from '../../contracts/moderation.ts';
import { encodeCursor, type Cursor } from '../rules/cursor.ts';
import { newId } from '../rules/tokens.ts';
import type { Connections } from './connections.ts';
import type { CommentState } from './schema.ts';
import type { Database } from './transactions.ts';

/** Who acted. `id` is a token's `sub`; the server and the command line have none. */
export interface Actor {
  readonly name: string;
  readonly id?: string | undefined;
}

export const SERVER: Actor = { name: 'server' };
export const COMMAND_LINE: Actor = { name: 'command line' };

/** An act to write down. `reason` is one clean line. */
export interface Act {
  readonly actor: Actor;
  readonly action: LoggedAction;
  readonly reason?: string | undefined;
  readonly at: number;
}

export interface Place {
  readonly threadId: number;
  readonly commentId?: string;
  readonly before?: CommentState | undefined;
  readonly after?: CommentState | undefined;
}

/** Writes an act down, in the transaction that does it. */
export async function logAct(database: Database, { actor, action, reason, at }: Act, place: Place): Promise<void> {
  const row = {
    ...{ id: nextId(at), at, actor_name: actor.name, actor_id: actor.id ?? null, action },
    ...{ thread_id: place.threadId, comment_id: place.commentId ?? null, reason: reason || null },
    ...{ state_before: place.before ?? null, state_after: place.after ?? null },
  };
  await database.insertInto('moderation_log').values(row).execute();
}

let last = { at: 0, id: '' };

/** Ids sort by time; of two in one millisecond the later one is larger. */
function nextId(at: number): string {
  const id = at === last.at ? increment(last.id) : newId(at);
  last = { at, id };
  return id;
}

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

function increment(id: string): string {
  const kept = id.replace(/z+$/, '');
  const digit = DIGITS.indexOf(kept.slice(-1));
  return kept.slice(0, -1) + DIGITS[digit + 1]! + '0'.repeat(id.length - kept.length);
}

export interface LogQuery {
  readonly threadKey: string | undefined;
  readonly commentId: string | undefined;
  readonly limit: number;
  readonly cursor: Cursor | undefined;
}

/** What was done, newest first. */
export async function readLog(connections: Connections, query: LogQuery): Promise<ModerationLog> {
  let rows = connections.read
    .selectFrom('moderation_log')
    .innerJoin('threads', 'threads.id', 'moderation_log.thread_id')
    .selectAll('moderation_log')
    .select('threads.key as thread');
  if (query.threadKey !== undefined) {
    const thread = connections.read.selectFrom('threads').select('id').where('key', '=', query.threadKey);
    // A comment's own entries are few; the sign keeps the database from walking through those of its thread.
    const column =
      query.commentId === undefined ? sql<number>`moderation_log.thread_id` : sql<number>`+moderation_log.thread_id`;
    rows = rows.where(column, '=', thread);
  }
  if (query.commentId !== undefined) rows = rows.where('comment_id', '=', query.commentId);
  if (query.cursor) rows = rows.where('moderation_log.id', '<', query.cursor.id);
  const found = await rows
    .orderBy('moderation_log.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const page = found.slice(0, query.limit);
  const end = page[page.length - 1];
  return {
    entries: page.map(toEntry),
    nextCursor:
      found.length > query.limit && end
        ? encodeCursor({ sort: 'newest', isPinned: false, rank: 0, createdAt: end.at, id: end.id })
        : null,
  };
}

interface FoundRow {
  readonly id: string;
  readonly at: number;
  readonly actor_name: string;
  readonly actor_id: string | null;
  readonly action: LoggedAction;
  readonly thread: string;
  readonly comment_id: string | null;
  readonly reason: string | null;
  readonly state_before: string | null;
  readonly state_after: string | null;
}

const toEntry = (row: FoundRow): LogEntry => ({
  ...{ id: row.id, at: new Date(row.at).toISOString(), action: row.action, thread: row.thread },
  actor: { name: row.actor_name, ...(row.actor_id !== null && { id: row.actor_id }) },
  ...(row.comment_id !== null && { commentId: row.comment_id }),
  ...(row.reason !== null && { reason: row.reason }),
  ...(row.state_before !== null && { stateBefore: row.state_before }),
  ...(row.state_after !== null && { stateAfter: row.state_after }),
});
