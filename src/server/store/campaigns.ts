import type { Selectable } from 'kysely';

import { parseInstant } from '../../contracts/dates.ts';
import type { Campaign, CampaignInput, Milestone, Tier } from '../../contracts/donations.ts';
import { dateOfDay } from '../rules/day.ts';
import type { DayGrowth } from '../rules/ledger.ts';
import { exactMinor } from '../amounts.ts';
import { toMajor } from '../rules/money.ts';
import type { Connections } from './connections.ts';
import { lockLedger, sumUp } from './ledger.ts';
import type { CampaignTable } from './schema.ts';
import { campaignChannel, noteTouched } from './touched.ts';
import type { Write } from './transactions.ts';

/** What the ledger says. */
type Given = 'given' | 'given_at' | 'given_monthly' | 'history';
type StoredMilestone = Omit<Milestone, 'at'> & { atMinor: number };
type StoredTier = Omit<Tier, 'amount'> & { amountMinor: number };

/** A campaign as it travels, every amount in major units. */
export async function readCampaign(connections: Connections, id: string): Promise<CampaignInput | undefined> {
  const row = await connections.read.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCampaign(row);
}

/** Every campaign as it travels, by its id. */
export async function readCampaigns(connections: Connections): Promise<ReadonlyMap<string, CampaignInput>> {
  const rows = await connections.read.selectFrom('campaigns').selectAll().orderBy('id').execute();
  return new Map(rows.map((row) => [row.id, toCampaign(row)]));
}

/**
 * Stores a campaign in place of what was there. What the ledger says of it stays.
 *
 * @throws {ProblemError} 422 if an amount has more decimals than its currency, or is too large to be exact.
 */
export async function saveCampaign(
  { connections, write }: { readonly connections: Pick<Connections, 'kind'>; readonly write: Write },
  id: string,
  campaign: Campaign,
  now: number,
): Promise<CampaignInput> {
  const row = toRow(id, campaign, now);
  const { id: _id, ...values } = row;
  return write(async (database) => {
    await lockLedger(database, connections.kind);
    await database
      .insertInto('campaigns')
      .values({ ...row, given: null, given_at: null, given_monthly: null, history: null })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    // Its currency, policy or time may be another one now.
    await sumUp(database, id, now);
    noteTouched(database, campaignChannel(id));
    const stored = database.selectFrom('campaigns').selectAll().where('id', '=', id);
    return toCampaign(await stored.executeTakeFirstOrThrow());
  });
}

function toRow(id: string, campaign: Campaign, now: number): Omit<Selectable<CampaignTable>, Given> {
  const { currency } = campaign;
  const minor = (decimal: string, path: string): number => exactMinor(decimal, currency, path);
  const milestones = campaign.milestones?.map(({ at, ...rest }, index) => ({
    ...rest,
    atMinor: minor(at, `milestones.${index}.at`),
  }));
  const tiers = campaign.tiers?.map(({ amount, ...rest }, index) => ({
    ...rest,
    amountMinor: minor(amount, `tiers.${index}.amount`),
  }));
  return {
    ...{ id, currency, policy: campaign.policy ?? null, supporters: campaign.supporters ?? null },
    raised: campaign.raised === undefined ? null : minor(campaign.raised, 'raised'),
    monthly: campaign.recurring ? minor(campaign.recurring.monthly, 'recurring.monthly') : null,
    goal: campaign.goal === undefined ? null : minor(campaign.goal, 'goal'),
    milestones: milestones ? JSON.stringify(milestones) : null,
    tiers: tiers ? JSON.stringify(tiers) : null,
    updated_at: campaign.updatedAt ?? new Date(now).toISOString(),
    ...{ starts_at: campaign.startsAt ?? null, ends_at: campaign.endsAt ?? null, events: campaign.events ?? null },
  };
}

function toCampaign(row: Selectable<CampaignTable>): CampaignInput {
  const { currency } = row;
  // Once the ledger knows of charges, only they count: a total written by hand would count them twice.
  const raised = row.given ?? row.raised;
  const monthly = row.given_monthly ?? row.monthly;
  const policy = row.policy ?? (row.given === null ? null : 'gross');
  const milestones = row.milestones === null ? undefined : (JSON.parse(row.milestones) as StoredMilestone[]);
  const tiers = row.tiers === null ? undefined : (JSON.parse(row.tiers) as StoredTier[]);
  return {
    ...{ version: 1 as const, currency },
    ...(raised !== null && { raised: toMajor(raised, currency) }),
    ...(monthly !== null && { recurring: { monthly: toMajor(monthly, currency) } }),
    ...(row.goal !== null && { goal: toMajor(row.goal, currency) }),
    ...(milestones && {
      milestones: milestones.map(({ atMinor, ...rest }) => ({ at: toMajor(atMinor, currency), ...rest })),
    }),
    ...(tiers && {
      tiers: tiers.map(({ id, amountMinor, ...rest }) => ({ id, amount: toMajor(amountMinor, currency), ...rest })),
    }),
    ...(row.supporters !== null && { supporters: row.supporters }),
    ...(policy !== null && { policy: policy as 'gross' | 'net' }),
    updatedAt: updatedAt(row),
    ...(row.starts_at !== null && { startsAt: row.starts_at }),
    ...(row.ends_at !== null && { endsAt: row.ends_at }),
    ...(row.events !== null && { events: row.events }),
    ...(row.history !== null && { history: toHistory(row.history, currency) }),
  };
}

function toHistory(json: string, currency: string): CampaignInput['history'] {
  return (JSON.parse(json) as DayGrowth[]).map(({ day, total }) => ({
    date: dateOfDay(day),
    raised: toMajor(total, currency),
  }));
}

/** When a reader could last see another total. */
function updatedAt({ updated_at, given_at }: Selectable<CampaignTable>): string {
  const isNewer = given_at !== null && given_at > (parseInstant(updated_at) ?? 0);
  return isNewer ? new Date(given_at).toISOString() : updated_at;
}
