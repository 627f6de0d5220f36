import { sql } from 'kysely';

import type { Comment } from '../../contracts/comments.ts';
import type { HoldReason } from '../../contracts/moderation.ts';
import { keepAnswer, type KeyedAnswer, type StoredAnswer } from './answers.ts';
import type { Connections } from './connections.ts';
import { logAct, type Act } from './log.ts';
import { announce } from './news.ts';
import { isStaffName, keepStaffName } from './staff-names.ts';
import { countReply, currentVersion, moveTo, type CommentRow } from './states.ts';
import { addSubscription, type NewRow } from './subscriptions.ts';
import { lockThread, lockUnchanged, touchThread } from './threads.ts';
import type { ThreadRow } from './threads.ts';
import type { Database, Write } from './transactions.ts';
import { toComment } from './view.ts';

/** What is needed to store a comment. `decide` is asked inside the transaction and throws to refuse. */
export interface Draft {
  readonly id: string;
  readonly threadKey: string;
  readonly parentId: string | null;
  readonly author: Comment['author'];
  readonly authorKey: string;
  readonly addressKey: string;
  readonly text: string;
  readonly anchor: string | null;
  readonly now: number;
  readonly tokenHash: string | null;
  /** Pseudonym of the author's mail address. */
  readonly mailKey?: string | undefined;
  /** Who wants to be told, once the comment is published. */
  readonly subscription?: NewRow | undefined;
  /** A solved challenge that is used up with the comment. */
  readonly proof: { readonly id: string; readonly expiresAt: number } | undefined;
  /** Answers with the state, and why it waits. */
  readonly decide: (facts: Facts) => Promise<Outcome>;
}

/** What becomes of a comment. */
export type Outcome =
  | { readonly state: 'published' }
  | { readonly state: 'held'; readonly heldFor: HoldReason; readonly act?: Act | undefined };

/** What the decision about a new comment depends on; a query each, asked only where a rule needs it. */
export interface Facts {
  readonly thread: ThreadRow;
  /** `undefined` if there is none of that id in the thread. */
  readonly parent: CommentRow | undefined;
  /** Whether this author has a published comment. */
  isKnown(): Promise<boolean>;
  /** Whether the same words came from the same address to this thread after `since`, in milliseconds. */
  isRepeated(since: number): Promise<boolean>;
  /** Whether staff has posted under this name. */
  isStaffName(): Promise<boolean>;
  /** Whether the proof was used before. */
  readonly isProofSpent: boolean;
}

/**
 * Stores a comment, and in the same transaction its idempotency key and answer.
 *
 * @param answer - Makes the answer from the stored comment.
 * @returns The answer of the first request with this key, whoever wins a race.
 */
export async function postComment(
  write: Write,
  draft: Draft,
  keyed: KeyedAnswer | undefined,
  answer: (comment: Comment) => string,
): Promise<StoredAnswer> {
  return write((database) =>
    keepAnswer(database, keyed, async () => {
      const row = await insertComment(database, draft);
      return { status: row.state === 'published' ? 201 : 202, body: answer(toComment(row)) };
    }),
  );
}

