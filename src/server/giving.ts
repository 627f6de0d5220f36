/** What the command line needs for campaigns: everything that opens a database, loaded only when it is used. */
export { requireDatabase } from './moderating.ts';
export { readCampaign } from './store/campaigns.ts';
export { rebuildTotals } from './store/ledger.ts';
export { openStore } from './store/store.ts';
