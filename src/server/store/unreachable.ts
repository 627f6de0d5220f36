import { isGone, NOBODY } from '../rules/notices.ts';
import type { OutboxRow } from './outbox.ts';
import type { Store } from './store.ts';
import { endSubscriptions } from './subscriptions.ts';

/**
 * Ends what an address follows once mail servers have said often and long enough that nobody has it.
 *
 * @param row - What was refused just now.
 * @returns Whether they have ended.
 */
export async function endIfGone(
  { connections, write }: Pick<Store, 'connections' | 'write'>,
  row: OutboxRow,
  now: number,
): Promise<boolean> {
  const { read } = connections;
  const own = read
    .selectFrom('outbox')
    .innerJoin('subscriptions', 'subscriptions.id', 'outbox.subscription_id')
    .select('subscriptions.address_key');
  // A digest is of several subscriptions, all of one address.
  const isOf = row.kind === 'digest' ? own.where('batch', '=', row.unique_key) : own.where('outbox.id', '=', row.id);
  const { address_key: addressKey } = (await isOf.executeTakeFirst()) ?? {};
  if (addressKey === undefined) return false;
  const mails = await read
    .selectFrom('subscriptions')
    .innerJoin('outbox', 'outbox.subscription_id', 'subscriptions.id')
    .select(['outbox.unique_key', 'outbox.batch', 'outbox.state', 'outbox.error', 'outbox.settled_at'])
    .where('subscriptions.address_key', '=', addressKey)
    .where('outbox.settled_at', 'is not', null)
    .execute();
  const deliveries = mails.map(({ unique_key, batch, state, error, settled_at }) => ({
    ...{ mail: batch ?? unique_key, at: settled_at ?? 0 },
    ...{ isSent: state === 'sent', isRefused: state === 'dead' && error === NOBODY },
  }));
  if (!isGone(deliveries)) return false;
  await endSubscriptions(write, { addressKey }, now);
  return true;
}