async function insertComment(database: Database, draft: Draft): Promise<CommentRow> {
  const thread = await lockThread(database, draft.threadKey);
  const parent = draft.parentId === null ? undefined : await findIn(database, thread.id, draft.parentId);
  const outcome = await draft.decide({
    thread,
    parent,
    isKnown: () => hasPublished(database, draft.authorKey),
    isRepeated: (since) => isRepeated(database, thread.id, draft, since),
    isStaffName: () => isStaffName(database, draft.author.name),
    isProofSpent: draft.proof !== undefined && !(await spendProof(database, draft.proof)),
  });
  const { state } = outcome;
  // Times in a thread only grow, so that a reader who is at the end of a page misses nothing that comes after.
  const createdAt = Math.max(draft.now, thread.last_at + 1);
  const row: CommentRow = {
    ...{ id: draft.id, thread_id: thread.id, parent_id: parent?.id ?? null, root_id: parent?.root_id ?? draft.id },
    ...{ author_name: draft.author.name, author_url: draft.author.url ?? null, author_role: draft.author.role ?? null },
    ...{ author_key: draft.authorKey, address_key: draft.addressKey, body_format: 'markdown', body_text: draft.text },
    ...{ anchor: draft.anchor, created_at: createdAt, edited_at: null, state, shown: state === 'published' ? 1 : 0 },
    ...{ pinned: 0, up: 0, down: 0, rank: 0, reply_count: 0, token_hash: draft.tokenHash },
    ...{
      // What waits is nobody's news before it is approved.
      version: state === 'published' ? thread.version : 0,
      held_for: outcome.state === 'held' ? outcome.heldFor : null,
      approved_at: null,
      report_count: 0,
      erase_at: null,
      state_before: null,
      deleted_by: null,
      mail_key: draft.mailKey ?? null,
    },
  };
  await database.insertInto('comments').values(row).execute();
  await database
    .updateTable('threads')
    .set((values) => ({ last_at: createdAt, [state]: values(state, '+', 1) }))
    .where('id', '=', thread.id)
    .execute();
  await countReply(database, row.parent_id, row.shown);
  if (draft.subscription)
    await addSubscription(database, { ...draft.subscription, threadId: thread.id, waitsFor: row.id });
  if (state === 'published') await announce(database, row);
  if (row.author_role !== null) await keepStaffName(database, row.author_name);
  if (outcome.state === 'held' && outcome.act)
    await logAct(database, outcome.act, { threadId: thread.id, commentId: row.id, after: 'held' });
  return row;
}

