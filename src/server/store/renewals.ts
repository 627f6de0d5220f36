import { sql, type Selectable } from 'kysely';

import { joinRenewals, type RenewalEntry } from '../rules/ledger.ts';
import type { Terms } from '../rules/standing.ts';
import type { CampaignTable, LedgerRenewalTable } from './schema.ts';
import type { Database } from './transactions.ts';

/** Writes what is said of a subscription. */
export async function putRenewal(database: Database, entry: RenewalEntry): Promise<void> {
  const rows = database.selectFrom('ledger_renewals').selectAll().where('id', '=', entry.id);
  const known = await rows.executeTakeFirst();
  const { kind: _kind, isOver, ...rest } = known ? joinRenewals(toRenewal(known), entry) : entry;
  const values = { ...rest, is_over: isOver ? 1 : 0 } as const;
  await database
    .insertInto('ledger_renewals')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/**
 * What of a campaign's total comes again every month: of the subscriptions that paid for it, each once.
 *
 * @returns Minor units; `undefined` if no subscription is known that did.
 */
export async function sumRenewals(
  database: Database,
  { id, currency }: Selectable<CampaignTable>,
  { from, until }: Terms,
): Promise<number | undefined> {
  let paid = database
    .selectFrom('ledger_charges')
    .select('root')
    .where('for_campaign', '=', id)
    .where('currency', '=', currency)
    .where('counted', '>', 0)
    .where('root', 'is not', null);
  if (from !== undefined) paid = paid.where('made', '>=', from);
  if (until !== undefined) paid = paid.where('made', '<=', until);
  const { monthly, known } = await database
    .selectFrom('ledger_renewals')
    .select([
      sql<number>`cast(coalesce(sum(monthly), 0) as bigint)`.as('monthly'),
      sql<number>`cast(count(*) as bigint)`.as('known'),
    ])
    .where('currency', '=', currency)
    .where('id', 'in', paid)
    .executeTakeFirstOrThrow();
  return known === 0 ? undefined : monthly;
}

const toRenewal = ({ is_over, ...row }: LedgerRenewalTable): RenewalEntry => ({
  ...{ kind: 'renewal', ...row, isOver: is_over === 1 },
});
