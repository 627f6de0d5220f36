import { FurnitureError, request } from '../base/request.ts';
import { safeLink } from '../contracts/links.ts';
import { CampaignAnswer, ForeignAnswer, looksLikeOtherUnit } from './campaign.ts';
import { keepLooking } from './page-refresh.ts';

type Json = Record<string, unknown>;

export interface CampaignWatch {
  readonly src: string;
  /** Seconds between looks; absent for only one. */
  readonly refresh: number | undefined;
  readonly signal: AbortSignal;
  /** The currency the page speaks of: totals in another one are not its totals. */
  readonly currency: () => string | undefined;
  /** What was raised by the answer before, if there was one. */
  readonly last: () => string | undefined;
  readonly onAnswer: (json: Json) => void;
  readonly onFailure: (error: FurnitureError) => void;
}

/**
 * Follows the totals at `src`: now, and again while visible; where they name a stream of events, by that.
 *
 * @returns Looks at once, for *Try again*.
 */
export function watchCampaign(element: Element, watch: CampaignWatch): () => void {
  const { src, refresh, signal } = watch;
  let stream: string | undefined;
  let isLive = false;
  const take = (json: Json): void => {
    const ours = watch.currency();
    const { currency: theirs, raised } = json;
    if (ours && typeof theirs === 'string' && theirs.trim().toUpperCase() !== ours) {
      throw new FurnitureError('malformed', `${src}: totals in ${theirs.slice(0, 9)} for a page in ${ours}`);
    }
    const last = watch.last();
    if (looksLikeOtherUnit(last, raised)) {
      throw new FurnitureError('malformed', `${src}: "raised" was ${last} and is ${String(raised)}: another unit?`);
    }
    watch.onAnswer(json);
    hear(json['events']);
  };
  const attemptTo = async (get: () => Promise<Json>): Promise<true | number> => {
    try {
      const json = await get();
      if (signal.aborted) return 0;
      take(json);
      return true;
    } catch (error) {
      if (!(error instanceof FurnitureError)) throw error;
      isLive = false;
      watch.onFailure(error);
      return error.retryAfterMs ?? 0;
    }
  };
  /** Listens to the stream that the totals name; the first one, once. */
  const hear = (events: unknown): void => {
    const link = typeof events === 'string' && !stream ? safeLink(events, 'publisher') : undefined;
    if (!link) return;
    stream = new URL(link, new URL(src, document.baseURI)).href;
    const options = {
      ...{ url: stream, signal, onLive: (live: boolean) => (isLive = live) },
      onCampaign: (json: Json) => void attemptTo(() => Promise.resolve(json)),
    };
    // Without it there are still the looks.
    import('./page-events.ts').then(({ listen }) => signal.aborted || listen(element, options)).catch(() => undefined);
  };
  const get = async (): Promise<Json> => {
    const { data } = await request(src, { schema: CampaignAnswer, signal });
    return data instanceof ForeignAnswer ? translate(data, src, watch.currency()) : data;
  };
  const look = async () => isLive || attemptTo(get);
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
