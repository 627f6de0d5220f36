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

/** Opens a stream. */
export async function follow(
  url: string,
  thread: string,
  options: { after?: number | undefined; lastEventId?: string | undefined; headers?: Record<string, string> } = {},
): Promise<Following> {
  const controller = new AbortController();
  const query = options.after === undefined ? '' : `?after=${options.after}`;
  const response = await fetch(url + eventsPath(thread) + query, {
    headers: {
      accept: 'text/event-stream',
      ...(options.lastEventId !== undefined && { 'last-event-id': options.lastEventId }),
      ...options.headers,
    },
    signal: controller.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let [text, at, lastId, isCut] = ['', 0, undefined as number | undefined, false];
  /** The next block, up to its empty line. */
  const block = async (): Promise<string | undefined> => {
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
  const step = async (): Promise<Event | 'other' | undefined> => {
    const found = await block();
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
    response,
    lastId: () => lastId,
    text: () => text,
    isCut: () => isCut,
    async next() {
      for (;;) {
        const found = await step();
        if (found !== 'other') return found;
      }
    },
    async begun() {
      while (lastId === undefined) if ((await step()) === undefined) throw new Error(`no stream: ${text}`);
    },
    stop: () => controller.abort(),
  };
}
