import type { Diagnostic } from '../contracts/credit.ts';
import { precisionOf } from './dates.ts';
import { diagnose } from './diagnostics.ts';
import { isTranslation, type Facts } from './facts.ts';
import type { Person } from './people.ts';

/** A node of JSON-LD. */
export type Node = Readonly<Record<string, unknown>>;

/** What the page around a credit knows. */
export interface PageFacts {
  /** Absolute: the canonical address, else the page's own. */
  readonly url: string;
  readonly headline?: string | undefined;
  /** The credit as it is printed. */
  readonly creditText?: string | undefined;
}

/** Types of schema.org that stand for an article. */
export const ARTICLE_TYPE = /(?:^|[/:])(?:\w*Article|\w*BlogPosting|Report)$/;

/**
 * What the credit says, for search engines: a `NewsArticle` with only what is printed, and no claim that schema.org has
 * no word for (exclusivity stands in `creditText`).
 *
 * @see https://schema.org/NewsArticle
 */
export function structuredData(facts: Facts, page: PageFacts): Node {
  const url = absolute(facts.url, page.url) ?? page.url;
  const works = new Works(page.url);
  return prune({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': `${withoutFragment(url)}#article`,
    mainEntityOfPage: withoutFragment(url),
    url: withoutFragment(url),
    headline: facts.headline ?? page.headline,
    inLanguage: facts.lang,
    datePublished: whole(facts.published),
    dateModified: whole(facts.updated),
    author: one(writers(facts, works)),
    ...translated(facts, works),
    ...helpers(facts, works),
    publisher: facts.publisher && works.organisation(facts.publisher, facts.publisherUrl),
    ...origin(facts, works),
    creditText: page.creditText,
    copyrightNotice: facts.rights,
    license: facts.licence?.family === 'reserved' ? undefined : facts.licence?.url,
    usageInfo: absolute(facts.permissionUrl, page.url),
  });
}

/** Makes nodes whose addresses are absolute. */
class Works {
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  link = (url: string | undefined): string | undefined => absolute(url, this.#base);

  person = ({ name, url, type, sameAs }: Person): Node => {
    const address = this.link(url);
    const isOrganisation = type === 'organization';
    return prune({
      '@type': isOrganisation ? 'Organization' : 'Person',
      name,
      url: address,
      sameAs: sameAs && sameAs.length > 0 ? sameAs : undefined,
    });
  };

  organisation = (name: string, url: string | undefined): Node =>
    prune({ '@type': 'NewsMediaOrganization', name, url: this.link(url) });
}

const isNamed = ({ isAnonymous }: Person): boolean => !isAnonymous;

/** Who wrote the original: its authors, or the publication that answers for it; never who translated it. */
function writers({ authors, source, kind, publisher, publisherUrl }: Facts, works: Works): Node[] {
  if (authors.length > 0) return authors.filter(isNamed).map(works.person);
  if (source !== undefined) return [works.organisation(source, undefined)];
  return kind === 'original' && publisher !== undefined ? [works.organisation(publisher, publisherUrl)] : [];
}

const MACHINE = 'https://schema.org/TrainedAlgorithmicMediaDigitalSource';
const EDITED_MACHINE = 'https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource';

/** A machine is nobody: it is said by the kind of source. Who translated an own text is its author already. */
function translated({ kind, translators, method }: Facts, works: Works): Node {
  if (!isTranslation(kind)) return {};
  const people = kind === 'self-translation' ? [] : translators.filter(isNamed);
  return {
    translator: one(people.map(works.person)),
    digitalSourceType: { machine: MACHINE, 'machine-post-edited': EDITED_MACHINE }[method as string],
  };
}

/** `editor` takes people only. */
function helpers({ credits = [] }: Facts, works: Works): Node {
  const all = credits.flatMap(({ role, people }) => people.filter(isNamed).map((person) => ({ role, person })));
  const isEditor = ({ role, person }: (typeof all)[number]) => role === 'editor' && person.type !== 'organization';
  return {
    editor: one(all.filter(isEditor).map(({ person }) => works.person(person))),
    contributor: one(all.filter((entry) => !isEditor(entry)).map(({ person }) => works.person(person))),
  };
}

/** Details of the original once; elsewhere its address. */
function origin(facts: Facts, works: Works): Node {
  const { kind, source, sourceUrl, sourceLang, sourceTitle, sourcePublished, sourceUpdated, sources } = facts;
  const url = works.link(sourceUrl);
  if (kind === 'original' || kind === 'co-publication') return {};
  const work = prune({
    '@type': 'NewsArticle',
    '@id': url && `${withoutFragment(url)}#article`,
    url,
    headline: sourceTitle,
    inLanguage: sourceLang,
    datePublished: sourcePublished,
    dateModified: sourceUpdated,
    publisher: source === undefined ? undefined : works.organisation(source, undefined),
    isBasedOn: works.link(sources?.[0]?.url),
  });
  if (Object.keys(work).length < 2) return {};
  if (isTranslation(kind)) return { isBasedOn: url, translationOfWork: work };
  return { isBasedOn: url ?? work, ...(kind === 'excerpt' && { citation: work }) };
}

/** Without what is not known. */
function prune(node: Readonly<Record<string, unknown>>): Node {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(node)) if (node[key] !== undefined) kept[key] = node[key];
  return kept;
}

const one = <T>(items: readonly T[]): T | readonly T[] | undefined => (items.length > 1 ? items : items[0]);

/** A page's own date is a day at least; a year alone is for the sentence. */
const whole = (date: string | undefined): string | undefined =>
  date !== undefined && precisionOf(date) === 'day' ? date : undefined;

const withoutFragment = (url: string): string => url.replace(/#.*$/, '');

function absolute(url: string | undefined, base: string): string | undefined {
  if (url === undefined) return undefined;
  try {
    const { href, protocol } = new URL(url, base);
    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

/** JSON that nothing can break out of, wherever it is put. */
export function serialise(node: Node): string {
  return JSON.stringify(node).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/* ---- Other people's nodes ---- */

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

const typesOf = (node: Node): string[] =>
  [node['@type']].flat().filter((type): type is string => typeof type === 'string');

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

const comparable = (address: string): string => address.replace(/[?#].*$|^https?:/g, '').replace(/\/$/, '');

/** What another description of this article says otherwise, or leaves out. */
export function compareNodes(found: readonly Node[], ours: Node): Diagnostic[] {
  const [node] = found;
  if (!node) return [];
  const names = (value: unknown) => [value].flat().map((item) => (isObject(item) ? item['name'] : item));
  const findings: Diagnostic[] = [];
  const mismatch = (message: string) => findings.push(diagnose('warn', 'jsonld-mismatch', message));
  if (found.length > 1) {
    const message = `The page describes this article ${found.length} times in its structured data.`;
    findings.push(diagnose('warn', 'jsonld-duplicate', message));
  }
  const translators = ours['translator'] === undefined ? [] : names(ours['translator']);
  const authors = names(node['author']);
  if (translators.some((name) => authors.includes(name))) {
    mismatch('The page’s structured data names the translator as an author.');
  }
  if (translators.length > 0 && node['translator'] === undefined) {
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
  const ourAuthors = names(ours['author']).filter((name) => name !== undefined);
  if (node['author'] !== undefined && ourAuthors.some((name) => !authors.includes(name))) {
    mismatch('The page’s structured data names other authors.');
  }
  return findings;
}
