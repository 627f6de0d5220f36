import * as z from 'zod/mini';

import { attempt } from '../base/messages.ts';
import { CampaignAnswer, ForeignAnswer } from './campaign.ts';
import { watchSeen } from './page-seen.ts';

/** After so many breaks in a row the stream is given up. */
const MAX_BREAKS = 3;

export interface Listening {
  readonly url: string;
  /** The whole campaign, checked. */
  readonly onCampaign: (json: Record<string, unknown>) => void;
  /** Whether news comes by itself from now on. */
  readonly onLive: (isLive: boolean) => void;
  readonly signal: AbortSignal;
}

/**
 * Hears of a campaign by server-sent events (`event: campaign`) while somebody may look. Where that does not work it says
 * so and ends: whoever looks now and then goes on with that.
 */
export function listen(element: Element, { url, onCampaign, onLive, signal }: Listening): void {
  let source: EventSource | undefined;
  let breaks = 0;
  let isOver = false;
  const close = (): void => {
    source?.close();
    source = undefined;
    onLive(false);
  };
  const follow = (): void => {
    const wants = isSeen() && !isOver && !signal.aborted;
    if (wants && !source) open();
    else if (!wants && source) close();
  };
  const open = (): void => {
    const opened = (source = attempt(() => new EventSource(url)));
    isOver = !opened;
    opened?.addEventListener('open', () => {
      breaks = 0;
      onLive(true);
    });
    opened?.addEventListener('campaign', ({ data }) => {
      const json = attempt(() => z.parse(CampaignAnswer, JSON.parse(String(data))));
      // One bad message; the next one, or the next look, tells.
      if (json && !(json instanceof ForeignAnswer)) onCampaign(json);
    });
    // A browser comes back by itself after a break; not after a refusal.
    opened?.addEventListener('error', () => {
      onLive(false);
      if (opened.readyState !== EventSource.CLOSED && ++breaks < MAX_BREAKS) return;
      isOver = true;
      close();
    });
  };
  const isSeen = watchSeen(element, signal, follow);
  // An open stream keeps a page out of the back/forward cache.
  addEventListener('pagehide', close, { signal });
  addEventListener('pageshow', follow, { signal });
  signal.addEventListener('abort', close);
  follow();
}
