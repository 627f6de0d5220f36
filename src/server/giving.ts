import type { CampaignInput } from '../contracts/donations.ts';
import { NewGift } from '../contracts/gifts.ts';
import { checkJson, checkValue } from './http/body.ts';
import { ProblemError } from './problem.ts';
import { CampaignDocument } from './requests.ts';
import { CAMPAIGN_ID } from './rules/campaign-id.ts';
import { saveCampaign } from './store/campaigns.ts';
import { addGift, takeBack, type Entered } from './store/gifts.ts';
import { COMMAND_LINE } from './store/log.ts';
import type { Store } from './store/store.ts';

/** What the command line needs for campaigns: everything that opens a database, loaded only when it is used. */
export { MAX_BODY_BYTES } from './http/body.ts';
export { requireDatabase } from './moderating.ts';
export { readCampaign, readCampaigns } from './store/campaigns.ts';
export { readGifts } from './store/gifts.ts';
export { rebuildTotals } from './store/ledger.ts';
export { openStore } from './store/store.ts';

/**
 * Stores a campaign as `PUT /v1/campaigns/{id}` does.
 *
 * @throws {ProblemError} What the route refuses with.
 */
export async function saveCampaignJson(
  store: Store,
  id: string,
  json: Uint8Array,
  now: number,
): Promise<CampaignInput> {
  if (!CAMPAIGN_ID.test(id))
    throw new ProblemError(404, 'A campaign is called by 1 to 64 of the letters A to Z, digits, _ and -.');
  return saveCampaign(store, id, checkJson(json, CampaignDocument), now);
}

/**
 * Enters a gift as `POST /v1/campaigns/{id}/gifts` does.
 *
 * @param words - Its fields as they were typed.
 * @throws {ProblemError} What the route refuses with.
 */
export const addGiftByHand = async (
  store: Store,
  campaign: string,
  words: Readonly<Record<string, string | undefined>>,
  now: number,
): Promise<Entered> => addGift(store, campaign, checkValue(words, NewGift), { author: COMMAND_LINE.name, now });

/** Takes a gift back: see {@link takeBack}. */
export const takeBackByHand = (store: Store, id: string, note: string | undefined, now: number): Promise<Entered> =>
  takeBack(store, id, note, { author: COMMAND_LINE.name, now });

/** Why it was refused, a line for each field at fault; `undefined` if it failed otherwise. */
export function refusalOf(error: unknown): readonly string[] | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.errors?.map(({ path, message }) => (path ? `${path}: ${message}` : message)) ?? [error.message];
}
