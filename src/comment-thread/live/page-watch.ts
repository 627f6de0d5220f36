import type { ThreadChanges } from '../../contracts/comments.ts';
import { FurnitureError } from '../../base/request.ts';
import type { Backend } from '../backends/backend.ts';
import { readChanges } from './check-changes.ts';
import { afterLook, afterReturn, startRhythm, waitMs, type Outcome, type Rhythm } from './pace.ts';

/** Most answers asked for in one look. */
const MAX_ROUNDS = 20;

export interface WatchOptions {
  readonly backend: Backend;
  readonly way: 'poll' | 'stream';
  readonly element: Element;
  /** The thread's version on show. */
  readonly version: number;
  /** @returns Whether there was anything new in it. */
  readonly take: (changes: ThreadChanges) => boolean;
  readonly signal: AbortSignal;
}

/**
 * Keeps an eye on one thread while somebody reads it: only while the page is visible and the thread was near, by looking
 * now and then or by an open stream. A stream that cannot be opened becomes looks.
 */
export class Watch {
  readonly #options: WatchOptions;
  #version: number;
  #rhythm: Rhythm = startRhythm(Date.now(), Math.random());
  #isNear = false;
  #isLooking = false;
  #isOver = false;
  #isStreaming: boolean;
  #stream: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WatchOptions) {
    const { backend, way, element, version, signal } = options;
    this.#options = options;
    this.#version = version;
    this.#isStreaming = backend.capabilities.stream === true && (way === 'stream' || !backend.capabilities.watch);
    const observer = new IntersectionObserver(this.#onNear, { rootMargin: '100% 0px' });
    observer.observe(element);
    document.addEventListener('visibilitychange', this.#onReturn, { signal });
    addEventListener('online', this.#onReturn, { signal });
    addEventListener('pageshow', (event) => event.persisted && this.#onReturn(), { signal });
    // An open stream keeps a page out of the back/forward cache.
    addEventListener('pagehide', () => this.#stream?.abort(), { signal });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(this.#timer);
      this.#stream?.abort();
    });
  }

  #onNear = (entries: readonly IntersectionObserverEntry[]): void => {
    this.#isNear = entries[entries.length - 1]!.isIntersecting;
    this.#goOn();
  };

  #onReturn = (): void => {
    this.#rhythm = afterReturn(this.#rhythm);
    if (document.hidden) this.#stream?.abort();
    this.#goOn();
  };

  #goOn(): void {
    clearTimeout(this.#timer);
    if (this.#options.signal.aborted || this.#isOver || document.hidden || !this.#isNear) return;
    if (this.#isStreaming) return void this.#openStream();
    if (this.#isLooking) return;
    const wait = waitMs(this.#rhythm, Date.now());
    if (wait === 0) void this.#look();
    else this.#timer = setTimeout(() => void this.#look(), wait);
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    let outcome: Outcome = 'nothing';
    let failure: FurnitureError | undefined;
    try {
      if (await this.#ask()) outcome = 'news';
    } catch (error) {
      outcome = 'failure';
      failure = error instanceof FurnitureError ? error : undefined;
      // A server that does not know of news, or will not tell, is not asked again.
      this.#isOver = failure?.canRetry !== true && failure?.kind !== 'aborted';
    }
    this.#isLooking = false;
    this.#rhythm = afterLook(this.#rhythm, outcome, Date.now(), Math.random(), failure?.retryAfterMs);
    this.#goOn();
  }

  async #ask(): Promise<boolean> {
    const { backend, signal } = this.#options;
    let hasNews = false;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const before = this.#version;
      const changes = readChanges(await backend.changes!(before, signal));
      if (signal.aborted) return false;
      hasNews = this.#take(changes) || hasNews;
      if (changes.more !== true || this.#version === before) break;
    }
    return hasNews;
  }

  async #openStream(): Promise<void> {
    if (this.#stream) return;
    const stream = (this.#stream = new AbortController());
    try {
      await this.#options.backend.stream!(this.#version, (sent) => this.#receive(sent), stream.signal);
    } catch {
      this.#isStreaming = false;
      this.#isOver = this.#options.backend.capabilities.watch !== true;
    }
    this.#stream = undefined;
    // Closed because nobody looked: whoever is back already opens it again.
    if (stream.signal.aborted || !this.#isStreaming) this.#goOn();
  }

  #receive(sent: unknown): void {
    if (this.#stream?.signal.aborted !== false || this.#options.signal.aborted) return;
    try {
      this.#take(readChanges(sent));
    } catch {
      // One bad message; the next one, or the next visit, tells.
    }
  }

  #take(changes: ThreadChanges): boolean {
    this.#version = Math.max(this.#version, changes.next);
    return this.#options.take(changes);
  }
}
