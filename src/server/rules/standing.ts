import type { Uncounted } from '../../contracts/gifts.ts';
import type { ChargeEntry } from './ledger.ts';

/** What a charge must be for a campaign to count: in its currency, and made in its time, in milliseconds. */
export interface Terms {
  readonly currency: string;
  readonly from: number | undefined;
  readonly until: number | undefined;
}

/**
 * Why nothing of a charge counts for the campaign that it is for; `undefined` where some of it does.
 *
 * @param charge - `counted` is what is left of it.
 * @param terms - `undefined` where there is no such campaign.
 */
export function whyUncounted(
  charge: Pick<ChargeEntry, 'state' | 'currency' | 'made'> & { readonly counted: number },
  terms: Terms | undefined,
): Uncounted | undefined {
  const { state, currency, made, counted } = charge;
  if (state !== 'succeeded') return state;
  if (!terms) return 'campaign';
  if (currency !== terms.currency) return 'currency';
  if (terms.from !== undefined && made < terms.from) return 'early';
  if (terms.until !== undefined && made > terms.until) return 'late';
  return counted === 0 ? 'returned' : undefined;
}