/** Uses a proof up. @returns Whether it was unused. */
async function spendProof(database: Database, { id, expiresAt }: NonNullable<Draft['proof']>): Promise<boolean> {
  const spent = await database
    .insertInto('used_proofs')
    .values({ id, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return !!spent;
}

const findIn = (database: Database, threadId: number, id: string): Promise<CommentRow | undefined> =>
  database.selectFrom('comments').selectAll().where('id', '=', id).where('thread_id', '=', threadId).executeTakeFirst();

async function hasPublished(database: Database, authorKey: string): Promise<boolean> {
  const found = await database
    .selectFrom('comments')
    .select('id')
    .where('author_key', '=', authorKey)
    .where('state', '=', 'published')
    .limit(1)
    .executeTakeFirst();
  return !!found;
}

async function isRepeated(database: Database, threadId: number, draft: Draft, since: number): Promise<boolean> {
  const found = await database
    .selectFrom('comments')
    .select('id')
    .where('address_key', '=', draft.addressKey)
    .where('created_at', '>', since)
    .where('thread_id', '=', threadId)
    .where('body_text', '=', draft.text)
    .where('state', '<>', 'deleted')
    .limit(1)
    .executeTakeFirst();
  return !!found;
}

export async function findComment(connections: Connections, id: string): Promise<CommentRow | undefined> {
  return connections.read.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What the API calls the id of a thread. */
export async function findThreadKey(connections: Connections, threadId: number): Promise<string> {
  const row = connections.read.selectFrom('threads').select('key').where('id', '=', threadId);
  return (await row.executeTakeFirstOrThrow()).key;
}

/** The comment as it stands, with its thread locked and not made new. */
export async function lockQuietly(database: Database, id: string): Promise<CommentRow | undefined> {
  const found = await database.selectFrom('comments').select('thread_id').where('id', '=', id).executeTakeFirst();
  if (!found) return undefined;
  await lockUnchanged(database, found.thread_id);
  return database.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The comment as it stands, with its thread locked. `undefined` if there is none. */
export async function lockComment(
  database: Database,
  id: string,
): Promise<{ comment: CommentRow; thread: ThreadRow } | undefined> {
  const found = await database.selectFrom('comments').select('thread_id').where('id', '=', id).executeTakeFirst();
  if (!found) return undefined;
  const thread = await touchThread(database, found.thread_id);
  const comment = await database.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { comment, thread };
}

/**
 * Changes a comment in one transaction.
 *
 * @param decide - Asked with the comment as it stands; throws to refuse, answers with what to do.
 * @returns The comment afterwards, `undefined` if there is none of that id.
 */
export async function changeComment(
  write: Write,
  id: string,
  decide: (comment: CommentRow, thread: ThreadRow) => Change,
): Promise<CommentRow | undefined> {
  return write(async (database) => {
    const found = await lockComment(database, id);
    if (!found) return undefined;
    return applyChange(database, found.comment, decide(found.comment, found.thread));
  });
}

/** What is to be different about a comment. */
export interface Change {
  readonly text?: string;
  readonly editedAt?: number;
  readonly state?: CommentRow['state'];
  /** Why it waits; with the state `held`. */
  readonly heldFor?: HoldReason;
  readonly pinned?: boolean;
  /** When a moderator approved it; `null`: what was approved is something else now. */
  readonly approvedAt?: number | null;
  /** A moderator has looked at the reports. */
  readonly isLookedAt?: boolean;
  /** With the state `deleted`. */
  readonly deletion?: { readonly eraseAt: number; readonly by: 'author' | 'moderator' };
  /** With the state it had before it was deleted. */
  readonly isRestored?: boolean;
  /** Written in the log if anything changed. */
  readonly act?: Act | undefined;
}

/** The words of a deleted comment were erased before it could be restored. */
export class ErasedError extends Error {
  override readonly name = 'ErasedError';
}

/**
 * Changes a comment that was locked before.
 *
 * @throws {ErasedError} If it is to be restored and has no words any more.
 */
export async function applyChange(database: Database, comment: CommentRow, change: Change): Promise<CommentRow> {
  const values = valuesOf(comment, change);
  if (Object.keys(values).length > 0) {
    const version = comment.state === 'published' && { version: currentVersion };
    let update = database
      .updateTable('comments')
      .set({ ...values, ...version })
      .where('id', '=', comment.id);
    // Erasing does not lock the thread: whichever comes first wins.
    if (change.isRestored) update = update.where('erase_at', 'is not', null);
    const done = await update.returning('id').executeTakeFirst();
    if (!done) throw new ErasedError();
  }
  const changed = { ...comment, ...values };
  const moved = change.state ? await moveTo(database, changed, change.state) : changed;
  if (change.act && (moved.state !== comment.state || isDifferent(comment, values))) {
    const states = { before: comment.state, after: moved.state };
    await logAct(database, change.act, { threadId: comment.thread_id, commentId: comment.id, ...states });
  }
  return moved;
}

function valuesOf(comment: CommentRow, change: Change): Partial<CommentRow> {
  const { text, editedAt, pinned, approvedAt, deletion, state } = change;
  return {
    ...(text !== undefined && { body_text: text }),
    ...(editedAt !== undefined && { edited_at: editedAt }),
    ...(pinned !== undefined && { pinned: pinned ? (1 as const) : (0 as const) }),
    ...(approvedAt !== undefined && { approved_at: approvedAt }),
    ...(change.isLookedAt && { report_count: 0 }),
    ...(change.heldFor !== undefined && { held_for: change.heldFor }),
    ...(state && !['held', 'deleted'].includes(state) && { held_for: null }),
    // The words stay for a moment, so that it can be taken back; readers see nothing of them.
    ...(deletion && {
      ...{ erase_at: deletion.eraseAt, deleted_by: deletion.by, state_before: comment.state, pinned: 0 as const },
    }),
    ...(change.isRestored && { erase_at: null, deleted_by: null, state_before: null }),
  };
}

const isDifferent = (comment: CommentRow, values: Partial<CommentRow>): boolean =>
  (Object.keys(values) as (keyof CommentRow)[]).some((name) => values[name] !== comment[name]);

/** Comments that are in the database in any state: for tests and health, never for a list. */
export async function countAll(connections: Connections): Promise<number> {
  const count = sql<number>`count(*)`.as('count');
  return Number((await connections.read.selectFrom('comments').select(count).executeTakeFirstOrThrow()).count);
}
