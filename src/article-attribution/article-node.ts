import { precisionOf } from './dates.ts';
import { isTranslation, type Facts } from './facts.ts';
import type { Person } from './people.ts';

/** A node of JSON-LD. */
export type Node = Readonly<Record<string, unknown>>;

/** What the page around a credit knows. */
export interface PageFacts {
  /** Absolute: the canonical address, else the page's own; unknown on a server that does not say it. */
  readonly url?: string | undefined;
  readonly headline?: string | undefined;
  /** The credit as it is printed. */
  readonly creditText?: string | undefined;
}

/**
 * What the credit says, for search engines: a `NewsArticle` with only what is printed, and no claim that schema.org has
 * no word for (exclusivity stands in `creditText`).
 *
 * @see https://schema.org/NewsArticle
 */
export function articleNode(facts: Facts, page: PageFacts): Node {
  const address = absolute(facts.url, page.url) ?? absolute(page.url, undefined);
  const url = address && withoutFragment(address);
  const works = new Works(page.url);
  return prune({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': url && `${url}#article`,
    mainEntityOfPage: url,
    url,
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
    license: facts.licence?.family === 'reserved' ? undefined : works.link(facts.licence?.url),
    usageInfo: absolute(facts.permissionUrl, page.url),
  });
}

/** Makes nodes whose addresses are absolute. */
class Works {
  readonly #base: string | undefined;

  constructor(base: string | undefined) {
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

/** A text as one line: what pages print as one. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

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

export function absolute(url: string | undefined, base: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    const { href, protocol } = new URL(url, base);
    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
