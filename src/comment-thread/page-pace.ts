import type { Scene } from './draw-scene.ts';
import { nextFrame } from './page-world.ts';

/** How many comments are drawn in one frame, so that no frame takes long. */
const CHUNK = 60;

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
  readonly #draw: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(draw: () => void) {
    this.#draw = draw;
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
      this.limit += CHUNK;
      nextFrame(this.#draw);
    } else if (!document.hidden && next !== Infinity) {
      this.#timer = setTimeout(this.redraw, Math.min(Math.max(next - now, 1_000), 3_600_000));
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
