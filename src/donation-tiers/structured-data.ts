import { attempt } from '../base/messages.ts';
import { typesOf, type Node } from '../base/json-ld.ts';
import type { Frequency } from '../contracts/decimal.ts';
import { toDecimal } from './money.ts';
import { handoffOf, plainHandoff, type Offer } from './offer.ts';

/** Most ways to give that are described. */
export const MAX_WAYS = 50;

/** One link that the element offers. */
export interface Way {
  /** What the link says. */
  readonly name: string;
  readonly description?: string | undefined;
  /** As the element has it: a path of the page's own site, or https. */
  readonly link: string;
  /** Absent where the amount is entered there. */
  readonly price?: { readonly amount: string; readonly currency: string; readonly frequency: Frequency } | undefined;
}

/** Says what a link says: an amount in minor units, how often; or, without them, where it leads. */
export type NameOf = (amountMinor?: number, frequency?: Frequency) => string;

/**
 * The links that the element has for what it offers: one for each amount and frequency, or one in all where the amount is
 * entered there. None holds the publisher's `reference`, which is for readers of this page and not for search engines.
 *
 * @param lang - BCP 47, for checkouts that are told it.
 */
export function waysToGive(offer: Offer, lang: string, nameOf: NameOf): Way[] {
  const { currency, destination, frequencies, options, exponent } = offer;
  const ways = new Map<string, Way>();
  const add = (link: string, price: string, way: Omit<Way, 'link'>) => {
    const key = `${link} ${price}`;
    if (ways.size < MAX_WAYS && !ways.has(key)) ways.set(key, { ...way, link });
  };
  for (const frequency of frequencies) {
    for (const option of options.filter((one) => offer.isOpen(one, frequency))) {
      const { amountMinor, tier, label, description = label } = option;
      const handoff = handoffOf(offer, { amountMinor, currency, frequency, tier, lang, reference: undefined }, option);
      const amount = toDecimal(amountMinor, exponent);
      if (!handoff) continue;
      if (handoff.amount === 'asked') add(handoff.url, '', { name: nameOf() });
      else {
        const price = { amount, currency, frequency };
        add(handoff.url, `${amount} ${frequency}`, { name: nameOf(amountMinor, frequency), description, price });
      }
    }
  }
  const plain = destination && isPlain(offer) && plainHandoff(destination);
  if (ways.size === 0 && plain) add(plain.url, '', { name: nameOf() });
  return [...ways.values()];
}

/** Whether the address as such leads somewhere: a template can be nothing without an amount, a provider's page is one. */
function isPlain({ destination, frequencies }: Offer): boolean {
  return frequencies.length === 0 || destination?.provider !== 'checkout';
}

/** What the page around the element knows. */
export interface Surroundings {
  /** Absolute: what relative links are relative to. */
  readonly base: string;
  readonly heading?: string | undefined;
  /** Whom the gifts are for, as far as the page says it. */
  readonly recipient?: Node | undefined;
}

/**
 * Ways to give, for search engines and assistants.
 *
 * @returns Nothing where there is no way.
 * @see https://schema.org/DonateAction
 */
export function describeWays(ways: readonly Way[], { base, heading, recipient }: Surroundings): Node | undefined {
  const actions = ways.flatMap((way) => {
    const url = attempt(() => new URL(way.link, base).href);
    return url === undefined ? [] : [toAction(way, url, heading, recipient)];
  });
  const context = { '@context': 'https://schema.org' };
  if (actions.length < 2) return actions[0] && { ...context, ...actions[0] };
  return { ...context, '@graph': actions };
}

function toAction({ name, description, price }: Way, url: string, heading?: string, recipient?: Node): Node {
  return {
    '@type': 'DonateAction',
    name: plain(name),
    description: description ?? heading,
    recipient,
    ...(price && priceOf(price)),
    target: { '@type': 'EntryPoint', urlTemplate: url },
  };
}

/** Without the marks that keep amounts together from right to left. */
const plain = (text: string) => text.replace(/[\u200e\u2066-\u2069]/g, '');

/** Codes of UN/CEFACT Recommendation 20. */
const UNITS = { monthly: 'MON', yearly: 'ANN' } as const;

function priceOf({ amount, currency, frequency }: NonNullable<Way['price']>): Node {
  const price = { price: amount, priceCurrency: currency };
  if (frequency === 'once') return price;
  const referenceQuantity = { '@type': 'QuantitativeValue', value: 1, unitCode: UNITS[frequency] };
  return { priceSpecification: { '@type': 'UnitPriceSpecification', ...price, referenceQuantity } };
}

const isObject = (value: unknown): value is Node => typeof value === 'object' && value !== null;
/** Deepest nesting that is looked into. */
const MAX_DEPTH = 8;

export const isDonation = (type: string): boolean => /(?:^|[/:])DonateAction$/.test(type);

/** Whether somebody else's JSON-LD says how to give. */
export function saysHowToGive(value: unknown, depth = 0): boolean {
  if (!isObject(value) || depth > MAX_DEPTH) return false;
  return typesOf(value).some(isDonation) || Object.values(value).some((child) => saysHowToGive(child, depth + 1));
}

/** Who publishes the page, as its JSON-LD says; never who publishes what stands inside, like the original of a translation. */
export function publisherIn(value: unknown): Node | undefined {
  const tops = [value].flat().flatMap((one) => (isObject(one) ? [one, ...[one['@graph'] ?? []].flat()] : []));
  for (const top of tops) {
    const publisher = isObject(top) ? [top['publisher']].flat()[0] : undefined;
    const known = isObject(publisher) && reference(publisher);
    if (known) return known;
  }
  return undefined;
}

/** A node by its id, which says more than a copy, else by type and name. */
function reference(node: Node): Node | undefined {
  const { '@id': id, name } = node;
  if (typeof id === 'string' && id !== '') return { '@id': id };
  return typeof name === 'string' && name !== '' ? { '@type': typesOf(node)[0] ?? 'Organization', name } : undefined;
}
