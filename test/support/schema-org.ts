/**
 * What schema.org says about a node of JSON-LD, without a network: three oracles that know nothing of each other, over a
 * part of schema.org 30.0 in `test/fixtures/schema-org.json`. Each gives its findings; none is an empty list.
 */
import { readFileSync } from 'node:fs';

import Validator from '@adobe/structured-data-validator';
import Extractor from '@marbec/web-auto-extractor';
import jsonld from 'jsonld';

import type { JsonLdNode } from '../../src/index.ts';
import { serialiseJsonLd } from '../../src/article-attribution/describing/structured-data.ts';

type Reference = { readonly '@id': string };
interface Term {
  readonly '@id': string;
  readonly '@type': string;
  readonly 'rdfs:subClassOf'?: Reference | Reference[];
  readonly 'schema:domainIncludes'?: Reference | Reference[];
  readonly 'schema:rangeIncludes'?: Reference | Reference[];
}
const fixture = JSON.parse(readFileSync('test/fixtures/schema-org.json', 'utf8')) as {
  context: object;
  vocabulary: { '@graph': Term[] };
};

const namesOf = (list: Reference | Reference[] | undefined): string[] =>
  [list ?? []].flat().map((one) => one['@id'].replace(/^schema:/, ''));
const termOf = (name: string): Term | undefined =>
  fixture.vocabulary['@graph'].find((term) => term['@id'] === `schema:${name}`);

const isNode = (value: unknown): value is JsonLdNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every node in a node, itself first, with the way to it. */
export function nodesIn(node: JsonLdNode, path = ''): { readonly path: string; readonly node: JsonLdNode }[] {
  const inside = Object.keys(node).flatMap((key) =>
    [node[key]]
      .flat()
      .filter(isNode)
      .flatMap((one) => nodesIn(one, `${path}/${key}`)),
  );
  return [{ path, node }, ...inside];
}

/**
 * `jsonld` reads it: every key and type has to be one of schema.org, every address absolute. What it cannot map, it drops;
 * so what is counted afterwards is what was written.
 */
export async function lostInExpansion(node: JsonLdNode): Promise<string[]> {
  const lost: string[] = [];
  const handle = ({ event }: { event: { code: string; details?: Record<string, unknown> } }) =>
    lost.push(`${event.code}: ${JSON.stringify(event.details)}`);
  const documentLoader = (url: string) => {
    if (url !== 'https://schema.org') throw new Error(`nothing is fetched: ${url}`);
    return Promise.resolve({ contextUrl: null, documentUrl: url, document: fixture.context });
  };
  await jsonld.expand(node, { documentLoader, eventHandler: handle });
  return lost;
}

/** What Adobe's validator says of a page that holds the node and nothing else: types, properties, required ones. */
export async function adobeIssues(node: JsonLdNode): Promise<string[]> {
  return adobeIssuesOf(`<script type="application/ld+json">${serialiseJsonLd(node)}</script>`);
}

/** The same for any page: JSON-LD, microdata and RDFa. */
export async function adobeIssuesOf(page: string): Promise<string[]> {
  const found: unknown = new Extractor({}).parse(page);
  const issues = (await new Validator(fixture.vocabulary).validate(found)) as {
    issueMessage: string;
    path?: { property?: string }[];
  }[];
  return issues.map(({ issueMessage, path }) => `${path?.map(({ property }) => property).join('/')}: ${issueMessage}`);
}

const LITERALS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Text: (value) => typeof value === 'string',
  URL: (value) => typeof value === 'string' && /^https?:\/\/\S+$/.test(value),
  Date: (value) => typeof value === 'string' && /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(value),
  DateTime: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value),
  Number: (value) => typeof value === 'number',
};

/** Whether every value is of a kind that its property takes; a text where nodes belong is none, as Google has it, too. */
export function wrongKinds(root: JsonLdNode): string[] {
  const known = new Map(nodesIn(root).flatMap(({ node }) => (node['@type'] ? [[node['@id'], node] as const] : [])));
  const isFit = (value: unknown, range: readonly string[]): boolean => {
    if (!isNode(value)) return range.some((kind) => LITERALS[kind]?.(value) || isMember(value, kind));
    const node = value['@type'] ? value : known.get(value['@id']);
    return node !== undefined && range.some((kind) => superclasses(String(node['@type'])).includes(kind));
  };
  return nodesIn(root).flatMap(({ path, node }) =>
    Object.keys(node)
      .filter((key) => !key.startsWith('@'))
      .flatMap((key) => {
        const range = namesOf(termOf(key)?.['schema:rangeIncludes']);
        const wrong = [node[key]].flat().filter((value) => !isFit(value, range));
        return wrong.map((value) => `${path}/${key}: ${JSON.stringify(value)} is none of ${range.join(', ')}`);
      }),
  );
}

const isMember = (value: unknown, kind: string): boolean =>
  termOf(String(value).replace(/^https:\/\/schema\.org\//, ''))?.['@type'] === `schema:${kind}`;

function superclasses(name: string): string[] {
  return [name, ...namesOf(termOf(name)?.['rdfs:subClassOf']).flatMap(superclasses)];
}
