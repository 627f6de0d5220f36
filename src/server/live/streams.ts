import { ProblemError } from '../problem.ts';

/** Room for open streams: so many in all, and so many for one household. */
export interface StreamLimits {
  readonly total: number;
  readonly perAddress: number;
}

/** A place for one stream. */
export interface Place {
  /** Ends the stream when the server stops. */
  readonly signal: AbortSignal;
  free(): void;
}

/** The places for open streams of one process. */
export class Streams {
  readonly #limits: StreamLimits;
  readonly #byHousehold = new Map<string, number>();
  readonly #open = new Set<AbortController>();
  #isClosed = false;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#open.size;
  }

  /** @throws {ProblemError} 503 when there is no room at all, 429 when this household has its share. */
  take(household: string): Place {
    if (this.#isClosed) throw noRoom('The server is stopping. Please try again in a few seconds.', 5);
    if (this.#open.size >= this.#limits.total) throw noRoom('Too many readers follow at the moment.', 30);
    const own = this.#byHousehold.get(household) ?? 0;
    if (own >= this.#limits.perAddress)
      throw new ProblemError(429, 'Your address follows too many discussions at once.', {
        headers: { 'retry-after': '30' },
      });
    this.#byHousehold.set(household, own + 1);
    const controller = new AbortController();
    this.#open.add(controller);
    return { signal: controller.signal, free: () => this.#free(controller, household) };
  }

  /** Ends every stream, and opens no more. */
  close(): void {
    this.#isClosed = true;
    for (const controller of this.#open) controller.abort();
  }

  #free(controller: AbortController, household: string): void {
    if (!this.#open.delete(controller)) return;
    const left = (this.#byHousehold.get(household) ?? 1) - 1;
    if (left > 0) this.#byHousehold.set(household, left);
    else this.#byHousehold.delete(household);
  }
}

const noRoom = (detail: string, seconds: number): ProblemError =>
  new ProblemError(503, detail, { headers: { 'retry-after': String(seconds) } });
