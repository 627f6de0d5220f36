/** Most reports one element makes in its life: a page that changes a wrong value for ever stays quiet. */
const MAX_REPORTS = 50;

/** Tells the developer on the console, never the reader, and the same thing only once. */
export class Reporter {
  readonly #name: string;
  readonly #said = new Set<string>();

  /** @param name - The element's tag. */
  constructor(name: string) {
    this.#name = name;
  }

  say(message: string): void {
    if (this.#said.has(message) || this.#said.size >= MAX_REPORTS) return;
    this.#said.add(message);
    console.warn?.(`<${this.#name}> ${message}`);
  }
}
