import { FurnitureError } from '../../base/request.ts';

/**
 * Sends in a moderator's name. A token that the server does not accept any more is asked for once anew, which helps
 * where the publisher gave a function.
 */
export class Bearer {
  readonly #token: () => Promise<string | undefined>;

  /** @param token - The moderator's JWT as it is now. */
  constructor(token: () => Promise<string | undefined>) {
    this.#token = token;
  }

  /** @throws {FurnitureError} What `act` throws; 401 when there is no token to be had. */
  async send<T>(act: (token: string | undefined) => Promise<T>): Promise<T> {
    const token = await this.#ask();
    try {
      return await act(token);
    } catch (error) {
      if (!(error instanceof FurnitureError) || error.status !== 401) throw error;
      const fresh = await this.#ask();
      if (fresh === undefined || fresh === token) throw error;
      return act(fresh);
    }
  }

  async #ask(): Promise<string | undefined> {
    try {
      return await this.#token();
    } catch (cause) {
      throw new FurnitureError('refused', 'comments: the moderator could not be signed in', { status: 401, cause });
    }
  }
}
