import { safeLink } from '../../contracts/links.ts';
import type { Place } from '../html/notice-page.ts';
import type { MailSettings } from './settings.ts';

const MAX_NAME_LENGTH = 100;

/**
 * How mails and their pages call a thread: host and path of its page.
 *
 * Whoever asks for mail chooses the thread's id, so that a stranger could put words and links into a mail: only pages of
 * the publisher's own origins are named and linked, and only where readers have written; others by the server's host.
 */
export function placeOf(
  threadKey: string,
  {
    origins,
    mail,
    isKnown,
  }: { readonly origins: ReadonlySet<string>; readonly mail: MailSettings | undefined; readonly isKnown: boolean },
): Place {
  const link = safeLink(threadKey, 'comment');
  const page = link?.startsWith('http') ? new URL(link) : undefined;
  const own = mail && new URL(mail.publicUrl);
  if (!page || !(origins.has(page.origin) || page.origin === own?.origin))
    return { name: own?.host ?? '', url: undefined };
  if (!isKnown) return { name: page.host, url: undefined };
  const name = `${page.host}${readable(page.pathname)}`.replace(/\/$/, '');
  return { name: name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH - 1)}…` : name, url: page.href };
}

function readable(path: string): string {
  try {
    // What is invisible or turns the text around stays encoded.
    return decodeURIComponent(path).replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]/gu, encodeURIComponent);
  } catch {
    return path;
  }
}
