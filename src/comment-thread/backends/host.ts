import * as z from 'zod/mini';

import type { ChangedComment, CommentList, NewComment, PostedComment } from '../../contracts/comments.ts';
import { request, type RequestOptions } from '../../base/request.ts';
import type { Backend, Capabilities, ListQuery, PostOptions } from './backend.ts';

/** Looked at by the session, comment by comment, so that one bad comment does not hide the rest. */
const schema = z.unknown();

type Sending = Pick<RequestOptions<typeof schema>, 'method' | 'body' | 'headers'>;

/** Our own server (`page-furniture serve`), API version 1. */
export class HostBackend implements Backend {
  readonly capabilities: Capabilities = { post: true, edit: true, remove: true, vote: true };
  readonly #base: string;
  readonly #query: string;
  readonly #thread: string;

  /**
   * @param src - Base URL of the server, absolute or relative to the page; parameters in it go along with every request.
   * @param thread - Any text.
   */
  constructor(src: string, thread: string) {
    const [path = '', query = ''] = src.split('#', 1)[0]!.split('?', 2);
    this.#base = `${path.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`;
    this.#query = query;
    this.#thread = `/threads/${segment(thread)}/comments`;
  }

  list(query: ListQuery, signal: AbortSignal): Promise<CommentList> {
    return this.#ask(this.#url(this.#thread, query), signal);
  }

  post(body: NewComment, { key, token }: PostOptions, signal: AbortSignal): Promise<PostedComment> {
    const headers = { 'idempotency-key': key };
    return this.#ask(this.#url(this.#thread), signal, { method: 'POST', headers, body }, token);
  }

  edit(id: string, body: string, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    return this.#ask(this.#comment(id), signal, { method: 'PATCH', body: { body } }, token);
  }

  remove(id: string, token: string | undefined, signal: AbortSignal): Promise<void> {
    return this.#ask(this.#comment(id), signal, { method: 'DELETE' }, token);
  }

  vote(id: string, value: -1 | 0 | 1, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    return this.#ask(this.#comment(id, '/vote'), signal, { method: 'PUT', body: { value } }, token);
  }

  async #ask<T>(url: string, signal: AbortSignal, sending: Sending = {}, token?: string): Promise<T> {
    const headers = { ...sending.headers, ...(token && { authorization: `Bearer ${token}` }) };
    return (await request(url, { ...sending, schema, headers, signal })).data as T;
  }

  #comment(id: string, rest = ''): string {
    return this.#url(`/comments/${segment(id)}${rest}`);
  }

  #url(path: string, query: Partial<ListQuery> = {}): string {
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
    const own = pairs.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
    const parameters = [this.#query, ...own].filter((part) => part !== '').join('&');
    return `${this.#base}${path}${parameters && `?${parameters}`}`;
  }
}

/** Text as one segment of a path; half a character (a lone surrogate) would make `encodeURIComponent` throw. */
const segment = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
