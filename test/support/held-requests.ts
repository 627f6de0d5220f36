/** Requests of a page that a test answers, or lets go, when it wants to: races without a clock. */
import type { HTTPRequest, Page } from 'puppeteer-core';

export interface Meant {
  readonly method: string;
  /** Of the path alone. */
  readonly path: RegExp;
}

export interface HeldRequests {
  /** How many were met so far. */
  readonly met: number;
  /** Resolves when so many have been met. */
  reached(count: number): Promise<void>;
  /** Lets those go that wait, and all that come. */
  release(): void;
}

/** What becomes of one: an answer in the server's place, a broken connection, or the server's own. */
export type Fate = 'pass' | 'fail' | { readonly status: number; readonly type?: string; readonly body: string };

/**
 * Starts to hold what is meant, or to give it its fate; everything else passes. Once for a page.
 *
 * @param fateOf - `hold` waits for `release`; `index` counts from 0.
 */
export async function holdRequests(
  page: Page,
  { method, path }: Meant,
  fateOf: (index: number, request: HTTPRequest) => Fate | 'hold',
): Promise<HeldRequests> {
  const held: HTTPRequest[] = [];
  const waiting: { readonly count: number; readonly go: () => void }[] = [];
  let met = 0;
  let isReleased = false;
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isMeant = request.method() === method && path.test(new URL(request.url()).pathname);
    if (!isMeant) return void request.continue().catch(() => {});
    const fate = fateOf(met++, request);
    for (const { count, go } of waiting) if (met >= count) go();
    if (fate === 'hold' && !isReleased) held.push(request);
    else settle(request, fate === 'hold' ? 'pass' : fate);
  });
  return {
    get met() {
      return met;
    },
    reached: (count) => (met >= count ? Promise.resolve() : new Promise((go) => waiting.push({ count, go }))),
    release() {
      isReleased = true;
      // The page may have gone meanwhile, and its requests with it.
      for (const request of held.splice(0)) settle(request, 'pass');
    },
  };
}

function settle(request: HTTPRequest, fate: Fate): void {
  const settling =
    fate === 'pass'
      ? request.continue()
      : fate === 'fail'
        ? request.abort('connectionreset')
        : request.respond({ status: fate.status, contentType: fate.type ?? 'application/json', body: fate.body });
  settling.catch(() => {});
}
