import type { Hub } from './hub.ts';

/** A stream says that it is still there when nothing happens for this long, in milliseconds. */
export const HEARTBEAT_MS = 15_000;
/** How long a stream waits for a database that is away, in milliseconds. */
const RETRY_READ_MS = 1000;

/** What a stream tells of. */
export interface Source {
  /** By which a {@link Hub} tells of changes. */
  readonly channel: string;
  /** For people who look at the stream: one line. */
  readonly title: string;
  /** What there is to tell since the last look; nothing is lost when it throws. */
  look(): Promise<News>;
}

export interface News {
  /** The event, or several, as they are sent. */
  readonly text?: string | undefined;
  /** There is more, whatever happens meanwhile. */
  readonly hasMore?: boolean;
}

export interface StreamOptions {
  readonly hub: Hub;
  readonly source: Source;
  /** How long the client is to wait before it connects again, in milliseconds. */
  readonly retryMs: number;
  /** Ends the stream. */
  readonly signal: AbortSignal;
  /** Called once when the stream is over, whoever ended it. */
  readonly onEnd: () => void;
  readonly heartbeatMs?: number;
}

/**
 * What happens, as server-sent events. Each event holds what changed since the one before, read when the client is ready
 * for it: a slow one gets fewer and larger events, and nothing is kept for it.
 */
export function liveEvents(options: StreamOptions): ReadableStream<Uint8Array> {
  const feed = new Feed(options);
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const text = await feed.next();
        if (text !== undefined) return controller.enqueue(encoder.encode(text));
        feed.stop();
        controller.close();
      },
      cancel: () => feed.stop(),
    },
    // Asked for only when the client takes it.
    { highWaterMark: 0 },
  );
}

class Feed {
  readonly #options: StreamOptions;
  readonly #leave: () => void;
  #isNews = true;
  #isFirst = true;
  #isOver = false;
  #wake: (() => void) | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
    // Before the first look, so that nothing falls in between.
    this.#leave = options.hub.follow(options.source.channel, () => {
      this.#isNews = true;
      this.#wake?.();
    });
    options.signal.addEventListener('abort', this.stop, { once: true });
  }

  readonly stop = (): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#leave();
    this.#options.onEnd();
    this.#options.signal.removeEventListener('abort', this.stop);
    this.#wake?.();
  };

  /** The next text to send; `undefined` at the end. */
  async next(): Promise<string | undefined> {
    if (this.#isFirst) return this.#greet();
    while (!this.#isOver) {
      if (!this.#isNews) {
        const isWoken = await this.#rest(this.#options.heartbeatMs ?? HEARTBEAT_MS);
        if (!isWoken) return ': still here\n\n';
        continue;
      }
      this.#isNews = false;
      const event = await this.#look();
      if (event !== undefined) return event;
    }
    return undefined;
  }

  #greet(): string {
    this.#isFirst = false;
    return `retry: ${this.#options.retryMs}\n: ${this.#options.source.title}\n\n`;
  }

  async #look(): Promise<string | undefined> {
    const news = await this.#options.source.look().catch(() => undefined);
    if (!news) {
      // The client cannot know more than we do; ended with an error, it would not come back.
      this.#isNews = true;
      await this.#rest(RETRY_READ_MS);
      return undefined;
    }
    this.#isNews ||= news.hasMore === true;
    return news.text;
  }

  /** Waits for news; `false` when none came in time. */
  #rest(ms: number): Promise<boolean> {
    return new Promise((done) => {
      const timer = setTimeout(() => end(false), ms);
      const end = (isWoken: boolean): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        done(isWoken);
      };
      this.#wake = () => end(true);
    });
  }
}
