/**
 * The type of answer that a client likes best, by its `Accept` field.
 *
 * @param offers - What there is, our own preference first; that is the answer for no field, any type (`*` / `*`), a tie, and a client
 *   that takes none of them.
 * @see RFC 9110, 12.5.1
 */
export function preferred<const T extends string>(accept: string | null, offers: readonly [T, ...T[]]): T {
  if (accept === null || accept === '*/*' || accept === offers[0]) return offers[0];
  const ranges = accept.slice(0, MAX_LENGTH).split(',').map(toRange);
  let best: { readonly offer: T; readonly quality: number } = { offer: offers[0], quality: 0 };
  for (const offer of offers) {
    const quality = qualityOf(offer, ranges);
    if (quality > best.quality) best = { offer, quality };
  }
  return best.offer;
}

/** The language that a browser likes best, by its `Accept-Language` field; the first one when it likes none of them. */
export function preferredLanguage<const T extends string>(accept: string | null, offers: readonly [T, ...T[]]): T {
  const ranges = (accept ?? '').slice(0, MAX_LENGTH).split(',').map(toRange);
  let best: { readonly offer: T; readonly quality: number } = { offer: offers[0], quality: 0 };
  for (const { name, quality } of ranges) {
    const offer = offers.find((language) => name.split('-')[0] === language);
    if (offer !== undefined && quality > best.quality) best = { offer, quality };
  }
  return best.offer;
}

const MAX_LENGTH = 1000;

interface Range {
  readonly name: string;
  readonly quality: number;
}

function toRange(text: string): Range {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const written = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  // A weight that is none leaves the range at its full weight.
  return { name, quality: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(written) ? Number(written) : 1 };
}

/** The most exact range that covers an offer decides. */
function qualityOf(offer: string, ranges: readonly Range[]): number {
  const [kind = ''] = offer.split('/');
  for (const name of [offer, `${kind}/*`, '*/*']) {
    const range = ranges.find((one) => one.name === name);
    if (range) return range.quality;
  }
  return 0;
}
