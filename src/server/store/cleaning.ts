import { forgetAnswers } from './answers.ts';
import { forgetCounts } from './banner-counts.ts';
import { forgetEvents } from './ledger.ts';
import type { Store } from './store.ts';
import { endForComments, forgetSubscriptions } from './subscriptions.ts';

/** How long the words of a deleted comment are kept, in milliseconds: its author may take the deletion back until then. */
export const RESTORE_MS = 60_000;
const BATCH = 500;

/**
 * Erases the words of comments that were deleted for good.
 *
 * Looks before it takes the lock: most of the time nothing is due.
 *
 * @returns How many comments it erased.
 */
export async function eraseWords(
  { connections, write }: Pick<Store, 'connections' | 'write'>,
  now: number,
): Promise<number> {
  const due = () =>
    connections.read.selectFrom('comments').select('id').where('erase_at', '<=', now).limit(BATCH).execute();
  let erased = 0;
  for (let rows = await due(); rows.length > 0; rows = await due()) {
    const ids = rows.map((row) => row.id);
    await write(async (database) => {
      const erasedNow = await database
        .updateTable('comments')
        .set({
          ...{ body_text: '', author_name: '', author_url: null, anchor: null, mail_key: null },
          ...{ erase_at: null, state_before: null, deleted_by: null },
        })
        .where('id', 'in', ids)
        // One that was restored meanwhile is not due any more.
        .where('erase_at', '<=', now)
        .returning('id')
        .execute();
      await endForComments(
        database,
        erasedNow.map((row) => row.id),
        now,
      );
    });
    erased += ids.length;
  }
  return erased;
}

/** Forgets proofs that have expired. A while later: clocks of several processes differ. */
async function forgetProofs({ connections, write }: Pick<Store, 'connections' | 'write'>, now: number): Promise<void> {
  const limit = now - 60_000;
  const old = await connections.read
    .selectFrom('used_proofs')
    .select('id')
    .where('expires_at', '<', limit)
    .limit(1)
    .execute();
  if (old.length === 0) return;
  await write((database) => database.deleteFrom('used_proofs').where('expires_at', '<', limit).execute());
}

/** What has to be done now and then, whoever asks. */
export async function clean(store: Store, now: number): Promise<void> {
  await eraseWords(store, now);
  await forgetProofs(store, now);
  await forgetAnswers(store.connections, store.write, now);
  await forgetSubscriptions(store, now);
  await forgetEvents(store.connections, store.write, now);
  await forgetCounts(store, now);
}
