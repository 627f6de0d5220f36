import { safeLink } from '../contracts/links.ts';

/** An expression of a URI template: operator, and names with their modifiers. */
export const EXPRESSION = /\{([+#./;?&]?)([\w.,:*]+)\}/g;
// The host is written out: an expression may follow it only where it begins with a slash, a question mark or a hash.
const WRITTEN_HOST = /^(?:https:\/\/[^/?#{}\\]+(?:[/?#]|$|\{[/?#])|\/(?:$|[^/\\]))/i;

/**
 * Whether a checkout address can be used: https with the host written out, or a path of the page's own site, with
 * well-formed expressions, and safe as a link.
 */
export function isCheckout(template: string): boolean {
  const trimmed = template.trim();
  return WRITTEN_HOST.test(trimmed) && isCheckoutLink(trimmed.replace(EXPRESSION, ''));
}

/** Whether a finished address is https or a path, and passes the one link function. */
export function isCheckoutLink(url: string): boolean {
  return !/[{}]/.test(url) && /^(?:https:\/\/|\/(?!\/))/i.test(url) && safeLink(url, 'publisher') !== undefined;
}
