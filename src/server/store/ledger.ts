import { sql, type Selectable } from 'kysely';

import { parseInstant } from '../../contracts/dates.ts';
import { MAX_DAYS } from '../../contracts/donations.ts';
import {
  campaignOf,
  countedOf,
  DAY_MS,
  growthOf,
  joinCharges,
  joinNames,
  joinReversals,
  rootOf,
  type ChargeEntry,
  type DaySums,
  type Entry,
  type NameEntry,
  type ReversalEntry,
} from '../rules/ledger.ts';
import type { Terms } from '../rules/standing.ts';
import type { Connections } from './connections.ts';
import { putRenewal, sumRenewals } from './renewals.ts';
import type { CampaignTable, LedgerChargeTable, LedgerNameTable, LedgerReversalTable } from './schema.ts';
import { campaignChannel, noteTouched } from './touched.ts';
import type { Database, Write } from './transactions.ts';

/** How long an event is known by its id, in milliseconds: 30 days. After that the entries themselves know better. */
const EVENT_LIFE_MS = 30 * DAY_MS;
/** Any number: what all our processes agree to lock while they write in the ledger of a PostgreSQL database. */
const LOCK = 7_341_903;
/** Subscription, invoice, intent. */
const MAX_LEVELS = 3;

type Places = { readonly connections: Pick<Connections, 'kind'>; readonly write: Write };

/** Keeps others out of the ledger until the transaction ends: totals are of all that is in it. SQLite has one writer. */
export async function lockLedger(database: Database, kind: Connections['kind']): Promise<void> {
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(database);
}

/**
 * Writes what an event says into the ledger, and the totals that follow from it, all or nothing.
 *
 * @returns `false` if the event was known.
 */
export function recordEvent(
  { connections, write }: Places,
  event: string,
  entries: readonly Entry[],
  now: number,
): Promise<boolean> {
  return write(async (database) => {
    await lockLedger(database, connections.kind);
    return enterEvent(database, event, entries, now);
  });
}

