import { quoteOf, type Anchor } from '../../contracts/anchor.ts';
import type { Comment } from '../../contracts/comments.ts';
import type { HoldReason } from '../../contracts/moderation.ts';
import { cleanBody, cleanLine } from '../../contracts/text.ts';
import { MAX_NAME_LENGTH } from '../../contracts/comments.ts';
import { safeLink } from '../../contracts/links.ts';
import { rankOf } from '../../contracts/ranking.ts';
import { tameAnchor } from '../rules/anchor.ts';
import { keepStaffName } from './staff-names.ts';
import { countReply, countState, isShown, type CommentRow } from './states.ts';
import { lockThread, type ThreadRow } from './threads.ts';
import type { Database, Write } from './transactions.ts';

/** A comment from elsewhere, with what the server makes itself for new ones. Parents come before their replies. */
export interface ImportedComment {
  /** `[A-Za-z0-9_-]`, at most 64 characters, unique in the database; one that is there already is left alone. */
  readonly id: string;
  readonly parentId?: string | null;
  readonly author: Comment['author'];
  /** Markdown unless `format` says otherwise. */
  readonly body: string;
  readonly format?: Comment['body']['format'];
  /** Milliseconds since the epoch. A reply is never older than what it replies to. */
  readonly createdAt: number;
  readonly editedAt?: number;
  readonly state?: Comment['state'];
  readonly votes?: { readonly up: number; readonly down: number };
  /** The passage it is about, where it is top-level. */
  readonly anchor?: Anchor;
  readonly isPinned?: boolean;
  /** Why it waits, if it does: one of `HOLD_REASONS`. */
  readonly heldFor?: HoldReason;
}

/**
 * Stores comments that were written elsewhere or earlier, in one transaction: no limits, no holding back, no tokens.
 * Text is cleaned as always.
 *
 * @returns How many were new.
 * @throws {RangeError} If an id is unusable, a parent is not in the thread, or an anchor quotes nothing or is a reply's.
 */
export async function importComments(
  write: Write,
  threadKey: string,
  comments: readonly ImportedComment[],
): Promise<number> {
  return write(async (database) => {
    const thread = await lockThread(database, threadKey);
    let stored = 0;
    let lastAt = thread.last_at;
    for (const comment of comments) {
      // A version each, so that the news of a large import can be read in pieces.
      const row = await insertImported(database, { ...thread, version: thread.version + stored }, comment);
      if (!row) continue;
      stored++;
      lastAt = Math.max(lastAt, row.created_at);
    }
    const end = { last_at: lastAt, version: thread.version + stored };
    await database.updateTable('threads').set(end).where('id', '=', thread.id).execute();
    return stored;
  });
}

async function insertImported(
  database: Database,
  thread: ThreadRow,
  comment: ImportedComment,
): Promise<CommentRow | undefined> {
  if (!/^[\w-]{1,64}$/.test(comment.id)) throw new RangeError(`"${comment.id}" is no usable comment id.`);
  const parent = comment.parentId ? await findParent(database, thread.id, comment.parentId) : undefined;
  const row = toRow(thread, comment, parent);
  const made = await database
    .insertInto('comments')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return undefined;
  await countState(database, thread.id, undefined, row.state);
  await countReply(database, row.parent_id, row.shown);
  if (row.author_role !== null) await keepStaffName(database, row.author_name);
  return row;
}

async function findParent(database: Database, threadId: number, id: string) {
  const parent = await database
    .selectFrom('comments')
    .select(['id', 'root_id', 'created_at'])
    .where('id', '=', id)
    .where('thread_id', '=', threadId)
    .executeTakeFirst();
  if (!parent) throw new RangeError(`The parent "${id}" is not in this thread; parents come before their replies.`);
  return parent;
}

function anchorOf({ id, parentId, anchor }: ImportedComment): string | null {
  if (!anchor) return null;
  if (parentId || !quoteOf(anchor)) throw new RangeError(`The anchor of "${id}" is none of a top-level comment.`);
  return JSON.stringify(tameAnchor(anchor));
}

function toRow(
  thread: ThreadRow,
  comment: ImportedComment,
  parent: { readonly id: string; readonly root_id: string; readonly created_at: number } | undefined,
): CommentRow {
  const { id, author, state = 'published', votes = { up: 0, down: 0 } } = comment;
  const isGone = state === 'deleted';
  const createdAt = Math.max(1, Math.floor(comment.createdAt), parent ? parent.created_at + 1 : 1);
  return {
    ...{ id, thread_id: thread.id, parent_id: parent?.id ?? null, root_id: parent?.root_id ?? id, author_key: null },
    author_name: isGone ? '' : cleanLine(author.name, MAX_NAME_LENGTH),
    author_url: isGone ? null : (safeLink(author.url, 'comment') ?? null),
    author_role: author.role ?? null,
    ...{
      address_key: null,
      body_format: comment.format ?? 'markdown',
      body_text: isGone ? '' : cleanBody(comment.body),
    },
    anchor: isGone ? null : anchorOf(comment),
    ...{ created_at: createdAt, edited_at: comment.editedAt ?? null, state, shown: isShown(state, 0) ? 1 : 0 },
    ...{ pinned: comment.isPinned && !isGone ? 1 : 0, ...votes, rank: rankOf(votes.up, votes.down) },
    ...{
      reply_count: 0,
      token_hash: null,
      version: state === 'published' ? thread.version : 0,
      held_for: state === 'held' ? (comment.heldFor ?? null) : null,
      approved_at: null,
    },
    ...{ report_count: 0, erase_at: null, state_before: null, deleted_by: null, mail_key: null },
  };
}
