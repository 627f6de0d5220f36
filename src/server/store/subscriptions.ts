import { sql, type Selectable } from 'kysely';

import type { Frequency, Scope } from '../../contracts/notifications.ts';
import { DAY_MS, MOST_UNCONFIRMED } from '../rules/notices.ts';
import { newId } from '../rules/tokens.ts';
import type { Connections } from './connections.ts';
import { confirmation, putOut } from './news.ts';
import type { SubscriptionTable } from './schema.ts';
import type { Store } from './store.ts';
import type { Database, Write } from './transactions.ts';

export type SubscriptionRow = Selectable<SubscriptionTable>;

/** How long an address that nobody confirmed is kept, in milliseconds: a week. */
export const UNCONFIRMED_MS = 7 * DAY_MS;
/** How long one is kept whose comment waits for a moderator, and what has ended or was sent: thirty days. */
export const KEPT_MS = 30 * DAY_MS;

/** What somebody asks to be told of. */
export interface NewRow {
  readonly scope: Scope;
  /** The comment whose replies are meant; without one, that which it comes with. */
  readonly commentId: string | null;
  readonly address: string;
  readonly addressKey: string;
  /** JSON of a browser's keys, for Web Push. */
  readonly pushKeys?: string;
  readonly memberKey: string | null;
  readonly language: string;
  readonly frequency: Frequency;
  /** Whether the reader's token vouches for the address. */
  readonly isVerified: boolean;
  /** Whether there is a limit to what an address is asked. */
  readonly isLimited: boolean;
  readonly now: number;
}

/** Where it belongs. `waitsFor` is the comment that has to be published first. */
export interface RowPlace {
  readonly threadId: number;
  readonly waitsFor: string | null;
}

/**
 * Stores a subscription: active where the token vouches for the address, otherwise pending with a mail to confirm it.
 *
 * Stores nothing, and sends nothing, when there is the same one already or the address was asked too often today. The
 * caller cannot tell, and so cannot find out who follows what.
 */
export async function addSubscription(database: Database, row: NewRow & RowPlace): Promise<void> {
  const { scope, address, now, isVerified, waitsFor } = row;
  const commentId = row.commentId ?? waitsFor;
  if (await isFollowing(database, row, commentId)) return;
  if (!isVerified && row.isLimited && (await unconfirmed(database, row)) >= MOST_UNCONFIRMED) return;
  const id = newId(now);
  await database
    .insertInto('subscriptions')
    .values({
      ...{ id, thread_id: row.threadId, scope, comment_id: scope === 'all' ? null : commentId, address },
      ...{ address_key: row.addressKey, member_key: row.memberKey, language: row.language, frequency: row.frequency },
      ...{ state: isVerified && waitsFor === null ? 'active' : 'pending', is_verified: isVerified ? 1 : 0 },
      ...{
        push_keys: row.pushKeys ?? null,
        waits_for: waitsFor,
        created_at: now,
        confirmed_at: isVerified ? now : null,
        ended_at: null,
      },
    })
    .execute();
  if (!isVerified && waitsFor === null) await putOut(database, [confirmation({ id })]);
  if (isVerified && waitsFor === null) await endEquals(database, id, now);
}

/** Ends what a subscription takes the place of: the same for the same address, asked for twice or in another rhythm. */
async function endEquals(database: Database, id: string, now: number): Promise<void> {
  const own = await database.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const rows = await database
    .selectFrom('subscriptions')
    .select(['id', 'comment_id'])
    .where('address_key', '=', own.address_key)
    .where('thread_id', '=', own.thread_id)
    .where('scope', '=', own.scope)
    .where('state', '<>', 'ended')
    .where('waits_for', 'is', null)
    .where('id', '<>', id)
    .execute();
  const equals = rows.filter(({ comment_id }) => comment_id === own.comment_id);
  await end(
    database,
    equals.map((row) => row.id),
    now,
  );
}

async function isFollowing(database: Database, row: NewRow & RowPlace, commentId: string | null): Promise<boolean> {
  const found = await database
    .selectFrom('subscriptions')
    .select(['comment_id', 'scope'])
    .where('address_key', '=', row.addressKey)
    .where('thread_id', '=', row.threadId)
    .where('state', '=', 'active')
    .where('frequency', '=', row.frequency)
    .execute();
  return found.some(({ scope, comment_id }) => scope === row.scope && (scope === 'all' || comment_id === commentId));
}

async function unconfirmed(database: Database, { addressKey, now }: NewRow): Promise<number> {
  const rows = await database
    .selectFrom('subscriptions')
    .select('id')
    .where('address_key', '=', addressKey)
    .where('created_at', '>', now - DAY_MS)
    .where('confirmed_at', 'is', null)
    .limit(MOST_UNCONFIRMED)
    .execute();
  return rows.length;
}

