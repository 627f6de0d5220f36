/** The idempotency key of a request: the same request has the same one, until it was taken. */
export class RequestKey {
  readonly #newKey: () => string;
  #known: { readonly key: string; readonly text: string } | undefined;

  /** @param newKey - Never makes the same twice. */
  constructor(newKey: () => string) {
    this.#newKey = newKey;
  }

  /** @param input - What is asked for; anything that is JSON. */
  of(input: unknown): string {
    const text = JSON.stringify(input);
    if (this.#known?.text !== text) this.#known = { key: this.#newKey(), text };
    return this.#known.key;
  }

  /** It was taken: the same once more is another one. */
  renew(): void {
    this.#known = undefined;
  }
}
