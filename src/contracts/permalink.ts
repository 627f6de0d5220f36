/** The address of one comment on a page. */
export function permalink(address: string, id: string): string {
  return `${address.split('#', 1)[0]}#comment-${encodeURIComponent(wellFormed(id))}`;
}

/** Text that can be put into an address: half a character (a lone surrogate) becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
