import * as z from 'zod/mini';

import type { ChangedComment, CommentList, NewComment, PostedComment } from '../../contracts/comments.ts';
import { request } from '../../base/request.ts';
import type { Backend, Capabilities, ListQuery, PostOptions } from './backend.ts';

/** The session checks the content, field by field, so that one bad comment does not hide the rest. */
const answer = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
const nothing = z.unknown();

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

  async list(query: ListQuery, signal: AbortSignal): Promise<CommentList> {
    const { data } = await request(this.#url(this.#thread, query), { schema: answer<CommentList>(), signal });
    return data;
  }

  async post(comment: NewComment, { key, token }: PostOptions, signal: AbortSignal): Promise<PostedComment> {
    const { data } = await request(this.#url(this.#thread), {
      method: 'POST',
      schema: answer<PostedComment>(),
      headers: { 'idempotency-key': key, ...bearer(token) },
      body: comment,
      signal,
    });
    return data;
  }

  async edit(id: string, body: string, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    const options = {
      method: 'PATCH',
      schema: answer<ChangedComment>(),
      headers: bearer(token),
      body: { body },
      signal,
    };
    return (await request(this.#url(`/comments/${segment(id)}`), options)).data;
  }

  async remove(id: string, token: string | undefined, signal: AbortSignal): Promise<void> {
    const options = { method: 'DELETE', schema: nothing, headers: bearer(token), signal };
    await request(this.#url(`/comments/${segment(id)}`), options);
  }

  async vote(id: string, value: -1 | 0 | 1, token: string | undefined, signal: AbortSignal): Promise<ChangedComment> {
    const options = {
      method: 'PUT',
      schema: answer<ChangedComment>(),
      headers: bearer(token),
      body: { value },
      signal,
    };
    return (await request(this.#url(`/comments/${segment(id)}/vote`), options)).data;
  }

  #url(path: string, query: Partial<ListQuery> = {}): string {
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
    const own = pairs.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
    const parameters = [this.#query, ...own].filter((part) => part !== '').join('&');
    return `${this.#base}${path}${parameters && `?${parameters}`}`;
  }
}

const bearer = (token: string | undefined): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {};

/** Text as one segment of a path; half a character (a lone surrogate) would make `encodeURIComponent` throw. */
const segment = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
