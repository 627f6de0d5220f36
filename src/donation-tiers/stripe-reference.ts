// One more parameter is all that is added: whatever else stands in the link stays as Stripe or the publisher wrote it.
const PAYMENT_LINK = /^https:\/\/(?:buy|donate)\.stripe\.com\/[^?#]/i;

/**
 * A payment link of Stripe with the publisher's reference, which its events then carry; any other address as it is, and
 * so is one that has a reference already.
 *
 * @param reference - Left out unless Stripe takes it: other characters, or more than 200, it drops without a word.
 * @see https://docs.stripe.com/payment-links/url-parameters
 */
export function withStripeReference(url: string, reference: string | undefined): string {
  if (!PAYMENT_LINK.test(url) || !reference || !/^[\w-]{1,200}$/.test(reference)) return url;
  const [, address = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(url)!;
  if (new URLSearchParams(query).has('client_reference_id')) return url;
  const before = query ? `${query.replace(/&$/, '')}&` : '';
  return `${address}?${before}client_reference_id=${reference}${fragment}`;
}
