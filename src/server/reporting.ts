import { reportOn, type CampaignReport, type ReportOptions } from './rules/report.ts';
import { readCounts } from './store/banner-counts.ts';
import type { Store } from './store/store.ts';

/** What the command line needs for reports: everything that opens a database, loaded only when it is used. */
export { requireDatabase } from './moderating.ts';
export { openStore } from './store/store.ts';

/** Reports on what was counted from one day to another, both in it; on one campaign, or on all. */
export async function readReports(
  { connections }: Store,
  days: { readonly first: number; readonly last: number },
  campaign: string | undefined,
  options: ReportOptions,
): Promise<readonly CampaignReport[]> {
  return reportOn(await readCounts(connections, days, campaign), options);
}
