import { factsFrom, isEmpty, type Facts } from '../facts.ts';
import type { Licence } from '../licensing/licence.ts';
import { readOptions } from '../options.ts';
import type { AttributionInput } from '../render.ts';
import { absolute } from '../describing/nodes.ts';
import { agreement } from './odrl-agreement.ts';

/** A node of JSON-LD. */
export type OdrlNode = Readonly<Record<string, unknown>>;

export interface OdrlOptions {
  /** BCP 47 tag of this version, if the data do not say it; default `en`. */
  readonly lang?: string | undefined;
  /** Absolute address of this version, if the data do not say it; relative addresses are taken from here. */
  readonly url?: string | undefined;
  /** The time, in milliseconds since the epoch: what is exclusive until an earlier day is not said any more. */
  readonly now?: number | undefined;
}

/** Both texts with their addresses, absolute. */
export interface Texts {
  readonly facts: Facts;
  readonly page: string | undefined;
  readonly original: string | undefined;
  readonly link: (url: string | undefined) => string | undefined;
}

export const CONTEXT = 'http://www.w3.org/ns/odrl.jsonld';

/**
 * The rights in an article for systems of syndication: a graph of ODRL 2.2 as JSON-LD, with at most three nodes.
 *
 * - This text and its original as assets with the licence of each, by its address (`hasPolicy`): what a licence says is
 *   never said again here. A mark of the public domain is no policy, and all rights reserved is none that permits.
 * - The permission on which this text is published, if the data name one (`permission`, not as `licence`, `own`,
 *   `public-domain` or `quotation`): from the publication of the original to the publisher, with the duty to attribute. It
 *   needs the address of this text to be named by.
 *
 * Nothing is permitted by a guess. That something is exclusive has no word in ODRL's core: it stands as a sentence
 * beside a permission that is limited as the exclusivity is, and not at all under `claimOnly`.
 *
 * @returns `undefined` where neither a licence nor a permission is known.
 * @see https://www.w3.org/TR/odrl-model/ and https://www.w3.org/TR/odrl-vocab/
 */
export function toODRL(data: AttributionInput, options: OdrlOptions = {}): OdrlNode | undefined {
  const { config } = readOptions(data);
  const { lang = 'en', url, now } = options;
  if (isEmpty(config)) return undefined;
  const facts = factsFrom(config, lang, now);
  const link = (address: string | undefined) => absolute(address, url);
  const page = withoutFragment(link(facts.url) ?? absolute(url, undefined));
  const original = withoutFragment(link(facts.sourceUrl));
  const nodes = [
    asset(page, facts.licence, link),
    asset(original, facts.sourceLicence, link),
    agreement({ facts, page, original, link }),
  ].filter((node) => node !== undefined);
  return nodes.length > 0 ? { '@context': CONTEXT, '@graph': nodes } : undefined;
}

function asset(uid: string | undefined, licence: Licence | undefined, link: Texts['link']): OdrlNode | undefined {
  const address = licence?.family === 'mark' ? undefined : link(licence?.url);
  return uid && address ? { '@type': 'Asset', uid, hasPolicy: address } : undefined;
}

const withoutFragment = (url: string | undefined): string | undefined => url?.replace(/#.*$/, '');
