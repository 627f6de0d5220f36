import type { ReactiveElement } from 'lit';

import type { Placement } from '../contracts/banner.ts';
import { shared } from './shared.ts';

/** What asks for the reader's attention: a support banner, or the thread's invitation. */
export type ShowKind = 'banner' | 'invitation';

declare global {
  interface GlobalEventHandlersEventMap {
    'furniture-show': FurnitureShowEvent;
  }
}

/**
 * Something is about to ask for the reader's attention. Cancel it to keep it away in this page view, or hold it until
 * the page is ready (a consent manager has its answer, say). Bubbles and is composed.
 */
export class FurnitureShowEvent extends Event {
  readonly kind: ShowKind;
  /** Where it is about to stand. An invitation stands at the bottom of the window. */
  readonly placement: Placement;
  /** What it waits for so far. */
  readonly holds: PromiseLike<unknown>[] = [];

  constructor(kind: ShowKind, placement: Placement) {
    super('furniture-show', { bubbles: true, composed: true, cancelable: true });
    this.kind = kind;
    this.placement = placement;
  }

  /** Asks again when this settles, whichever way. What has settled already holds nobody; nor does what comes too late. */
  holdUntil(settled: PromiseLike<unknown>): void {
    this.holds.push(settled);
  }
}

/** What keeps something away. */
export const CANCELLED = 'cancelled by the page';
export const HELD = 'held by the page';

/**
 * Asks the page whether something may be shown.
 *
 * @param again - What held it has settled; asking again is due, unless that had settled before it was handed over: then
 *   the answer would be the same for ever, and `isFree` is true.
 * @returns What keeps it away, or `undefined`.
 */
export function askPage(
  host: Element,
  kind: ShowKind,
  placement: Placement,
  again: (isFree: boolean) => void,
): string | undefined {
  const event = new FurnitureShowEvent(kind, placement);
  if (!host.dispatchEvent(event)) return CANCELLED;
  if (event.holds.length === 0) return undefined;
  let isAtOnce = true;
  setTimeout(() => (isAtOnce = false));
  void Promise.allSettled(event.holds).then(() => again(isAtOnce));
  return HELD;
}

/** A banner, of whichever copy of the script. */
type Banner = Element & Pick<ReactiveElement, 'isUpdatePending'>;

/** What every copy of the script on a page must agree on. */
interface PageTurns {
  /** The banner that asks, or did until the reader answered it. */
  banner?: Banner | undefined;
  /** The path of the page on which the reader answered that banner. */
  answeredAt?: string | undefined;
  /** The thread whose invitation is open. */
  invitation?: Element | undefined;
  /** All banners of the page, with how to tell them that somebody made room. */
  readonly all: Map<Banner, () => void>;
  /** Somebody waits for one that had not decided yet. */
  isEager?: boolean;
}

export function turns(): PageTurns {
  const page = shared() as { turns?: PageTurns };
  return (page.turns ??= { all: new Map() });
}

/** Tells those who wait for another. */
export function makeRoom(): void {
  const page = turns();
  page.isEager = false;
  for (const tell of [...page.all.values()]) tell();
}

/**
 * One banner's part in the agreement that a page asks one thing at a time: at most one banner, wherever it stands, the
 * first of the document among those that come together; and none at the edge of the window while an invitation is open.
 */
export class Turn {
  readonly #host: Banner;
  readonly #again: () => void;
  #isWaiting = false;
  #isFree = false;

  /** @param again - `take` may answer otherwise now. */
  constructor(host: Banner, again: () => void) {
    this.#host = host;
    this.#again = again;
  }

  get isMine(): boolean {
    return turns().banner === this.#host;
  }

  /** The banner came into the page, until `signal` aborts. Being moved costs nobody their turn. */
  join(signal: AbortSignal): void {
    const { all } = turns();
    const tell = (): void => {
      if (this.#isWaiting) this.#again();
      this.#isWaiting = false;
    };
    all.set(this.#host, tell);
    tell();
    signal.addEventListener('abort', () => {
      // Whoever was told nothing while away asks when it comes back.
      all.delete(this.#host);
      makeRoom();
    });
  }

  /**
   * Asks for the turn, others on the page first and then the page itself.
   *
   * @returns What keeps this banner away, in English; `undefined` when it may show itself.
   */
  take(placement: Placement): string | undefined {
    const page = turns();
    const isFree = this.#isFree;
    this.#isFree = false;
    const other = this.#findOther(placement);
    this.#isWaiting = other !== undefined;
    const kept =
      other ??
      (isFree
        ? undefined
        : askPage(this.#host, 'banner', placement, (isFree) => {
            this.#isFree = isFree;
            this.#again();
          }));
    if (kept) return kept;
    page.banner = this.#host;
    page.answeredAt = undefined;
    return undefined;
  }

  /**
   * Does not ask, or not any more: the next may.
   *
   * @param isAnswered - The reader answered it. Another would ask for what was just declined, so none does here.
   */
  pass(isAnswered = false): void {
    const page = turns();
    const { isMine } = this;
    if (isMine && isAnswered) page.answeredAt = location.pathname;
    else if (isMine) page.banner = undefined;
    else if (this.#isWaiting || !page.isEager) return;
    makeRoom();
  }

  #findOther(placement: Placement): string | undefined {
    const page = turns();
    const { all, banner, answeredAt, invitation } = page;
    const isTaken = banner && banner !== this.#host && (banner.isConnected || answeredAt === location.pathname);
    const isEarly = [...all.keys()].some((one) => one.isUpdatePending && isBefore(one, this.#host));
    page.isEager ||= isEarly;
    if (isTaken || isEarly) return 'another banner asks';
    return placement !== 'inline' && invitation?.isConnected ? 'an invitation is open' : undefined;
  }
}

function isBefore(one: Node, other: Node): boolean {
  return (one.compareDocumentPosition(other) & 4) !== 0;
}
