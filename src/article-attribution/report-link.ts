import { attempt } from '../base/messages.ts';

/**
 * Where an error is reported. A letter says what it is about, unless the publisher has written its subject or its text.
 *
 * @param address - A safe link; all but `mailto:` stays as it is.
 * @see https://www.rfc-editor.org/rfc/rfc6068
 */
export function reportLink(address: string, title: string, url: string): string {
  if (!/^mailto:/i.test(address) || address.includes('?')) return address;
  // Half a letter cannot be encoded.
  return attempt(() => `${address}?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`) ?? address;
}