/** A subscription with its thread: the key, and how many comments readers see there. */
export type PlacedSubscription = SubscriptionRow & { readonly thread: string; readonly published: number };

const placed = ({ read }: Connections) =>
  read
    .selectFrom('subscriptions')
    .innerJoin('threads', 'threads.id', 'subscriptions.thread_id')
    .selectAll('subscriptions')
    .select(['threads.key as thread', 'threads.published']);

export async function findSubscription(connections: Connections, id: string): Promise<PlacedSubscription | undefined> {
  return placed(connections).where('subscriptions.id', '=', id).executeTakeFirst();
}

/** What an address follows or was asked to confirm, oldest first. */
export function subscriptionsOf(connections: Connections, addressKey: string): Promise<PlacedSubscription[]> {
  return placed(connections)
    .where('address_key', '=', addressKey)
    .where('state', '<>', 'ended')
    .where('waits_for', 'is', null)
    .orderBy('subscriptions.id')
    .limit(500)
    .execute();
}

/** Confirms an address. @returns Whether it follows now; `false` when it has ended before. */
export async function confirmSubscription(write: Write, id: string, now: number): Promise<boolean> {
  return write(async (database) => {
    const confirmed = await database
      .updateTable('subscriptions')
      .set({ state: 'active', confirmed_at: now })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .where('waits_for', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (confirmed) await endEquals(database, id, now);
    const row = database.selectFrom('subscriptions').select('state').where('id', '=', id);
    return (await row.executeTakeFirst())?.state === 'active';
  });
}

/** Which subscriptions end: one, or those of an address: all, in one thread, or in one rhythm. */
export type Ending =
  { readonly id: string } | { readonly addressKey: string; readonly frequency?: Frequency; readonly threadId?: number };

/** Ends subscriptions: their address is erased, and what was about to be sent is not. */
export async function endSubscriptions(write: Write, ending: Ending, now: number): Promise<void> {
  await write(async (database) => {
    let rows = database.selectFrom('subscriptions').select('id').where('state', '<>', 'ended');
    if ('id' in ending) rows = rows.where('id', '=', ending.id);
    else {
      rows = rows.where('address_key', '=', ending.addressKey);
      if (ending.threadId !== undefined) rows = rows.where('thread_id', '=', ending.threadId);
      if (ending.frequency) rows = rows.where('frequency', '=', ending.frequency);
    }
    const ids = (await rows.execute()).map(({ id }) => id);
    await end(database, ids, now);
  });
}

async function end(database: Database, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await database
    .updateTable('subscriptions')
    .set({ state: 'ended', ended_at: now, address: null, push_keys: null, member_key: null, waits_for: null })
    .where('id', 'in', ids)
    .execute();
  await database.deleteFrom('outbox').where('subscription_id', 'in', ids).where('state', '=', 'waiting').execute();
}

/** Ends what was about comments whose words are erased now, or waited for them. */
export async function endForComments(database: Database, commentIds: readonly string[], now: number): Promise<void> {
  if (commentIds.length === 0) return;
  const rows = await database
    .selectFrom('subscriptions')
    .select('id')
    .where('state', '<>', 'ended')
    .where((on) => on.or([on('comment_id', 'in', commentIds), on('waits_for', 'in', commentIds)]))
    .execute();
  await end(
    database,
    rows.map(({ id }) => id),
    now,
  );
}

/** Forgets addresses that nobody confirmed, what has ended, and what was sent or given up long ago. */
export async function forgetSubscriptions({ connections, write }: Pick<Store, 'connections' | 'write'>, now: number) {
  const { read } = connections;
  const rows = read.selectFrom('subscriptions').select('id').limit(500);
  const overdue = [
    await rows
      .where('state', '=', sql.lit('pending'))
      .where('waits_for', 'is', null)
      .where('created_at', '<', now - UNCONFIRMED_MS)
      .execute(),
    await rows
      .where('waits_for', 'is not', null)
      .where('created_at', '<', now - KEPT_MS)
      .execute(),
    await rows
      .where('state', '=', sql.lit('ended'))
      .where('ended_at', '<', now - KEPT_MS)
      .execute(),
  ];
  const subscriptions = [...new Set(overdue.flat().map(({ id }) => id))];
  const settled = read
    .selectFrom('outbox')
    .select('id')
    .where('settled_at', '<', now - KEPT_MS);
  const letters = (await settled.limit(500).execute()).map(({ id }) => id);
  if (subscriptions.length + letters.length === 0) return;
  await write(async (database) => {
    if (letters.length > 0) await database.deleteFrom('outbox').where('id', 'in', letters).execute();
    // One that was confirmed meanwhile stays.
    if (subscriptions.length > 0)
      await database
        .deleteFrom('subscriptions')
        .where('id', 'in', subscriptions)
        .where('state', '<>', 'active')
        .execute();
  });
}
