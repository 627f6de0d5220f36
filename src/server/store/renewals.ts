import { sql, type SelectQueryBuilder } from 'kysely';

import { joinRenewals, type RenewalEntry } from '../rules/ledger.ts';
import type { LedgerRenewalTable, Tables } from './schema.ts';
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
 * What comes again every month: of the subscriptions that some charges are payments of, each once.
 *
 * @param charges - As far as they count.
 * @returns Minor units; `undefined` if no subscription is known that they are payments of.
 */
export async function sumRenewals(
  database: Database,
  currency: string,
  charges: SelectQueryBuilder<Tables, 'ledger_charges', object>,
): Promise<number | undefined> {
  const paid = charges.select('root').where('counted', '>', 0).where('root', 'is not', null);
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
