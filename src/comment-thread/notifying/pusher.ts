import type { NewPushSubscription, Scope } from '../../contracts/notifications.ts';
import type { FurnitureError } from '../../base/request.ts';
import type { Backend } from '../backends/backend.ts';
import { toFailure } from '../failure.ts';
import { persist, type Pause } from '../writing/attempts.ts';
import type { Keyring } from '../writing/keyring.ts';
import type { Followed } from './followed.ts';
import { RequestKey } from './request-key.ts';

/** Where a browser receives pushes, with its keys: what a server needs to know. */
export type Receiver = Pick<NewPushSubscription, 'endpoint' | 'keys'>;

/** The browser, as far as pushes go. */
export interface PushBrowser {
  /** What the reader has said so far about notifications of this site. */
  permission(): NotificationPermission;
  /** Asks the reader; a browser may leave it open for as long as the reader does. */
  ask(): Promise<NotificationPermission>;
  /** Where pushes locked with this key arrive now; nothing where they do not. */
  current(key: string): Promise<Receiver | undefined>;
  /** Sets the browser up to receive pushes locked with this key. */
  subscribe(key: string): Promise<Receiver>;
  /** Receives no more of them, of any thread. */
  end(): Promise<void>;
}

/**
 * Why this browser tells of nothing: the reader does not allow it, or left the question open; the browser or its push
 * service could not be set up; or the comment server did not take it.
 */
export type Trouble = 'denied' | 'dismissed' | 'broken' | FurnitureError;

/** What to be told of: everything, or replies to one comment. */
export type About = { readonly scope: 'all' } | { readonly scope: 'replies'; readonly commentId: string };

export interface PusherOptions {
  readonly browser: PushBrowser;
  readonly backend: Backend;
  readonly keyring: Keyring;
  readonly followed: Followed;
  readonly pause: Pause;
  /** The server's public key. */
  readonly key: () => string;
  /** A new idempotency key; never the same twice. */
  readonly newKey: () => string;
  /** BCP 47 tag of the language that notices are written in. */
  readonly lang: () => string;
  readonly life: () => AbortSignal;
  /** Something to draw changed. */
  readonly changed: () => void;
  /** What the browser said when it could not be set up, for the developer. */
  readonly report: (error: unknown) => void;
}

/**
 * Has this browser told of what is new in a thread. The reader is asked when {@link allow} is called and never
 * otherwise. Knows no DOM; nothing here rejects.
 */
export class Pusher {
  /** What is under way. */
  work: 'allowing' | 'following' | 'stopping' | undefined;
  /** Why the last attempt failed, until the next one. */
  trouble: Trouble | undefined;
  /** What it was that failed. */
  failed: Pusher['work'];
  /** The reader has just ended it. */
  isEnded = false;
  readonly #options: PusherOptions;
  /** One after the other: a comment may be posted while the browser is being asked. */
  #last: Promise<unknown> = Promise.resolve();
  #allowing: Promise<boolean> | undefined;
  readonly #key: RequestKey;

  constructor(options: PusherOptions) {
    this.#options = options;
    this.#key = new RequestKey(options.newKey);
  }

  get permission(): NotificationPermission {
    return this.#options.browser.permission();
  }

  /** Whether this browser is told of that already, as far as it remembers. */
  isTold(of: Scope): boolean {
    return this.#options.followed.has(of);
  }

  /** Forgets what the browser does not receive any more: the reader took the permission back, or cleared its data. */
  async look(): Promise<void> {
    const { followed, browser, key, changed } = this.#options;
    const { endpoints } = followed;
    if (endpoints.length === 0) return;
    const current = await browser.current(key()).catch(() => undefined);
    if (this.permission === 'granted' && current && endpoints.includes(current.endpoint)) return;
    followed.forget();
    changed();
  }

  /** Asks the reader, if that has not been answered, and sets the browser up. @returns Whether it can be told now. */
  allow(): Promise<boolean> {
    this.#allowing ??= this.#attempt('allowing', () => this.#receiver(true)).finally(
      () => (this.#allowing = undefined),
    );
    return this.#allowing;
  }

  /** Has this browser told of something; never asks the reader, but waits for an answer that is due. */
  follow(about: About): Promise<boolean> {
    return this.#attempt('following', async (signal) => {
      const { backend, keyring, followed, lang, pause } = this.#options;
      const input: NewPushSubscription = { ...(await this.#receiver(false)), ...about, lang: lang() };
      const key = this.#key.of(input);
      await persist(() => keyring.use((token) => backend.subscribePush!(input, { key, token }, signal)), pause, signal);
      this.#key.renew();
      followed.keep(about.scope, input.endpoint);
    });
  }

  /** Ends all that this browser is told of in the thread. */
  async stop(): Promise<boolean> {
    const isOver = await this.#attempt('stopping', async (signal) => {
      const { backend, followed, pause, browser } = this.#options;
      for (const endpoint of followed.endpoints)
        await persist(() => backend.unsubscribePush!(endpoint, signal), pause, signal);
      followed.forget();
      // Where no other thread needs it, nothing is left behind; the server sends nothing to it in any case.
      if (!followed.hasOthers) await browser.end().catch(() => {});
    });
    this.isEnded = isOver;
    return isOver;
  }

  #attempt(work: NonNullable<Pusher['work']>, act: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    const attempt = this.#last.then(() => this.#attemptNow(work, act));
    this.#last = attempt;
    return attempt;
  }

  async #attemptNow(work: Pusher['work'], act: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    const { changed, life } = this.#options;
    const signal = life();
    this.work = work;
    this.trouble = undefined;
    this.isEnded = false;
    changed();
    try {
      await act(signal);
      return !signal.aborted;
    } catch (error) {
      this.failed = work;
      if (!signal.aborted) this.trouble = error instanceof Obstacle ? error.trouble : toFailure(error);
      return false;
    } finally {
      this.work = undefined;
      changed();
    }
  }

  /** @throws {Obstacle} If the reader does not want it, or the browser does not work. */
  async #receiver(mayAsk: boolean): Promise<Receiver> {
    const { browser, key, report } = this.#options;
    try {
      const permission = mayAsk && this.permission !== 'granted' ? await browser.ask() : this.permission;
      if (permission !== 'granted') throw new Obstacle(permission === 'denied' ? 'denied' : 'dismissed');
      return await browser.subscribe(key());
    } catch (error) {
      if (error instanceof Obstacle) throw error;
      if (this.permission === 'denied') throw new Obstacle('denied');
      report(error);
      throw new Obstacle('broken');
    }
  }
}

/** On the way to a browser that can be told. */
class Obstacle extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(String(trouble));
    this.trouble = trouble;
  }
}
