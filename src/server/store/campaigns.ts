import type { Selectable } from 'kysely';

import type { Campaign, CampaignInput, Milestone, Tier } from '../../contracts/donations.ts';
import { toMajor, toMinor } from '../rules/money.ts';
import { wrongField } from '../problem.ts';
import type { Connections } from './connections.ts';
import type { CampaignTable } from './schema.ts';
import type { Write } from './transactions.ts';

type StoredMilestone = Omit<Milestone, 'at'> & { atMinor: number };
type StoredTier = Omit<Tier, 'amount'> & { amountMinor: number };

/** A campaign as it travels, every amount in major units. */
export async function readCampaign(connections: Connections, id: string): Promise<CampaignInput | undefined> {
  const row = await connections.read.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCampaign(row);
}

/**
 * Stores a campaign in place of what was there.
 *
 * @throws {ProblemError} 422 if an amount has more decimals than its currency, or is too large to be exact.
 */
export async function saveCampaign(write: Write, id: string, campaign: Campaign, now: number): Promise<CampaignInput> {
  const row = toRow(id, campaign, now);
  const { id: _id, ...values } = row;
  await write((database) =>
    database
      .insertInto('campaigns')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute(),
  );
  return toCampaign(row);
}

function toRow(id: string, campaign: Campaign, now: number): Selectable<CampaignTable> {
  const { currency } = campaign;
  const minor = (decimal: string, path: string): number => {
    const amount = toMinor(decimal, currency);
    if (amount === undefined)
      throw wrongField(path, `is no exact amount in ${currency}: too large, or too many decimals.`);
    return amount;
  };
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
    goal: campaign.goal === undefined ? null : minor(campaign.goal, 'goal'),
    milestones: milestones ? JSON.stringify(milestones) : null,
    tiers: tiers ? JSON.stringify(tiers) : null,
    updated_at: campaign.updatedAt ?? new Date(now).toISOString(),
    ...{ starts_at: campaign.startsAt ?? null, ends_at: campaign.endsAt ?? null, events: campaign.events ?? null },
  };
}

function toCampaign(row: Selectable<CampaignTable>): CampaignInput {
  const { currency } = row;
  const milestones = row.milestones === null ? undefined : (JSON.parse(row.milestones) as StoredMilestone[]);
  const tiers = row.tiers === null ? undefined : (JSON.parse(row.tiers) as StoredTier[]);
  return {
    ...{ version: 1 as const, currency },
    ...(row.raised !== null && { raised: toMajor(row.raised, currency) }),
    ...(row.goal !== null && { goal: toMajor(row.goal, currency) }),
    ...(milestones && {
      milestones: milestones.map(({ atMinor, ...rest }) => ({ at: toMajor(atMinor, currency), ...rest })),
    }),
    ...(tiers && {
      tiers: tiers.map(({ id, amountMinor, ...rest }) => ({ id, amount: toMajor(amountMinor, currency), ...rest })),
    }),
    ...(row.supporters !== null && { supporters: row.supporters }),
    ...(row.policy !== null && { policy: row.policy as 'gross' | 'net' }),
    updatedAt: row.updated_at,
    ...(row.starts_at !== null && { startsAt: row.starts_at }),
    ...(row.ends_at !== null && { endsAt: row.ends_at }),
    ...(row.events !== null && { events: row.events }),
  };
}
