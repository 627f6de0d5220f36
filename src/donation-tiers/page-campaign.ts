import { FurnitureError, request } from '../base/request.ts';
import { CampaignAnswer, ForeignAnswer } from './campaign.ts';
import { keepLooking } from './page-refresh.ts';

export interface CampaignWatch {
  readonly src: string;
  /** Seconds between looks; absent for only one. */
  readonly refresh: number | undefined;
  readonly signal: AbortSignal;
  /** The currency the page speaks of: totals in another one are not its totals. */
  readonly currency: () => string | undefined;
  readonly onAnswer: (json: Record<string, unknown>) => void;
  readonly onFailure: (error: FurnitureError) => void;
}

/**
 * Follows the totals at `src`: now, and again while visible.
 *
 * @returns Looks at once, for *Try again*.
 */
export function watchCampaign(element: Element, watch: CampaignWatch): () => void {
  const { src, refresh, signal } = watch;
  const look = async (): Promise<true | number> => {
    try {
      const answer = await request(src, { schema: CampaignAnswer, signal });
      const ours = watch.currency();
      const data = answer.data instanceof ForeignAnswer ? await translate(answer.data, src, ours) : answer.data;
      if (signal.aborted) return 0;
      const theirs = data['currency'];
      if (ours && typeof theirs === 'string' && theirs.trim().toUpperCase() !== ours) {
        throw new FurnitureError('malformed', `${src}: totals in ${theirs.slice(0, 9)} for a page in ${ours}`);
      }
      watch.onAnswer(data);
      return true;
    } catch (error) {
      if (!(error instanceof FurnitureError)) throw error;
      watch.onFailure(error);
      return error.retryAfterMs ?? 0;
    }
  };
  return keepLooking(element, { everyMs: refresh === undefined ? undefined : refresh * 1000, look, signal });
}

/** What reads other services' totals is only loaded for pages that have them. */
async function translate({ json }: ForeignAnswer, src: string, currency: string | undefined) {
  const { readForeign } = await import('./foreign-totals.ts').catch((cause: unknown) => {
    throw new FurnitureError('offline', `${src}: what reads it could not be loaded`, { cause });
  });
  const data = readForeign(json, { host: new URL(src, document.baseURI).host, currency });
  if (!data) throw new FurnitureError('malformed', `${src}: totals of an unknown kind`);
  return data;
}
