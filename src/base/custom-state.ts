/** What an element is doing, mirrored as custom states: `:state(loading)` and so on. */
export const STATES = ['loading', 'ready', 'empty', 'failed'] as const;
export type State = (typeof STATES)[number];

/** Shows what an element is doing to style sheets. */
export class CustomState {
  readonly #host: HTMLElement;
  #internals: ElementInternals | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  show(state: State): void {
    try {
      const { states } = (this.#internals ??= this.#host.attachInternals());
      for (const name of STATES) states.delete(name);
      states.add(state);
    } catch {
      // Custom states are decoration: browsers without them lose a styling hook, nothing else.
    }
  }
}
