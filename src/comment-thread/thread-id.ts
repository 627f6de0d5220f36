/** Parameters that campaigns and mail systems add; they never choose another article. */
const TRACKING =
  /^(?:utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hs(?:enc|mi)|vero_id|oly_(?:anon|enc)_id|ref_src|__s)$/i;

/**
 * The id of a page's thread when the publisher gives none: its address without fragment and tracking parameters, so that
 * a reader who comes from a newsletter meets the same discussion.
 *
 * @param address - The canonical URL, or the page's own; absolute.
 * @returns The address as it stands if it is no URL.
 */
export function threadIdOf(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return address;
  }
  url.hash = '';
  const [path = '', query = ''] = url.href.split('?', 2);
  const kept = query.split('&').filter((pair) => pair !== '' && !TRACKING.test(pair.split('=', 1)[0] ?? ''));
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path;
}

/** The comment that an address's fragment asks for: `#comment-42` → `42`; `undefined` for every other fragment. */
export function commentInHash(hash: string): string | undefined {
  const match = /^#comment-(.{1,600})$/.exec(hash);
  if (!match) return undefined;
  try {
    return decodeURIComponent(match[1]!);
  } catch {
    return match[1];
  }
}
