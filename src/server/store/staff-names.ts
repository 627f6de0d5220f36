import { nameKey } from '../../contracts/text.ts';
import type { Database } from './transactions.ts';

/** Keeps a name that somebody with a role has posted under: guests may not take it, nor one that looks like it. */
export async function keepStaffName(database: Database, name: string): Promise<void> {
  const skeleton = nameKey(name);
  if (skeleton === '') return;
  await database
    .insertInto('staff_names')
    .values({ skeleton, name })
    .onConflict((conflict) => conflict.column('skeleton').doNothing())
    .execute();
}

export async function isStaffName(database: Database, name: string): Promise<boolean> {
  const rows = database.selectFrom('staff_names').select('skeleton').where('skeleton', '=', nameKey(name));
  return !!(await rows.executeTakeFirst());
}
