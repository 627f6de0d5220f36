import * as z from 'zod/mini';

import { Problem } from '../contracts/problem.ts';
import { FurnitureError } from './failure.ts';
import { toJson } from './to-json.ts';

export * from './failure.ts';

/** Default time for a whole exchange, body included, in milliseconds. */
export const TIMEOUT_MS = 10_000;
/** Default largest answer, in bytes. */
export const MAX_BYTES = 4_000_000;

export interface RequestOptions<S extends z.ZodMiniType> {
  /** What the body of the answer must be. */
  readonly schema: S;
  /** The caller's life: aborting it ends the request silently (`aborted`). */
  readonly signal?: AbortSignal | undefined;
  /** Default `GET`. */
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default `omit`. */
  readonly credentials?: RequestCredentials;
  /** For the whole exchange, in milliseconds; default 10,000. */
  readonly timeoutMs?: number;
  /** Largest answer in bytes; default 4,000,000. */
  readonly maxBytes?: number;
}

export interface Answer<T> {
  readonly data: T;
  readonly status: number;
  readonly headers: Headers;
}

// Pages patch these; what was there when we loaded is what we use.
const nativeFetch = globalThis.fetch;
const { setTimeout: startTimer, clearTimeout: stopTimer, AbortController: Controller } = globalThis;
const { parse } = JSON;
/** Addresses whose last answer could not be read: the copy in the browser's cache is not asked again. */
const unreadable = new Set<string>();

/**
 * Sends one request and returns checked data.
 *
 * The status is looked at before the body; an answer without content (204) is checked as `undefined`.
 *
 * @param url - Absolute, or relative to the page.
 * @throws {FurnitureError} `offline` when nothing answered, `timeout`, `aborted` when `signal` fired, `refused` with
 *   the status, `malformed` when the body is no JSON, too large, or not what `schema` allows.
 */
export async function request<S extends z.ZodMiniType>(
  url: string | URL,
  options: RequestOptions<S>,
): Promise<Answer<z.output<S>>> {
  const life = new Controller();
  let timedOut = false;
  const end = () => life.abort();
  const timer = startTimer(() => {
    timedOut = true;
    end();
  }, options.timeoutMs ?? TIMEOUT_MS);
  options.signal?.addEventListener('abort', end);
  if (options.signal?.aborted) end();
  try {
    return await exchange(url, options, life.signal);
  } catch (error) {
    if (options.signal?.aborted) throw new FurnitureError('aborted', `${url}: no longer wanted`, { cause: error });
    if (timedOut) throw new FurnitureError('timeout', `${url}: no answer in time`, { cause: error });
    if (error instanceof FurnitureError && error.kind === 'malformed') unreadable.add(String(url));
    if (error instanceof FurnitureError) throw error;
    throw new FurnitureError('offline', `${url}: could not be reached`, { cause: error });
  } finally {
    stopTimer(timer);
    options.signal?.removeEventListener('abort', end);
  }
}

async function exchange<S extends z.ZodMiniType>(
  url: string | URL,
  options: RequestOptions<S>,
  signal: AbortSignal,
): Promise<Answer<z.output<S>>> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const response = await nativeFetch(url, {
    method: options.method ?? 'GET',
    headers,
    credentials: options.credentials ?? 'omit',
    ...(unreadable.delete(String(url)) && { cache: 'reload' as const }),
    signal,
    ...(options.body === undefined ? {} : { body: toJson(options.body) }),
  });
  if (!response.ok) throw await refusal(response);
  const text = await readText(response, options.maxBytes ?? MAX_BYTES);
  const checked = z.safeParse(options.schema, text === '' ? undefined : parseJson(text, response.url));
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw new FurnitureError('malformed', `${response.url}: unexpected ${issue?.path.join('.') || 'body'}`, {
      cause: checked.error,
    });
  }
  return { data: checked.data, status: response.status, headers: response.headers };
}

async function refusal(response: Response): Promise<FurnitureError> {
  const { status, headers } = response;
  let problem: Problem | undefined;
  try {
    const checked = z.safeParse(Problem, parse(await readText(response, 65_536)));
    if (checked.success) problem = checked.data;
  } catch {
    // An error page in HTML, or nothing: the status says enough.
  }
  const retryAfterMs = readRetryAfter(headers.get('retry-after'));
  return new FurnitureError('refused', `${response.url}: ${status} ${problem?.title ?? ''}`.trim(), {
    status,
    ...(problem && { problem }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), clamped to one second … one hour. */
function readRetryAfter(value: string | null): number | undefined {
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1000), 3_600_000) : undefined;
}

function parseJson(text: string, url: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new FurnitureError('malformed', `${url}: not JSON`, { cause });
  }
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return response.text();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) {
      void reader.cancel().catch(() => {});
      throw new FurnitureError('malformed', `${response.url}: larger than ${maxBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
