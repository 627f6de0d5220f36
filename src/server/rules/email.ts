import { MAX_EMAIL_LENGTH } from '../../contracts/notifications.ts';

const LOCAL = /^[\w.!#$%&*+/=?^'{}~-]{1,64}$/;
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

/**
 * Whether a text is exactly one plain e-mail address: no display name, list, quotes, comments or address literal.
 *
 * Stricter than RFC 5322 on purpose; what mail systems hand out passes. Linear time.
 */
export function isEmail(value: string): boolean {
  if (value.length > MAX_EMAIL_LENGTH) return false;
  const [local = '', domain = '', ...more] = value.split('@');
  const labels = domain.split('.');
  return (
    more.length === 0 &&
    LOCAL.test(local) &&
    !/^[.-]|\.$|\.\./.test(local) &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    /[a-z]/i.test(labels[labels.length - 1]!)
  );
}
