import { sql } from 'kysely';

import { newId } from '../rules/tokens.ts';
import type { OutboxTable } from './schema.ts';
import type { Database } from './transactions.ts';

/** What is put into the outbox. */
export type Purpose = Pick<OutboxTable, 'unique_key' | 'kind'> &
  Partial<Pick<OutboxTable, 'subscription_id' | 'comment_id' | 'batch' | 'next_at'>>;

/** Something to be sent, as it is stored at first. Due at once unless it says when. */
export const outboxRow = (purpose: Purpose): OutboxTable => ({
  ...{ id: newId(Date.now()), subscription_id: null, comment_id: null, batch: null, next_at: 0, ...purpose },
  ...{ attempts: 0, state: 'waiting', error: null, settled_at: null },
});

/** Puts what is to be sent into the outbox; what was there before stays as it is. */
export async function putOut(database: Database, purposes: readonly Purpose[]): Promise<void> {
  if (purposes.length === 0) return;
  await database
    .insertInto('outbox')
    .values(purposes.map(outboxRow))
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .execute();
}

/**
 * Notes that readers see a comment for the first time, in the transaction that shows it: what waited for it may be
 * confirmed or begins, and who follows the thread is told later. Costs the same however many follow.
 */
export async function announce(
  database: Database,
  { id, thread_id }: { readonly id: string; readonly thread_id: number },
): Promise<void> {
  const follower = await database
    .selectFrom('subscriptions')
    .select('id')
    .where('thread_id', '=', thread_id)
    .where('state', '=', sql.lit('active'))
    .limit(1)
    .executeTakeFirst();
  if (follower) await putOut(database, [{ unique_key: `news:${id}`, kind: 'news', comment_id: id }]);
  const waiting = await database
    .updateTable('subscriptions')
    .set({ waits_for: null })
    .where('waits_for', '=', id)
    .returning(['id', 'is_verified'])
    .execute();
  const isSure = waiting.filter((row) => row.is_verified === 1).map((row) => row.id);
  if (isSure.length > 0)
    await database.updateTable('subscriptions').set({ state: 'active' }).where('id', 'in', isSure).execute();
  await putOut(database, waiting.filter((row) => row.is_verified === 0).map(confirmation));
}

/** Asks the owner of an address, by mail. */
export const confirmation = ({ id }: { readonly id: string }): Purpose => ({
  ...{ unique_key: `confirm:${id}`, kind: 'confirm', subscription_id: id },
});
