import { sql, type Selectable } from 'kysely';

import { digestAt, retryDelayMs, whoIsTold, type News } from '../rules/notices.ts';
import type { Connections } from './connections.ts';
import { putOut, type Purpose } from './news.ts';
import type { OutboxTable } from './schema.ts';
import type { CommentRow } from './states.ts';
import type { SubscriptionRow } from './subscriptions.ts';
import type { Store } from './store.ts';
import type { Database, Write } from './transactions.ts';

export type OutboxRow = Selectable<OutboxTable>;
type Access = Pick<Store, 'connections' | 'write'>;

/** How long what a process has taken is its own, in milliseconds; afterwards it is due again. */
const LEASE_MS = 10 * 60_000;
/** Subscriptions that are looked through in one transaction: comments are written in between. */
const PAGE_SIZE = 100;

/**
 * Takes what is due, so that of several processes each gets something else. Who takes it settles it; if it never does,
 * because it was killed, others take it again.
 */
export async function claimDue({ connections, write }: Access, now: number, most: number): Promise<OutboxRow[]> {
  const due = (database: Connections['read'] | Database, limit: number) =>
    database
      .selectFrom('outbox')
      .select('id')
      .where('state', '=', sql.lit('waiting'))
      .where('kind', '<>', sql.lit('item'))
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .orderBy('id')
      .limit(limit);
  // Looks before it takes the lock: most of the time nothing is due.
  if (!(await due(connections.read, 1).executeTakeFirst())) return [];
  return write(async (database) => {
    const query = due(database, most);
    const found = await (connections.kind === 'postgres' ? query.forUpdate().skipLocked() : query).execute();
    if (found.length === 0) return [];
    return database
      .updateTable('outbox')
      .set((values) => ({ next_at: now + LEASE_MS, attempts: values('attempts', '+', 1) }))
      .where(
        'id',
        'in',
        found.map(({ id }) => id),
      )
      .returningAll()
      .execute();
  });
}

/** What came of an attempt. */
export type Attempt =
  { readonly outcome: 'sent' } | { readonly outcome: 'failed'; readonly code: string; readonly isFinal: boolean };

/**
 * Writes down what came of an attempt: sent, to be tried again later, or given up.
 *
 * @returns Which it was.
 */
export async function settle(
  write: Write,
  row: OutboxRow,
  attempt: Attempt,
  now: number,
): Promise<'sent' | 'retried' | 'dead'> {
  const delay = attempt.outcome === 'failed' && !attempt.isFinal ? retryDelayMs(row.attempts) : undefined;
  const state = attempt.outcome === 'sent' ? 'sent' : delay === undefined ? 'dead' : 'waiting';
  const error = attempt.outcome === 'sent' ? null : attempt.code;
  await write(async (database) => {
    const settledAt = state === 'waiting' ? null : now;
    await database
      .updateTable('outbox')
      .set({
        state,
        error,
        settled_at: settledAt,
        next_at: delay === undefined ? row.next_at : now + delay,
      })
      .where('id', '=', row.id)
      // Whoever took it after its time was over settles it.
      .where('next_at', '=', row.next_at)
      .execute();
    if (state !== 'waiting' && row.kind === 'digest')
      await database
        .updateTable('outbox')
        .set({ state, error, settled_at: settledAt })
        .where('batch', '=', row.unique_key)
        .where('state', '=', 'waiting')
        .execute();
  });
  return state === 'waiting' ? 'retried' : state;
}

/** Everything above a comment, its own id not among it. */
async function ancestorsOf({ read }: Connections, { id }: CommentRow): Promise<Set<string>> {
  const rows = await read
    .withRecursive('path', (query) =>
      query
        .selectFrom('comments')
        .select(['id', 'parent_id'])
        .where('id', '=', id)
        .unionAll((above) =>
          above
            .selectFrom('comments')
            .innerJoin('path', 'path.parent_id', 'comments.id')
            .select(['comments.id', 'comments.parent_id']),
        ),
    )
    .selectFrom('path')
    .select('id')
    .where('id', '<>', id)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/**
 * Finds who is told of a comment, and puts a mail or a part of a digest into the outbox for each. Doing it again, after
 * a crash in the middle, adds nothing twice.
 */
export async function spreadNews({ connections, write }: Access, commentId: string, now: number): Promise<void> {
  const comment = await publishedComment(connections, commentId);
  if (!comment) return;
  const ancestors = await ancestorsOf(connections, comment);
  const news: News = { mailKey: comment.mail_key, authorKey: comment.author_key, ancestors };
  // At once before daily: of two for one address the first one stays.
  for (const frequency of ['immediate', 'daily'] as const) {
    let page: SubscriptionRow[] = [];
    do {
      page = await connections.read
        .selectFrom('subscriptions')
        .selectAll()
        .where('thread_id', '=', comment.thread_id)
        .where('state', '=', sql.lit('active'))
        .where('frequency', '=', frequency)
        .where('id', '>', page.at(-1)?.id ?? '')
        .orderBy('id')
        .limit(PAGE_SIZE)
        .execute();
      const told = whoIsTold(news, page.map(toListener));
      if (told.length === 0) continue;
      await write(async (database) => {
        const following = await stillFollowing(database, told);
        const purposes = following.map(({ id, addressKey }) =>
          frequency === 'immediate' ? [mailFor(id, addressKey, commentId)] : dailyFor(id, addressKey, commentId, now),
        );
        await putOut(database, purposes.flat());
      });
    } while (page.length === PAGE_SIZE);
  }
}

/** Those that have not ended since they were read. Writes to their rows, so that none ends before this is done. */
async function stillFollowing<T extends { readonly id: string }>(database: Database, all: readonly T[]): Promise<T[]> {
  const rows = await database
    .updateTable('subscriptions')
    .set({ state: 'active' })
    .where('state', '=', 'active')
    .where(
      'id',
      'in',
      all.map(({ id }) => id),
    )
    .returning('id')
    .execute();
  const ids = new Set(rows.map(({ id }) => id));
  return all.filter(({ id }) => ids.has(id));
}

const toListener = (row: SubscriptionRow) => ({
  ...{ id: row.id, addressKey: row.address_key, memberKey: row.member_key, scope: row.scope },
  ...{ commentId: row.comment_id, frequency: row.frequency, state: row.state },
});

/** What is sent once: a comment to an address. */
export const commentKey = (addressKey: string, commentId: string): string => `comment:${addressKey}:${commentId}`;

const mailFor = (id: string, addressKey: string, commentId: string): Purpose => ({
  ...{ unique_key: commentKey(addressKey, commentId), kind: 'comment', subscription_id: id, comment_id: commentId },
});

function dailyFor(id: string, addressKey: string, commentId: string, now: number): Purpose[] {
  const next_at = digestAt(now, addressKey);
  const batch = `digest:${addressKey}:${new Date(next_at).toISOString().slice(0, 10)}`;
  return [
    { ...mailFor(id, addressKey, commentId), kind: 'item', batch, next_at },
    { unique_key: batch, kind: 'digest', next_at },
  ];
}

async function publishedComment({ read }: Connections, id: string): Promise<CommentRow | undefined> {
  return read
    .selectFrom('comments')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'published')
    .executeTakeFirst();
}

