import { readSupporterToken, type SupporterToken } from './supporter-token.ts';

/** Where a link of thanks carries the token: in the fragment, which no server sees. */
const NAME = 'supporter';

/** Takes the token out of the page's address, so that it is not passed on with it. */
export function takeToken(): string | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get(NAME) ?? undefined;
  if (token === undefined) return undefined;
  fragment.delete(NAME);
  const rest = fragment.toString();
  history.replaceState(history.state, '', `${location.pathname}${location.search}${rest && `#${rest}`}`);
  return token;
}

/** Checks a token by the publisher's public key (a JWK as text). */
export function checkToken(token: string, key: string, now: number): Promise<SupporterToken> {
  return readSupporterToken(token, key, { now, host: location.hostname, subtle: globalThis.crypto?.subtle });
}
