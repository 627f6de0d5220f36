import { FurnitureError } from '../../base/request.ts';
import type { Token } from '../config.ts';
import { claimsOf, isExpired } from '../token.ts';

/** A token this close to its end is renewed before it is sent, in milliseconds. */
const MARGIN_MS = 10_000;

export interface KeyringOptions {
  /** What the page gave: a JWT, or a function that gets one. */
  readonly source: () => Token | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The signed-in reader's token: got when it is needed, kept while it lasts, renewed once and silently when it has run
 * out or the server no longer takes it. Requests at the same time share one renewal.
 */
export class Keyring {
  readonly #options: KeyringOptions;
  #source: Token | undefined;
  #token: string | undefined;
  #asking: Promise<string | undefined> | undefined;

  constructor(options: KeyringOptions) {
    this.#options = options;
  }

  /** The token as it was last got; nothing where that has not happened. */
  get known(): string | undefined {
    const source = this.#options.source();
    if (typeof source === 'string') return source;
    return source === this.#source ? this.#token : undefined;
  }

  /** A token to send; `undefined` for a guest. @throws {FurnitureError} `refused` with 401 if none is to be had. */
  async token(): Promise<string | undefined> {
    const source = this.#options.source();
    if (typeof source !== 'function') return source;
    const known = this.known;
    const claims = claimsOf(known);
    // What cannot be read is asked for each time, as its page may have another by now.
    const isFresh = claims?.expiresAt !== undefined && !isExpired(claims, this.#options.now() + MARGIN_MS);
    return isFresh ? known : this.#ask(source);
  }

  /** Does something with the token; once more with a new one if the server refuses the first. */
  async use<T>(act: (token: string | undefined) => Promise<T>): Promise<T> {
    const token = await this.token();
    try {
      return await act(token);
    } catch (error) {
      if (!(error instanceof FurnitureError) || error.status !== 401) throw error;
      const renewed = await this.#renew(token);
      if (renewed === undefined || renewed === token) throw error;
      return act(renewed);
    }
  }

  /** @param refused - The token that the server did not take; another request may have replaced it already. */
  async #renew(refused: string | undefined): Promise<string | undefined> {
    const source = this.#options.source();
    if (typeof source !== 'function') return source;
    const { known } = this;
    return known !== refused && known !== undefined ? known : this.#ask(source);
  }

  #ask(source: Exclude<Token, string>): Promise<string | undefined> {
    if (this.#asking && source === this.#source) return this.#asking;
    this.#source = source;
    this.#token = undefined;
    const asking = this.#askOnce(source).finally(() => {
      if (this.#asking === asking) this.#asking = undefined;
    });
    return (this.#asking = asking);
  }

  async #askOnce(source: Exclude<Token, string>): Promise<string | undefined> {
    try {
      const token = await source();
      if (source === this.#source) this.#token = token;
      return token;
    } catch (cause) {
      throw new FurnitureError('refused', 'comments: the reader could not be signed in', { status: 401, cause });
    }
  }
}
