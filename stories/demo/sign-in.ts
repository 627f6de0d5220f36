/**
 * Signing in to the demo, so that a developer can try a signed-in reader and a moderator without any other service. Only
 * where nothing could be lost by it: the demo made the secret itself, and listens on this machine alone. The companion
 * server has nothing of the kind.
 */
import { randomBytes } from 'node:crypto';

import { SignJWT } from 'jose';

import type { ServeOptions } from '../../src/server/index.ts';

const AUDIENCE = 'page-furniture-demo';
const PEOPLE = {
  reader: { sub: 'demo-reader', name: 'Nell Fathom' },
  moderator: { sub: 'demo-moderator', name: 'Maren Watch', role: 'moderator' },
} as const;

export interface SignIn {
  readonly jwt: ServeOptions['jwt'];
  /** Answers `/demo/token?as=reader|moderator`, and nothing else. */
  answer(request: Request): Promise<Response | undefined>;
}

/** @param options - With a secret or keys of the operator's own there are no demo tokens. */
export function signInFor({ jwt, host = '127.0.0.1' }: Pick<ServeOptions, 'jwt' | 'host'>): SignIn {
  const isConfigured = jwt?.secret !== undefined || jwt?.jwksUrl !== undefined;
  if (isConfigured || !isLoopback(host)) return { jwt, answer: async () => undefined };
  const secret = randomBytes(32).toString('hex');
  return {
    jwt: { secret, audience: AUDIENCE },
    answer: async (request) => {
      const { pathname, hostname, searchParams } = new URL(request.url);
      // Another name for this machine may be a page elsewhere that had its name point here.
      if (pathname !== '/demo/token' || request.method !== 'GET' || !isLoopback(hostname)) return undefined;
      const who = searchParams.get('as');
      if (who !== 'reader' && who !== 'moderator') return undefined;
      const token = await sign(PEOPLE[who], secret);
      return Response.json(
        { token },
        { headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } },
      );
    },
  };
}

function sign({ sub, ...claims }: (typeof PEOPLE)[keyof typeof PEOPLE], secret: string): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(AUDIENCE)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
}

/** Whether only this machine is meant. */
export const isLoopback = (host: string) => /^(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?)$/.test(host);
