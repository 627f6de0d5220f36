/** What stands in an account: the slug or id, or the parts of a link at one of the provider's hosts. */
export interface Account {
  readonly host: string;
  /** Decoded, without empty pieces; at least one piece, which is empty where the link has none. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Written as a link, not as a slug or id. */
  readonly isLink: boolean;
}

/**
 * An account as a publisher writes it: slug, id or link.
 *
 * @param hosts - Where a link may lead; the first one is for bare slugs. Empty: anywhere, and no slugs.
 * @returns `undefined` for anything else: other hosts, other ports, no https, user names.
 */
export function readAccount(hosts: readonly string[], account: string): Account | undefined {
  if (!/^https:/i.test(account)) {
    const isSlug = hosts[0] && /^[\w@][\w.@+-]{0,127}$/.test(account);
    return isSlug ? { host: hosts[0]!, path: [account], query: new URLSearchParams(), isLink: false } : undefined;
  }
  try {
    const { host, pathname, searchParams: query, username, password } = new URL(account);
    const path = pathname
      .split('/')
      .filter((piece) => piece !== '')
      .map(decodeURIComponent);
    const isOurs = hosts.length === 0 || (hosts.includes(host) && (path.length > 0 || query.size > 0));
    const whole = { host, path: path.length > 0 ? path : [''], query, isLink: true };
    return isOurs && username + password === '' ? whole : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whom an account belongs to, where their own page was given: a link to something else of theirs, or of the provider's,
 * could lead the money to somebody else.
 *
 * @param form - What the path may be; its first group is the name.
 */
export function ownerOf({ path }: Account, form: RegExp = /^([^/]+)$/): string | undefined {
  return form.exec(path.join('/'))?.[1];
}