/** A comment that is about to be told, with the subscription that asks for it and the thread's key. */
export interface Pending {
  readonly comment: CommentRow;
  readonly subscription: SubscriptionRow;
  readonly threadKey: string;
}

/** What a mail would tell of now: nothing of what was taken away meanwhile, nothing to who has ended it. */
export async function pendingOf({ read }: Connections, row: OutboxRow): Promise<Pending[]> {
  const rows =
    row.kind === 'digest'
      ? await read
          .selectFrom('outbox')
          .select(['subscription_id', 'comment_id'])
          .where('batch', '=', row.unique_key)
          .where('state', '=', 'waiting')
          .execute()
      : [row];
  const ids = (name: 'subscription_id' | 'comment_id') => [...new Set(rows.map((one) => one[name] ?? ''))];
  if (rows.length === 0) return [];
  const subscriptions = await read
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', 'in', ids('subscription_id'))
    .where('state', '=', 'active')
    .execute();
  const comments = await read
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .selectAll('comments')
    .select('threads.key as thread_key')
    .where('comments.id', 'in', ids('comment_id'))
    .where('comments.state', '=', 'published')
    .execute();
  return rows.flatMap(({ subscription_id, comment_id }) => {
    const subscription = subscriptions.find(({ id }) => id === subscription_id);
    const comment = comments.find(({ id }) => id === comment_id);
    return subscription && comment ? [{ subscription, comment, threadKey: comment.thread_key }] : [];
  });
}

/** Mails that were given up, oldest first, or that are still to be sent, the next first. */
export function readOutbox(
  { read }: Connections,
  { state, limit }: { readonly state: 'dead' | 'waiting'; readonly limit: number },
) {
  const rows = read
    .selectFrom('outbox')
    .leftJoin('subscriptions', 'subscriptions.id', 'outbox.subscription_id')
    .leftJoin('threads', 'threads.id', 'subscriptions.thread_id')
    .select(['outbox.id', 'outbox.kind', 'outbox.state', 'outbox.attempts', 'outbox.next_at', 'outbox.error'])
    .select(['outbox.settled_at', 'subscriptions.address', 'threads.key as thread'])
    .where('outbox.state', '=', sql.lit(state))
    .where('outbox.kind', '<>', sql.lit('item'));
  const ordered = state === 'dead' ? rows : rows.orderBy('outbox.next_at');
  return ordered.orderBy('outbox.id').limit(limit).execute();
}

/** Sends what was given up again. @returns Whether there was such a mail. */
export async function retryLetter(write: Write, id: string): Promise<boolean> {
  return write(async (database) => {
    const fresh = { state: 'waiting', attempts: 0, next_at: 0, settled_at: null } as const;
    const row = await database
      .updateTable('outbox')
      .set(fresh)
      .where('id', '=', id)
      .where('state', '=', 'dead')
      .where('kind', '<>', 'item')
      .returning('unique_key')
      .executeTakeFirst();
    if (!row) return false;
    const items = { state: 'waiting', settled_at: null } as const;
    await database.updateTable('outbox').set(items).where('batch', '=', row.unique_key).execute();
    return true;
  });
}

/** Forgets what was given up. @returns Whether there was such a mail. */
export async function dropLetter(write: Write, id: string): Promise<boolean> {
  return write(async (database) => {
    const dropped = await database
      .deleteFrom('outbox')
      .where('id', '=', id)
      .where('state', '=', 'dead')
      .where('kind', '<>', 'item')
      .returning('unique_key')
      .executeTakeFirst();
    if (dropped) await database.deleteFrom('outbox').where('batch', '=', dropped.unique_key).execute();
    return !!dropped;
  });
}
