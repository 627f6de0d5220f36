/** Keeps one attempt alive at a time: beginning another aborts the one before, and all end with the element's life. */
export class Newest {
  #current: AbortController | undefined;

  /** @returns The signal of the new attempt. */
  begin(life: AbortSignal): AbortSignal {
    this.end();
    const controller = new AbortController();
    this.#current = controller;
    if (life.aborted) controller.abort();
    life.addEventListener('abort', () => controller.abort(), { signal: controller.signal });
    return controller.signal;
  }

  /** Ends the attempt under way, if any. */
  end(): void {
    this.#current?.abort();
  }
}