/** The same in a transaction that has the ledger for itself: see {@link lockLedger}. */
export async function enterEvent(
  database: Database,
  event: string,
  entries: readonly Entry[],
  now: number,
): Promise<boolean> {
  const claimed = await database
    .insertInto('ledger_events')
    .values({ id: event, at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!claimed) return false;
  const charges = new Set<string>();
  for (const entry of entries) for (const id of await put(database, entry)) charges.add(id);
  const campaigns = new Set<string>();
  for (const id of charges) for (const campaign of await settle(database, id)) campaigns.add(campaign);
  for (const campaign of campaigns) await sumUp(database, campaign, now);
  return true;
}

/** Writes an entry; answers with the charges that it may change. */
async function put(database: Database, entry: Entry): Promise<readonly string[]> {
  if (entry.kind === 'charge') return putCharge(database, entry);
  if (entry.kind === 'renewal') {
    await putRenewal(database, entry);
    return chargesBelow(database, entry.id);
  }
  return entry.kind === 'name' ? putName(database, entry) : putReversal(database, entry);
}

async function putCharge(database: Database, entry: ChargeEntry): Promise<readonly string[]> {
  const known = await database.selectFrom('ledger_charges').selectAll().where('id', '=', entry.id).executeTakeFirst();
  const { kind: _kind, ...values } = known ? joinCharges(toCharge(known), entry) : entry;
  await database
    .insertInto('ledger_charges')
    .values({ ...values, for_campaign: null, counted: 0, root: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  return [entry.id];
}

async function putReversal(database: Database, entry: ReversalEntry): Promise<readonly string[]> {
  const rows = database.selectFrom('ledger_reversals').selectAll().where('id', '=', entry.id);
  const known = await rows.executeTakeFirst();
  const { stands, isFinal, ...rest } = known ? joinReversals(toReversal(known), entry) : entry;
  const values = { ...rest, stands: stands ? 1 : 0, is_final: isFinal ? 1 : 0 } as const;
  await database
    .insertInto('ledger_reversals')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  return [entry.charge];
}

async function putName(database: Database, entry: NameEntry): Promise<readonly string[]> {
  const known = await readName(database, entry.id);
  const { kind: _kind, ...values } = known ? joinNames(known, entry) : entry;
  await database
    .insertInto('ledger_names')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  return chargesBelow(database, entry.id);
}

async function chargesBelow(database: Database, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  let names = [name];
  for (let level = 0; level < MAX_LEVELS && names.length > 0; level++) {
    const charges = database.selectFrom('ledger_charges').select('id').where('parent', 'in', names);
    const below = database.selectFrom('ledger_names').select('id').where('parent', 'in', names);
    found.push(...(await charges.execute()).map(({ id }) => id));
    names = (await below.execute()).map(({ id }) => id);
  }
  return found;
}

/** Works out what a charge counts for, and for which campaign; answers with the campaigns before and after. */
async function settle(database: Database, id: string): Promise<readonly string[]> {
  const row = await database.selectFrom('ledger_charges').selectAll().where('id', '=', id).executeTakeFirst();
  // A refund may be told of before its charge.
  if (!row) return [];
  const charge = toCharge(row);
  const reversals = await database.selectFrom('ledger_reversals').selectAll().where('charge', '=', id).execute();
  const names = await namesAbove(database, charge.parent);
  const nameOf = (name: string) => names.get(name);
  const settled = {
    for_campaign: campaignOf(charge, nameOf),
    counted: countedOf(charge, reversals.map(toReversal)),
    root: rootOf(charge, nameOf),
  };
  await database.updateTable('ledger_charges').set(settled).where('id', '=', id).execute();
  return [...new Set([row.for_campaign, settled.for_campaign])].filter((campaign) => campaign !== null);
}

async function namesAbove(database: Database, id: string | null): Promise<ReadonlyMap<string, NameEntry>> {
  const names = new Map<string, NameEntry>();
  for (let next = id; next !== null && !names.has(next);) {
    const name = await readName(database, next);
    if (!name) break;
    names.set(next, name);
    next = name.parent;
  }
  return names;
}

/**
 * Brings the total of a campaign and its history to what the ledger says. Nothing where there is no such campaign yet.
 */
export async function sumUp(database: Database, id: string, now: number): Promise<void> {
  const campaign = await database.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();
  if (!campaign) return;
  const charges = chargesOf(database, campaign);
  const days = await sumDays(charges);
  const policy = campaign.policy === 'net' ? 'net' : 'gross';
  const growth = days.length === 0 ? undefined : growthOf(days, policy);
  const given = growth?.at(-1)?.total ?? null;
  const history = growth ? JSON.stringify(growth.slice(-MAX_DAYS)) : null;
  // What is renewed is a part of the total, never more; of one without fees, which no price says, it would be too large.
  const renewed =
    given === null || policy === 'net' ? undefined : await sumRenewals(database, campaign.currency, charges);
  const given_monthly = renewed === undefined ? null : Math.min(renewed, given!);
  if (given === campaign.given && history === campaign.history && given_monthly === campaign.given_monthly) return;
  const values = { given, history, given_monthly, given_at: now };
  await database.updateTable('campaigns').set(values).where('id', '=', id).execute();
  noteTouched(database, campaignChannel(id));
}

/** What a charge must be for a campaign to count. */
export function termsOf({ currency, starts_at, ends_at }: Selectable<CampaignTable>): Terms {
  const [from, until] = [starts_at, ends_at].map((text) => (text === null ? undefined : parseInstant(text)));
  return { currency, from, until };
}

/** The charges for a campaign, in its currency and time. */
function chargesOf(database: Database, campaign: Selectable<CampaignTable>) {
  const { currency, from, until } = termsOf(campaign);
  let charges = database
    .selectFrom('ledger_charges')
    .where('for_campaign', '=', campaign.id)
    .where('currency', '=', currency);
  if (from !== undefined) charges = charges.where('made', '>=', from);
  if (until !== undefined) charges = charges.where('made', '<=', until);
  return charges;
}

/** Charges summed up for each UTC day, in order. */
function sumDays(charges: ReturnType<typeof chargesOf>): Promise<readonly DaySums[]> {
  const whole = (value: ReturnType<typeof sql>) => sql<number>`cast(coalesce(sum(${value}), 0) as bigint)`;
  const day = sql<number>`made / ${sql.lit(DAY_MS)}`;
  return charges
    .select([
      day.as('day'),
      whole(sql`counted`).as('counted'),
      whole(sql`case when counted > 0 then coalesce(fee, 0) else 0 end`).as('fees'),
      whole(sql`case when counted > 0 and fee is null then 1 else 0 end`).as('untoldFees'),
    ])
    .groupBy(day)
    .orderBy(day)
    .execute();
}

/**
 * Works out every charge and every total anew from what the provider said.
 *
 * @returns How many charges there are, and the campaigns whose total was another one.
 */
export function rebuildTotals(
  { connections, write }: Places,
  now: number,
): Promise<{ readonly charges: number; readonly changed: readonly string[] }> {
  return write(async (database) => {
    await lockLedger(database, connections.kind);
    const before = await totals(database);
    const charges = await database.selectFrom('ledger_charges').select('id').execute();
    for (const { id } of charges) await settle(database, id);
    for (const id of before.keys()) await sumUp(database, id, now);
    const after = await totals(database);
    return { charges: charges.length, changed: [...before.keys()].filter((id) => before.get(id) !== after.get(id)) };
  });
}

async function totals(database: Database): Promise<ReadonlyMap<string, number | null>> {
  const rows = await database.selectFrom('campaigns').select(['id', 'given']).orderBy('id').execute();
  return new Map(rows.map(({ id, given }) => [id, given]));
}

/** Forgets the ids of events that no provider sends again by now; takes no lock when there are none. */
export async function forgetEvents(connections: Connections, write: Write, now: number): Promise<void> {
  const limit = now - EVENT_LIFE_MS;
  const old = connections.read.selectFrom('ledger_events').select('id').where('at', '<', limit).limit(1);
  if (!(await old.executeTakeFirst())) return;
  await write((database) => database.deleteFrom('ledger_events').where('at', '<', limit).execute());
}

async function readName(database: Database, id: string): Promise<NameEntry | undefined> {
  const row = await database.selectFrom('ledger_names').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toName(row);
}

const toName = (row: LedgerNameTable): NameEntry => ({ kind: 'name', ...row });

export function toCharge({
  for_campaign: _campaign,
  counted: _counted,
  root: _root,
  ...row
}: LedgerChargeTable): ChargeEntry {
  return { kind: 'charge', ...row };
}

const toReversal = ({ stands, is_final, ...row }: LedgerReversalTable): ReversalEntry => ({
  ...row,
  ...{ stands: stands === 1, isFinal: is_final === 1 },
});
