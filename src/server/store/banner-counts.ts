import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { ReportKind } from '../../contracts/banner-report.ts';
import { ProblemError } from '../problem.ts';
import { dayOf } from '../rules/day.ts';
import { DAY_MS } from '../rules/ledger.ts';
import type { ReportCount } from '../rules/report.ts';
import type { Connections } from './connections.ts';
import type { BannerCountTable } from './schema.ts';
import type { Database, Write } from './transactions.ts';

/** How long counts are kept, in days: a year, and time to compare with the one before. */
export const COUNT_LIFE_DAYS = 400;
/** Campaigns that are counted on one day. More are refused: whoever makes names up must not fill the disk. */
export const MAX_CAMPAIGNS = 100;
/** Variants of one campaign that are counted on one day: 20 that a banner takes, its own words, none, and some to change. */
export const MAX_VARIANTS = 25;

/** Any number: what all our processes lock before they count something that this day has not had yet. */
const LOCK = 7_341_904;

/** What is counted: one row of a day. */
export interface CountedReport {
  readonly campaign: string;
  /** Empty for readers who are not in the test. */
  readonly variant: string;
  readonly kind: ReportKind;
}

type Places = { readonly connections: Connections; readonly write: Write };

/**
 * Counts one act.
 *
 * @param now - Milliseconds.
 * @throws {ProblemError} 429 for one more campaign or variant than a day may have.
 */
export function countReport({ connections, write }: Places, report: CountedReport, now: number): Promise<void> {
  const row = { ...report, day: dayOf(now) };
  return write(async (database) => {
    if (await addOne(database, row)) return;
    // The first of its kind today: looked for once more behind the lock, as another process may have been quicker.
    if (connections.kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(database);
    await refuseTooMany(database, row, now);
    await database
      .insertInto('banner_counts')
      .values({ ...row, total: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['day', 'campaign', 'variant', 'kind'])
          .doUpdateSet(({ ref }) => ({ total: sql<number>`${ref('banner_counts.total')} + 1` })),
      )
      .execute();
  });
}

type Place = Omit<Selectable<BannerCountTable>, 'total'>;

async function addOne(database: Database, { day, campaign, variant, kind }: Place): Promise<boolean> {
  const counted = await database
    .updateTable('banner_counts')
    .set(({ eb }) => ({ total: eb('total', '+', 1) }))
    .where('day', '=', day)
    .where('campaign', '=', campaign)
    .where('variant', '=', variant)
    .where('kind', '=', kind)
    .returning('total')
    .executeTakeFirst();
  return counted !== undefined;
}

async function refuseTooMany(database: Database, { day, campaign, variant }: Place, now: number): Promise<void> {
  const ofDay = database.selectFrom('banner_counts').distinct().where('day', '=', day);
  const variants = await ofDay.select('variant').where('campaign', '=', campaign).execute();
  if (variants.some((one) => one.variant === variant)) return;
  if (variants.length >= MAX_VARIANTS) throw tooMany(`${MAX_VARIANTS} variants of a campaign`, now);
  if (variants.length > 0) return;
  const campaigns = await ofDay.select('campaign').execute();
  if (campaigns.length >= MAX_CAMPAIGNS) throw tooMany(`${MAX_CAMPAIGNS} campaigns`, now);
}

function tooMany(what: string, now: number): ProblemError {
  const seconds = Math.ceil(((dayOf(now) + 1) * DAY_MS - now) / 1000);
  return new ProblemError(429, `No more than ${what} are counted on one day.`, {
    type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
    headers: { 'retry-after': String(seconds) },
  });
}

/**
 * What was counted, summed up over days, in the order of campaigns and variants.
 *
 * @param days - The first and the last one, as {@link dayOf} counts.
 * @param campaign - One of them; `undefined` for all.
 */
export async function readCounts(
  { read }: Connections,
  { first, last }: { readonly first: number; readonly last: number },
  campaign: string | undefined,
): Promise<readonly ReportCount[]> {
  const rows = read
    .selectFrom('banner_counts')
    .select(['campaign', 'variant', 'kind'])
    .select(({ fn }) => [
      fn.sum<number | string>('total').as('total'),
      fn.min('day').as('first'),
      fn.max('day').as('last'),
    ])
    .where('day', '>=', first)
    .where('day', '<=', last)
    .$if(campaign !== undefined, (query) => query.where('campaign', '=', campaign!))
    .groupBy(['campaign', 'variant', 'kind'])
    .orderBy('campaign')
    .orderBy('variant');
  // PostgreSQL sums whole numbers up into decimals, which arrive as text.
  return (await rows.execute()).map((row) => ({ ...row, total: Number(row.total) }));
}

/** Forgets counts whose time is over; takes no lock when there are none. */
export async function forgetCounts({ connections, write }: Places, now: number): Promise<void> {
  const limit = dayOf(now) - COUNT_LIFE_DAYS;
  const old = connections.read.selectFrom('banner_counts').select('day').where('day', '<', limit).limit(1);
  if (!(await old.executeTakeFirst())) return;
  await write((database) => database.deleteFrom('banner_counts').where('day', '<', limit).execute());
}
