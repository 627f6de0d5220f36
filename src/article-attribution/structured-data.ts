import type { Facts } from './facts.ts';
import { isTranslation } from './facts.ts';
import type { Person } from './people.ts';

/** What the page knows that the credit does not say. */
export interface PageFacts {
  readonly url?: string | undefined;
  readonly headline?: string | undefined;
  /** The sentence as readers see it. */
  readonly creditText: string;
  /** What relative addresses are relative to. */
  readonly base: string;
}

/** JSON-LD: plain data, absent fields left out. */
export type Node = { readonly [key: string]: string | number | Node | readonly Node[] | undefined };

/**
 * The article as schema.org describes it: one `NewsArticle`, the original inside it, each told once.
 *
 * What readers are not told is not told to machines either. A machine is no translator.
 *
 * @see https://schema.org/NewsArticle
 */
export function structuredData(facts: Facts, page: PageFacts): Node {
  const absolute = (url: string | undefined) => resolve(url, page.base);
  const people = (all: readonly Person[]) => oneOrMany(all.map((person) => personNode(person, absolute)));
  const { kind, sourceUrl, licence } = facts;
  const original = originalNode(facts, absolute);
  const url = absolute(facts.url) ?? page.url;
  return compact({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': url && `${url}#article`,
    url,
    mainEntityOfPage: url,
    headline: facts.headline ?? page.headline,
    inLanguage: facts.lang,
    datePublished: facts.published,
    dateModified: facts.updated,
    author: people(facts.authors) ?? (facts.source === undefined ? undefined : organization(facts.source, undefined)),
    translator: isTranslation(kind) ? people(facts.translators) : undefined,
    publisher: facts.publisher === undefined ? undefined : organization(facts.publisher, absolute(facts.publisherUrl)),
    isBasedOn: absolute(sourceUrl) ?? (isTranslation(kind) ? undefined : original),
    translationOfWork: isTranslation(kind) ? original : undefined,
    digitalSourceType:
      facts.method === 'machine' ? 'https://schema.org/TrainedAlgorithmicMediaDigitalSource' : undefined,
    creditText: page.creditText,
    copyrightNotice: facts.rights,
    license: licence?.family === 'reserved' ? undefined : absolute(licence?.url),
  });
}

/** JSON that can stand inside of a `script` element: `</script>` and `<!--` cannot occur in it. */
export function toScript(node: Node): string {
  return JSON.stringify(node).replace(/[<>&\u2028\u2029]/g, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function originalNode(facts: Facts, absolute: (url: string | undefined) => string | undefined): Node | undefined {
  const { source, sourceUrl, sourceTitle, sourceLang, sourcePublished, sourceUpdated } = facts;
  if ((source ?? sourceUrl ?? sourceTitle) === undefined) return undefined;
  return compact({
    '@type': 'NewsArticle',
    url: absolute(sourceUrl),
    headline: sourceTitle,
    inLanguage: sourceLang,
    datePublished: sourcePublished,
    dateModified: sourceUpdated,
    publisher: source === undefined ? undefined : organization(source, undefined),
  });
}

function personNode(
  { name, url, type, sameAs }: Person,
  absolute: (url: string | undefined) => string | undefined,
): Node {
  const address = absolute(url);
  return compact({
    '@type': type === 'organization' ? 'Organization' : 'Person',
    '@id': address && `${address}#person`,
    name,
    url: address,
    sameAs: sameAs && sameAs.length > 0 ? (sameAs as unknown as readonly Node[]) : undefined,
  });
}

function organization(name: string, url: string | undefined): Node {
  return compact({ '@type': 'NewsMediaOrganization', name, url });
}

function oneOrMany(nodes: readonly Node[]): Node | readonly Node[] | undefined {
  return nodes.length > 1 ? nodes : nodes[0];
}

function compact(node: Node): Node {
  const kept: Record<string, Node[string]> = {};
  for (const key of Object.keys(node)) if (node[key] !== undefined) kept[key] = node[key];
  return kept;
}

function resolve(url: string | undefined, base: string): string | undefined {
  if (url === undefined) return undefined;
  try {
    return new URL(url, base).href;
  } catch {
    return undefined;
  }
}
