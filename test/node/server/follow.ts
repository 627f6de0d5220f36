import type { ThreadChanges } from '../../../src/contracts/comments.ts';
import { ThreadChanges as Schema } from '../../../src/contracts/comments.ts';

/** One event as it came. */
export interface Event {
  readonly id: number;
  readonly changes: ThreadChanges;
}

/** A stream of live events, read one by one. */
export interface Following {
  readonly response: Response;
  /** The last id that came, with an event or alone. */
  readonly lastId: () => number | undefined;
  /** Everything that came, as it came. */
  readonly text: () => string;
  /** Whether the connection broke; a stream that the server ended did not. */
  readonly isCut: () => boolean;
  /** The next event; `undefined` when the stream has ended. */
  next(): Promise<Event | undefined>;
  /** Waits until an id has come: from then on nothing is missed. */
  begun(): Promise<void>;
  stop(): void;
}

export const eventsPath = (thread: string): string => `/v1/threads/${encodeURIComponent(thread)}/events`;

/** A stream of server-sent events, block by block. */
export interface Blocks {
  readonly response: Response;
  /** Everything that came, as it came. */
  readonly text: () => string;
  readonly isCut: () => boolean;
  /** The next block, up to its empty line; `undefined` when the stream has ended. */
  next(): Promise<string | undefined>;
  stop(): void;
}

export async function openStream(address: string, headers: Record<string, string> = {}): Promise<Blocks> {
  const controller = new AbortController();
  const accept = 'text/event-stream';
  const response = await fetch(address, { headers: { accept, ...headers }, signal: controller.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let [text, at, isCut] = ['', 0, false];
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n', at);
      if (end >= 0) {
        const found = text.slice(at, end);
        at = end + 2;
        return found;
      }
      const chunk = await reader.read().catch(() => {
        isCut = true;
        return { done: true as const, value: undefined };
      });
      if (chunk.done) return undefined;
      text += chunk.value;
    }
  };
  return { response, text: () => text, isCut: () => isCut, next, stop: () => controller.abort() };
}

/** Opens the stream of a thread. */
export async function follow(
  url: string,
  thread: string,
  options: { after?: number | undefined; lastEventId?: string | undefined; headers?: Record<string, string> } = {},
): Promise<Following> {
  const query = options.after === undefined ? '' : `?after=${options.after}`;
  const { response, text, isCut, stop, next } = await openStream(url + eventsPath(thread) + query, {
    ...(options.lastEventId !== undefined && { 'last-event-id': options.lastEventId }),
    ...options.headers,
  });
  let lastId: number | undefined;
  const step = async (): Promise<Event | 'other' | undefined> => {
    const found = await next();
    if (found === undefined) return undefined;
    const id = /^id: (\d+)$/m.exec(found)?.[1];
    if (id !== undefined) {
      if (lastId !== undefined && Number(id) < lastId) throw new Error(`id ${id} came after ${lastId}`);
      lastId = Number(id);
    }
    const data = /^event: changes\ndata: (.*)$/m.exec(found)?.[1];
    return data === undefined ? 'other' : { id: lastId!, changes: Schema.parse(JSON.parse(data)) };
  };
  return {
    ...{ response, text, isCut, stop, lastId: () => lastId },
    async next() {
      for (;;) {
        const found = await step();
        if (found !== 'other') return found;
      }
    },
    async begun() {
      while (lastId === undefined) if ((await step()) === undefined) throw new Error(`no stream: ${text()}`);
    },
  };
}
