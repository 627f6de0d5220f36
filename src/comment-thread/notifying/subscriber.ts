import { MAX_EMAIL_LENGTH, type Frequency, type NewSubscription } from '../../contracts/notifications.ts';
import { cleanLine } from '../../contracts/text.ts';
import { FurnitureError } from '../../base/request.ts';
import type { Backend } from '../backends/backend.ts';
import { toFailure } from '../failure.ts';
import { persist, waitOf, type Pause } from '../writing/attempts.ts';
import { isEmail } from '../writing/compose.ts';
import type { Complaint } from '../writing/composer.ts';
import type { Keyring } from '../writing/keyring.ts';
import { RequestKey } from './request-key.ts';

export interface SubscriberOptions {
  readonly backend: Backend;
  readonly keyring: Keyring;
  readonly pause: Pause;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new idempotency key; never the same twice. */
  readonly newKey: () => string;
  /** The address is in the reader's token, and verified. */
  readonly hasVerifiedEmail: () => boolean;
  /** BCP 47 tag of the language that mail is written in. */
  readonly lang: () => string;
  /** What the reader calls their address everywhere in the thread. */
  readonly email: () => string;
  readonly life: () => AbortSignal;
  /** Something to draw changed. */
  readonly changed: () => void;
}

/**
 * The form at the head of the thread in which a reader asks to be told of all new comments. The same request sent again
 * is the same subscription, and what was typed stays until it has arrived. Knows no DOM.
 */
export class Subscriber {
  isOpen = false;
  frequency: Frequency = 'immediate';
  status: 'idle' | 'sending' | 'sent' = 'idle';
  /** What is wrong with the address. */
  email: Complaint | undefined;
  /** Why the last attempt failed, until the next one. */
  failure: FurnitureError | undefined;
  /** No attempt before; milliseconds since the epoch. */
  waitUntil = 0;
  /** Where the question was sent; nothing where the token's address needed none. */
  sentTo: string | undefined;
  readonly #options: SubscriberOptions;
  readonly #key: RequestKey;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.#key = new RequestKey(options.newKey);
  }

  get hasVerifiedEmail(): boolean {
    return this.#options.hasVerifiedEmail();
  }

  /** Opens the form, or closes it; what was typed stays. */
  toggle(isOpen = !this.isOpen): void {
    this.isOpen = isOpen;
    if (this.status === 'sent') this.status = 'idle';
    this.#options.changed();
  }

  /** Marks what is missing. @returns Whether it can be sent. */
  check(): boolean {
    const email = this.#options.email();
    this.email = undefined;
    if (!this.hasVerifiedEmail && email.trim() === '') this.email = { word: 'emailFirst' };
    else if (!this.hasVerifiedEmail && !isEmail(email)) this.email = { word: 'emailWrong' };
    this.#options.changed();
    return !this.email;
  }

  /** Whether the server asked for a pause that is not over. */
  get mustWait(): boolean {
    return this.waitUntil > this.#options.now();
  }

  /** Asks to be told. @returns Whether the server took it. */
  async submit(): Promise<boolean> {
    if (this.status === 'sending' || this.mustWait || !this.check()) return false;
    const { backend, keyring, pause, life } = this.#options;
    const input = this.#input();
    const key = this.#key.of(input);
    const signal = life();
    this.status = 'sending';
    this.failure = undefined;
    this.#options.changed();
    try {
      await persist(() => keyring.use((token) => backend.subscribe!(input, { key, token }, signal)), pause, signal);
      this.status = 'sent';
      this.sentTo = input.email;
      this.#key.renew();
      return true;
    } catch (error) {
      this.status = 'idle';
      if (!signal.aborted) this.#takeFailure(toFailure(error));
      return false;
    } finally {
      this.#options.changed();
    }
  }

  #input(): NewSubscription {
    const { email, lang } = this.#options;
    const address = this.hasVerifiedEmail ? undefined : email().trim().slice(0, MAX_EMAIL_LENGTH);
    return { scope: 'all', frequency: this.frequency, lang: lang(), ...(address !== undefined && { email: address }) };
  }

  #takeFailure(failure: FurnitureError): void {
    this.failure = failure;
    const waitMs = waitOf(failure);
    if (waitMs > 0) this.waitUntil = this.#options.now() + waitMs;
    const about = failure.problem?.errors?.find(({ path }) => path === 'email');
    if (about) this.email = { text: cleanLine(about.message.slice(0, 300), 300) };
  }
}
