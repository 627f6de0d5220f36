import { createHash } from 'node:crypto';

/** JSON that is for one reader only, or just made. */
export function personal(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}

/** What is the same for everybody, with its fingerprint. */
export interface Shared {
  readonly text: string;
  readonly etag: string;
  /** Default `application/json`. */
  readonly type?: string;
  /** The request's fields that it depends on, beside its address. */
  readonly vary?: string;
}

export function share(body: unknown, rest: Pick<Shared, 'type' | 'vary'> = {}): Shared {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ...rest, text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}

/**
 * Answers a read: 304 if the client has it. Caches may keep it and must ask before they use it, so that a reader who
 * has just written sees it.
 */
export function shared(request: Request, answer: Shared): Response {
  const headers = sharedHeaders(answer);
  return matches(request.headers.get('if-none-match'), answer.etag)
    ? new Response(null, { status: 304, headers })
    : new Response(answer.text, { headers });
}

export const sharedHeaders = ({ etag, type = 'application/json', vary }: Shared): Record<string, string> => ({
  'content-type': type,
  ...(vary !== undefined && { vary }),
  'cache-control': 'public, max-age=0, must-revalidate',
  'cross-origin-resource-policy': 'cross-origin',
  etag,
});

/** Compared weakly, as RFC 9110 (13.1.2) asks: a proxy that compressed the answer has weakened its tag. */
export function matches(header: string | null, etag: string): boolean {
  if (!header) return false;
  if (header === etag) return true;
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
