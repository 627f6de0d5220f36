/**
 * What a link is for: `comment` for what readers and other systems write, `publisher` for the page's own configuration.
 */
export type LinkPolicy = 'comment' | 'publisher';

/**
 * The one function every link passes: an href that is safe to put in a page, or `undefined`.
 *
 * @param value - Anything; only text can be a link.
 */
export function safeLink(value: unknown, policy: LinkPolicy): string | undefined {
  if (typeof value !== 'string') return undefined;
  const link = value.trim();
  if (policy === 'publisher' && /^(?:\/(?!\/)|[?#.])[^\s\\]*$/.test(link)) return link;
  return /^https?:\/\/[^\s\\@]+$/i.test(link) ? link : undefined;
}
