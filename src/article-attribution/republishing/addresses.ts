/** What campaigns, mailings and social networks hang on to addresses, to know who came from where. */
const TRACKING =
  /^(?:utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|__hs.*|vero_id|oly_(?:anon|enc)_id|_openstat|at_(?:medium|campaign|custom\d|link.*)|pk_.*|mtm_.*|ref_src|ref_url|rb_clickid|s_cid|wt_?mc|cmpid|ncid|spm|srsltid)$/i;

/** An address without the parameters that track; everything else in it stays letter for letter. */
export function withoutTracking(link: string): string {
  const [, before, query, hash] = /^([^?#]*)\?([^#]*)(.*)$/s.exec(link) ?? [];
  if (before === undefined) return link;
  const kept = query!.split('&').filter((part) => !TRACKING.test(part.replace(/=.*/s, '')));
  return `${before}${kept.length > 0 ? `?${kept.join('&')}` : ''}${hash}`;
}

/**
 * Where a link within the page leads from elsewhere: to the note or heading on the page itself.
 *
 * @param base - What addresses of the page start from.
 * @param page - The address of the article; links to `base` itself lead there.
 */
export function fromElsewhere(link: string, base: string, page: string): string {
  const [address, hash] = split(link);
  return hash !== '' && address === split(base)[0] ? split(page)[0] + hash : link;
}

function split(link: string): [string, string] {
  const at = link.indexOf('#');
  return at < 0 ? [link, ''] : [link.slice(0, at), link.slice(at)];
}
