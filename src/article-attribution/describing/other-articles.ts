import { typesOf } from '../../base/json-ld.ts';
import type { Diagnostic } from '../../contracts/credit.ts';
import type { Node } from './nodes.ts';
import { diagnose } from '../diagnostics.ts';

/** Types of schema.org that stand for an article. */
export const ARTICLE_TYPE = /(?:^|[/:])(?:\w*Article|\w*BlogPosting|Report)$/;

const isObject = (value: unknown): value is Node => typeof value === 'object' && value !== null;
/** Deepest nesting that is looked into. */
const MAX_DEPTH = 8;

/** All article nodes in what a script of the page says: lists, `@graph`, `mainEntity`, whatever they are nested in. */
export function articlesIn(value: unknown, depth = 0): Node[] {
  if (!isObject(value) || depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item) => articlesIn(item, depth + 1));
  if (typesOf(value).some((type) => ARTICLE_TYPE.test(type))) return [value];
  return Object.keys(value).flatMap((key) => articlesIn(value[key], depth + 1));
}

/** The nodes about this page; a single one is, whatever its address says. */
export function aboutPage(nodes: readonly Node[], addresses: readonly string[]): readonly Node[] {
  if (nodes.length < 2) return nodes;
  const known = addresses.map(comparable);
  return nodes.filter((node) =>
    ['@id', 'url', 'mainEntityOfPage']
      .map((key) => (isObject(node[key]) ? node[key]['@id'] : node[key]))
      .some((address) => typeof address === 'string' && known.includes(comparable(address))),
  );
}

/** An address as far as two of them mean one page: without scheme, query, fragment and closing slash. */
export const comparable = (address: string): string => address.replace(/[?#].*$|^https?:/g, '').replace(/\/$/, '');

/** What another description of this article says otherwise, or leaves out. */
export function compareNodes(found: readonly Node[], ours: Node): Diagnostic[] {
  const [node] = found;
  if (!node) return [];
  // A reference has no name here: who is meant stands elsewhere on the page.
  const names = (value: unknown) =>
    [value].flat().flatMap((item): unknown[] => (isObject(item) ? (item['name'] ?? []) : (item ?? [])) as unknown[]);
  const findings: Diagnostic[] = [];
  const mismatch = (message: string) => findings.push(diagnose('warn', 'jsonld-mismatch', message));
  if (found.length > 1) {
    const message = `The page describes this article ${found.length} times in its structured data.`;
    findings.push(diagnose('warn', 'jsonld-duplicate', message));
  }
  const translators = names(ours['translator']);
  const authors = names(node['author']);
  if (translators.some((name) => authors.includes(name))) {
    mismatch('The page’s structured data names the translator as an author.');
  }
  if (ours['translator'] !== undefined && node['translator'] === undefined) {
    mismatch('The page’s structured data does not name the translator.');
  }
  if (ours['translationOfWork'] !== undefined && node['translationOfWork'] === undefined) {
    mismatch('The page’s structured data does not say that this is a translation (translationOfWork).');
  }
  const licence = isObject(node['license']) ? (node['license']['url'] ?? node['license']['@id']) : node['license'];
  if (
    typeof ours['license'] === 'string' &&
    comparable(typeof licence === 'string' ? licence : '') !== comparable(ours['license'])
  ) {
    mismatch('The page’s structured data names another licence, or none.');
  }
  const isKnown = authors.length > 0 && authors.length === [node['author']].flat().length;
  if (isKnown && names(ours['author']).some((name) => !authors.includes(name))) {
    mismatch('The page’s structured data names other authors.');
  }
  return findings;
}
