/** Share of the banner, or of the window by a tall banner, that must be visible for a view to count. */
export const VIEW_RATIO = 0.5;
/** For how long, in milliseconds. */
export const VIEW_MS = 1_000;

/** Starts a timer and returns how to stop it. */
export type Schedule = (run: () => void, ms: number) => () => void;

/** Tells, once, that a banner was visible for one second without a break. */
export class Dwell {
  readonly #schedule: Schedule;
  readonly #done: () => void;
  #cancel: (() => void) | undefined;
  #isInView = false;
  #isPageVisible = true;
  #isDone = false;

  constructor(schedule: Schedule, done: () => void) {
    this.#schedule = schedule;
    this.#done = done;
  }

  /** How much of the banner is to be seen (0 to 1), and how much of the window it fills (0 to 1). */
  see(ratio: number, windowRatio: number): void {
    this.#isInView = ratio >= VIEW_RATIO || windowRatio >= VIEW_RATIO;
    this.#update();
  }

  /** A page in the background, or one that is rendered ahead of its visit, is seen by nobody. */
  showPage(isVisible: boolean): void {
    this.#isPageVisible = isVisible;
    this.#update();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #update(): void {
    if (!this.#isInView || !this.#isPageVisible) return this.stop();
    if (this.#cancel || this.#isDone) return;
    this.#cancel = this.#schedule(() => {
      this.#isDone = true;
      this.stop();
      this.#done();
    }, VIEW_MS);
  }
}
