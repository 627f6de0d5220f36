import type { Scene } from './draw-scene.ts';
import { nextFrame } from './page-world.ts';

/** How many comments are drawn in one frame at first, and at most and at least once it is known how long that takes. */
const CHUNK = 40;
const MAX_CHUNK = 120;
const MIN_CHUNK = 30;
/** How long drawing may take in one frame, in milliseconds: as much again goes into layout and painting. */
const BUDGET_MS = 18;

/** How many stand in the first one: a screen full, so that a slow phone shows them before it draws the rest. */
const FIRST = 25;

/** How much of a thread is drawn at once, and when it has to be drawn again. */
export class Pace {
  /** Changes whenever something to draw does. */
  revision = 0;
  /** When the first of the times on show has to be written anew, in milliseconds since the epoch. */
  readonly clock = { next: Infinity };
  /** How many comments may be drawn. */
  limit = FIRST;
  #chunk = CHUNK;
  #isDue = false;
  /** When the drawing under way began, and how many comments it adds. */
  #began = 0;
  #added = 0;
  readonly #draw: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  /** Whether so many comments are more than stand in the first frame. */
  isFirstOf(size: number): boolean {
    return this.limit === FIRST && size > FIRST;
  }

  /** Starts with another thread. */
  begin(): void {
    this.limit = FIRST;
  }

  /** Lets everything be drawn at once, however long it takes. */
  reach(size: number): void {
    this.limit = Math.max(this.limit, size + CHUNK);
  }

  /** Draws what changed, or what time did. */
  readonly redraw = (): void => {
    this.revision++;
    this.clock.next = Infinity;
    this.#draw();
  };

  /** The rest of a long thread follows frame by frame; one clock keeps all times, and none while nobody looks. */
  goOn({ budget, now, session }: Scene): void {
    this.stop();
    const { next } = this.clock;
    if (budget <= 0 && session.comments.size > this.limit) {
      // One frame at a time, however often something else is drawn meanwhile; the first ones are seen before the next.
      const draw = this.limit > FIRST ? this.#drawMore : () => nextFrame(this.#drawMore);
      if (!this.#isDue) nextFrame(draw);
      this.#isDue = true;
    } else if (!document.hidden && next !== Infinity) {
      this.#timer = setTimeout(this.redraw, Math.min(Math.max(next - now, 1_000), 3_600_000));
    }
  }

  /** More in this frame than in the last one, or less, by how long that took. */
  readonly #drawMore = (): void => {
    this.#isDue = false;
    this.limit += this.#chunk;
    this.#added = this.#chunk;
    this.#draw();
  };

  /** A drawing begins. */
  begins(): void {
    this.#began = performance.now();
  }

  /** It has ended. */
  ends(): void {
    if (this.#added === 0) return;
    const factor = BUDGET_MS / Math.max(1, performance.now() - this.#began);
    this.#chunk = Math.round(Math.min(Math.max(this.#added * Math.min(factor, 2), MIN_CHUNK), MAX_CHUNK));
    this.#added = 0;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
