import { ProblemError } from '../problem.ts';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS = 'authorization, content-type, idempotency-key, if-none-match, last-event-id';
const EXPOSED = 'date, etag, retry-after, ratelimit, ratelimit-policy, idempotency-replayed';

/** Whether a page of this origin is served by this host too. The scheme is the proxy's business. */
function isOwn(origin: string, request: Request): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  return new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host);
}

/** What lets a page of this origin read an answer; nothing if it may not. */
export const corsFor = (origin: string, origins: ReadonlySet<string>): Record<string, string> | undefined =>
  origins.has(origin) ? { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED } : undefined;

/** What lets a page of an allowed origin read the answer; never with credentials. */
export function corsHeaders(request: Request, origins: ReadonlySet<string>): Record<string, string> {
  const headers = corsFor(request.headers.get('origin') ?? '', origins);
  if (!headers) return {};
  if (request.method !== 'OPTIONS') return headers;
  return {
    ...headers,
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': HEADERS,
    'access-control-max-age': '600',
  };
}

/**
 * Refuses a write that a browser sends for a page of another site: by `Origin`, or where there is none by what the
 * browser says about the request. Programs that are no browsers send neither.
 *
 * @throws {ProblemError} 403
 */
export function refuseCrossSite(request: Request, origins: ReadonlySet<string>): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const isAllowed =
    origin === null
      ? site === null || site === 'same-origin' || site === 'none'
      : origins.has(origin) || isOwn(origin, request);
  if (!isAllowed) throw new ProblemError(403, 'Pages of this origin may not write here.');
}
