import type { IncomingMessage, ServerResponse } from 'node:http';

import { corsFor } from './http/cors.ts';
import { matches, sharedHeaders, type Shared } from './http/answers.ts';
import { preferred } from './http/accept.ts';
import { SAFETY } from './http/safety.ts';
import { LruCache } from './rules/lru.ts';

/** Characters of answers that are kept, at most. */
const CAPACITY = 40_000_000;
const MAX_ADDRESS_LENGTH = 2000;
/** Every type that a kept answer may have; the first is what a client gets that does not say. */
const TYPES = ['application/json', 'text/html', 'text/event-stream'] as const;

/** An answer that holds as long as its thread has this version. */
interface Page {
  readonly threadKey: string;
  readonly version: number;
  readonly shared: Shared;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers that are the same for everybody, kept under the version of their thread, which every change raises: what was
 * asked before costs one look at the thread's row.
 */
export class Pages {
  readonly #cache = new LruCache<Page>(CAPACITY, ({ shared }) => shared.text.length);
  /** Found at once, and made anew. */
  readonly counts = { hits: 0, misses: 0 };

  /** What was kept for an address (path and query) and type, if the thread still has this version. */
  get(address: string, type: string, version: number): Shared | undefined {
    const page = this.#cache.get(nameOf(address, type));
    if (page?.version !== version) {
      this.counts.misses++;
      return undefined;
    }
    this.counts.hits++;
    return page.shared;
  }

  /** Keeps an answer. A thread that nobody has written in has no version yet, and costs nothing. */
  keep(
    address: string,
    type: string,
    thread: { readonly key: string; readonly version: number },
    shared: Shared,
  ): void {
    if (thread.version === 0 || address.length > MAX_ADDRESS_LENGTH) return;
    const bytes = Buffer.from(shared.text);
    const headers = {
      ...sharedHeaders(shared),
      ...SAFETY,
      vary: shared.vary === undefined ? 'Origin' : `${shared.vary}, Origin`,
    };
    this.#cache.set(nameOf(address, type), {
      ...{ threadKey: thread.key, version: thread.version },
      ...{ shared, bytes, headers },
    });
  }

  /**
   * Answers a request from what is kept, without the web-standard objects, which cost more than the answer.
   *
   * @param versionOf - The version of a thread as it is now.
   * @returns `undefined` when nothing is kept that still holds; nothing was sent then.
   */
  answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    versionOf: (threadKey: string) => number | undefined,
    origins: ReadonlySet<string>,
  ): { readonly threadKey: string; readonly status: number } | undefined {
    const { method, url = '', headers } = incoming;
    if (method !== 'GET' || !url.startsWith('/v1/threads/')) return undefined;
    const page = this.#cache.get(nameOf(url, preferred(headers.accept ?? null, TYPES)));
    if (!page || versionOf(page.threadKey) !== page.version) return undefined;
    this.counts.hits++;
    const cors = headers.origin === undefined ? undefined : corsFor(headers.origin, origins);
    const fields = cors ? { ...page.headers, ...cors } : page.headers;
    if (matches(headers['if-none-match'] ?? null, page.shared.etag)) {
      outgoing.writeHead(304, fields);
      outgoing.end();
      return { threadKey: page.threadKey, status: 304 };
    }
    outgoing.writeHead(200, { ...fields, 'content-length': page.bytes.byteLength });
    outgoing.end(page.bytes);
    return { threadKey: page.threadKey, status: 200 };
  }
}

const nameOf = (address: string, type: string): string => `${type} ${address}`;

/** Path and query of a request's URL. */
export const addressOf = (url: string): string => url.slice(url.indexOf('/', url.indexOf('://') + 3));
