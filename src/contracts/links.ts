/**
 * What a link is for: `comment` for what readers and other systems write, `publisher` for the page's own configuration.
 */
export type LinkPolicy = 'comment' | 'publisher';

/** Longest link, in UTF-16 code units. */
const MAX_LINK_LENGTH = 2048;

// What no address needs: controls, invisible and bidi characters, lone surrogates, and the encoded line breaks and NUL
// that some receivers decode once too often.
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{DI}\u2028\u2029\u2800]|%0[0ad]/iu;
const LABEL = /^[\p{L}\p{Nd}](?:[\p{L}\p{M}\p{Nd}-]*[\p{L}\p{M}\p{Nd}])?$/u;
// Chromium lets punycode pass that stands for nothing; no letter takes fewer than three digits.
const BROKEN_PUNYCODE = /^xn--(?:.*-)?[^-]{1,2}$/i;
const WEB = /^(https?:)?\/\/([^/?#]+)/i;
const MAIL = /^mailto:[\p{L}\p{Nd}.+_'!$*=^`{|}~-]+@([^\s?#/\\:@]+)(\?.*)?$/iu;
const TELEPHONE = /^tel:[+\d(][\w().*;=+ -]*$/i;
// A colon before the first slash would be a scheme, or be taken for one; two slashes a host; a backslash a slash.
const RELATIVE = /^(?!\/\/)[^:\\/?#]*(?:\/[^\\?#]*)?(?:[?#].*)?$/;
const PRIVATE = /^[\d.]+$|\.(?:localhost|local|internal)\.?$/;

/**
 * The one function every link passes: an href that is safe to put in a page, or `undefined`.
 *
 * `comment` allows `http`, `https` with a public host name and no user name, and `mailto` with one plain address.
 * `publisher` allows relative links, `//host`, `tel:`, queries in `mailto:`, IP addresses and single-label hosts too.
 * The browser's own parser must agree, and nothing that only it would forgive (backslashes, missing slashes,
 * compatibility characters in the host) passes.
 *
 * @param value - Anything; only text can be a link. ASCII spaces around it are dropped; at most 2,048 characters.
 */
export function safeLink(value: unknown, policy: LinkPolicy): string | undefined {
  if (typeof value !== 'string' || value.length > 2 * MAX_LINK_LENGTH) return undefined;
  const link = value.replace(/^ +| +$/g, '');
  if (!link || link.length > MAX_LINK_LENGTH || FORBIDDEN.test(link)) return undefined;
  return isSafe(link, policy === 'publisher') ? link : undefined;
}

function isSafe(link: string, isPublisher: boolean): boolean {
  const web = WEB.exec(link);
  if (web) return (isPublisher || !!web[1]) && isSafeHost(web[2]!, link, isPublisher);
  const mail = MAIL.exec(link);
  if (mail) return (isPublisher || !mail[2]) && isSafeHost(mail[1]!, `https://${mail[1]!}`, false);
  return isPublisher && (TELEPHONE.test(link) || RELATIVE.test(link));
}

function isSafeHost(authority: string, link: string, isPublisher: boolean): boolean {
  const parsed = hostOf(link);
  const host = authority.replace(/:\d*$/, '').replace(/\.$/, '');
  if (!parsed || host.startsWith('[')) return !!parsed && isPublisher;
  const labels = host.split('.');
  return (
    labels.every((label) => LABEL.test(label) && !BROKEN_PUNYCODE.test(label)) &&
    host === host.normalize('NFKC') &&
    parsed.split('.').every((label) => label.length < 64) &&
    (isPublisher || (labels.length > 1 && !PRIVATE.test(parsed)))
  );
}

/** The host as the parser reads it: ASCII, lower case. */
function hostOf(link: string): string | undefined {
  try {
    return new URL(link, 'https://page.invalid').hostname;
  } catch {
    return undefined;
  }
}

// Letters that nobody takes for Latin ones; accented Latin letters that do not pass for plain ones; and alphabets that
// do, which are shown where the whole host, with its top-level domain, is written in one of them.
const DISTINCT =
  /^(?:[\da-zß-öø-İĲ-ķĹ-ž-]+|[\d\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー-]+|[\d\p{sc=Hang}\p{sc=Arab}\p{sc=Hebr}\p{sc=Deva}\p{sc=Thai}-]+)$/u;
const ONE_ALPHABET = /^(?:[\d\p{sc=Cyrl}.-]+|[\d\p{sc=Grek}.-]+)$/u;

/**
 * The host of a link as people should see it: in its own letters where those cannot pass for others, else in ASCII
 * (punycode), so that a Cyrillic look-alike shows as `xn--…`. Empty if the link has no host.
 *
 * @param link - An href that has passed {@link safeLink}.
 */
export function displayHost(link: string): string {
  const host = WEB.exec(link)?.[2]?.replace(/:\d*$/, '').toLowerCase() ?? '';
  const isClear = ONE_ALPHABET.test(host) || host.split('.').every((label) => DISTINCT.test(label));
  return isClear ? host : host && (hostOf(link) ?? '');
}
