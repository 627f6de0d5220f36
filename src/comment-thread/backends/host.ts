import * as z from 'zod/mini';

import type {
  ChangedComment,
  CommentList,
  NewComment,
  PostedComment,
  ThreadChanges,
} from '../../contracts/comments.ts';
import type {
  ChangedThread,
  Moderation,
  ModerationLog,
  ModerationQueue,
  Report,
  ThreadChange,
} from '../../contracts/moderation.ts';
import { wellFormed } from '../../contracts/permalink.ts';
import type { NewPushSubscription, NewSubscription } from '../../contracts/notifications.ts';
import { FurnitureError, request, type RequestOptions } from '../../base/request.ts';
import type { Backend, Capabilities, ListQuery, LogQuery, PostOptions, QueueQuery } from './backend.ts';

/** Breaks of a stream in a row after which it counts as not to be had. */
const MAX_BREAKS = 3;
/** Clocks that differ by less count as the same, in milliseconds. */
const MIN_SKEW_MS = 60_000;

const PUSH = '/subscriptions/push';

/** Looked at by the session, comment by comment, so that one bad comment does not hide the rest. */
const schema = z.unknown();

type Sending = Pick<RequestOptions<typeof schema>, 'method' | 'body' | 'headers'>;

/** Our own server (`page-furniture serve`), API version 1. */
export class HostBackend implements Backend {
  readonly capabilities: Capabilities = {
    ...{ post: true, edit: true, remove: true, restore: true, vote: true, report: true, email: true },
    ...{ watch: true, stream: true, moderate: true, subscribe: true, anchors: true },
  };
  skewMs: number | undefined;
  readonly #base: string;
  readonly #query: string;
  readonly #name: string;

  /**
   * @param src - Base URL of the server, absolute or relative to the page; parameters in it go along with every request.
   * @param thread - Any text.
   */
  constructor(src: string, thread: string) {
    const [path = '', query = ''] = src.split('#', 1)[0]!.split('?', 2);
    this.#base = `${path.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`;
    this.#query = query;
    this.#name = thread;
  }

  list(query: ListQuery, signal: AbortSignal): Promise<CommentList> {
    return this.#ask(this.#here('/comments', query), signal);
  }

  post(body: NewComment, options: PostOptions, signal: AbortSignal): Promise<PostedComment> {
    return this.#create('/comments', body, options, signal);
  }

  edit(
    id: string,
    body: string,
    token: string | undefined,
    signal: AbortSignal,
    basedOn?: string | null,
  ): Promise<ChangedComment> {
    const change = { body, ...(basedOn !== undefined && { basedOn }) };
    return this.#ask(this.#comment(id), signal, { method: 'PATCH', body: change }, token);
  }

  remove(id: string, token: string | undefined, signal: AbortSignal): Promise<void> {
    return this.#ask(this.#comment(id), signal, { method: 'DELETE' }, token);
  }

  vote(id: string, value: -1 | 0 | 1, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    return this.#ask(this.#comment(id, '/vote'), signal, { method: 'PUT', body: { value } }, token);
  }

  restore(id: string, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    return this.#ask(this.#comment(id, '/restore'), signal, { method: 'POST', body: {} }, token);
  }

  report(id: string, body: Report, token: string | undefined, signal: AbortSignal): Promise<void> {
    return this.#ask(this.#comment(id, '/reports'), signal, { method: 'POST', body }, token);
  }

  subscribe(body: NewSubscription, options: PostOptions, signal: AbortSignal): Promise<void> {
    return this.#create('/subscriptions', body, options, signal);
  }

  subscribePush(body: NewPushSubscription, options: PostOptions, signal: AbortSignal): Promise<void> {
    return this.#create(PUSH, body, options, signal);
  }

  unsubscribePush(endpoint: string, signal: AbortSignal): Promise<void> {
    return this.#ask(this.#here(PUSH), signal, { method: 'DELETE', body: { endpoint } });
  }

  challenge(signal: AbortSignal): Promise<unknown> {
    return this.#ask(this.#url('/challenge'), signal);
  }

  changes(after: number, signal: AbortSignal): Promise<ThreadChanges> {
    return this.#ask(this.#here('/events', { after }), signal);
  }

  stream(after: number, onChanges: (changes: unknown) => void, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let failures = 0;
      const source = new EventSource(this.#here('/events', { after }));
      const end = (settle: () => void) => {
        source.close();
        signal.removeEventListener('abort', leave);
        settle();
      };
      const leave = () => end(resolve);
      signal.addEventListener('abort', leave);
      if (signal.aborted) leave();
      source.addEventListener('open', () => (failures = 0));
      source.addEventListener('changes', ({ data }) => onChanges(parse(data)));
      // A browser comes back by itself after a break, with `Last-Event-ID`; not after a refusal.
      source.addEventListener('error', () => {
        if (source.readyState !== EventSource.CLOSED && ++failures < MAX_BREAKS) return;
        end(() => reject(new FurnitureError('offline', 'the stream of changes could not be opened')));
      });
    });
  }

  queue(query: QueueQuery, token: string | undefined, signal: AbortSignal): Promise<ModerationQueue> {
    return this.#ask(this.#url('/moderation/queue', { thread: this.#name, ...query }), signal, {}, token);
  }

  moderate(id: string, body: Moderation, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    return this.#ask(this.#comment(id, '/moderation'), signal, { method: 'POST', body }, token);
  }

  changeThread(body: ThreadChange, token: string | undefined, signal: AbortSignal): Promise<ChangedThread> {
    return this.#ask(this.#here(''), signal, { method: 'PATCH', body }, token);
  }

  log(query: LogQuery, token: string | undefined, signal: AbortSignal): Promise<ModerationLog> {
    return this.#ask(this.#url('/moderation/log', { thread: this.#name, ...query }), signal, {}, token);
  }

  /** The same key makes the same thing once. */
  #create<T>(rest: string, body: object, { key, token }: PostOptions, signal: AbortSignal): Promise<T> {
    return this.#ask(this.#here(rest), signal, { method: 'POST', headers: { 'idempotency-key': key }, body }, token);
  }

  async #ask<T>(url: string, signal: AbortSignal, sending: Sending = {}, token?: string): Promise<T> {
    const headers = { ...sending.headers, ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await request(url, { ...sending, schema, headers, signal });
    this.#readClock(answer.headers.get('date'));
    return answer.data as T;
  }

  /** A few seconds are the way here; a clock that is off is so by minutes or hours. */
  #readClock(date: string | null): void {
    const skewMs = Date.parse(date ?? '') - Date.now();
    if (Number.isFinite(skewMs)) this.skewMs = Math.abs(skewMs) < MIN_SKEW_MS ? 0 : skewMs;
  }

  /** Something of this thread. */
  #here(rest: string, query?: object): string {
    return this.#url(`/threads/${segment(this.#name)}${rest}`, query);
  }

  #comment(id: string, rest = ''): string {
    return this.#url(`/comments/${segment(id)}${rest}`);
  }

  #url(path: string, query: object = {}): string {
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
    const own = pairs.map(([key, value]) => `${key}=${segment(String(value))}`);
    const parameters = [this.#query, ...own].filter((part) => part !== '').join('&');
    return `${this.#base}${path}${parameters && `?${parameters}`}`;
  }
}

/** Text as one segment of a path; half a character (a lone surrogate) would make `encodeURIComponent` throw. */
const segment = (text: string) => encodeURIComponent(wellFormed(text));

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
