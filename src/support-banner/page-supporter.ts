import { readSupporterToken, type SupporterToken } from './supporter-token.ts';

/** A link of thanks carries the token in the fragment, which no server sees, by itself or beside something else. */
const IN_FRAGMENT = /([#&])supporter=([^&]*)&?/;

/** Takes the token out of the page's address, so that it is not passed on with it; all else stays as it is written. */
export function takeToken(): string | undefined {
  const token = IN_FRAGMENT.exec(location.hash)?.[2];
  if (token === undefined) return undefined;
  const rest = location.hash.replace(IN_FRAGMENT, '$1').replace(/[#&]$/, '');
  history.replaceState(history.state, '', `${location.pathname}${location.search}${rest}`);
  return token;
}

/** Checks a token by the publisher's public key (a JWK as text). */
export function checkToken(token: string, key: string, now: number): Promise<SupporterToken> {
  return readSupporterToken(token, key, { now, host: location.hostname, subtle: globalThis.crypto?.subtle });
}
