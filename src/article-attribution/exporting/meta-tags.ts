import { factsFrom, isEmpty, type Facts } from '../facts.ts';
import { markup, toHtml, type Markup } from '../markup.ts';
import { readOptions } from '../options.ts';
import type { Person } from '../people.ts';
import type { AttributionInput } from '../render.ts';
import { absolute } from '../describing/nodes.ts';

export interface MetaTagsOptions {
  /** BCP 47 tag of this version, if the data do not say it; default `en`. */
  readonly lang?: string | undefined;
  /** Absolute address of the page; relative addresses are taken from here. */
  readonly url?: string | undefined;
  /** Title of this version, if the data do not say it. */
  readonly headline?: string | undefined;
  /** Adds `<link rel="license">`, for pages that have none yet; default no. */
  readonly licenceLink?: boolean | undefined;
}

/**
 * What reference managers read in the head of a page, as HTML, one element a line: the article with its authors, and
 * with its translators, whom most pages lose. For servers and build tools; put it into `<head>`.
 *
 * Never in it: `citation_…` (with `citation_author` Zotero drops every translator), canonical, hreflang, robots and
 * Open Graph, which are the publishing system's. Who is anonymous or withheld is not named; a date stays as exact as it is
 * known.
 *
 * @param data - The data model; unknown and unusable values are left out; never throws.
 * @returns An empty string when nothing is known. Every value in it is escaped.
 * @see https://github.com/zotero/translators `Embedded Metadata.js` and `RDF.js`
 */
export function metaTags(data: AttributionInput, options: MetaTagsOptions = {}): string {
  const { config } = readOptions(data);
  const { lang = 'en', licenceLink = false } = options;
  if (isEmpty(config)) return '';
  const facts = factsFrom(config, lang);
  const tags = [...metas(facts, options), ...(licenceLink ? licenceLinks(facts) : [])];
  return tags.map(toHtml).join('\n');
}

/** Zotero knows no editor of an article in a newspaper or magazine: everybody else contributed. */
function metas(facts: Facts, { url, headline }: MetaTagsOptions): Markup[] {
  const { publisher, published, lang, rights, licence, credits = [] } = facts;
  const notice = [rights, licence?.url ?? licence?.label].filter((part) => part !== undefined).join(' ');
  return [
    ...meta('z:itemType', [itemType(facts)]),
    ...meta('DC.title', [facts.headline ?? headline]),
    ...meta('DC.creator', names(facts.authors)),
    ...meta('z:translators', names(translatorsOf(facts))),
    ...meta('bib:contributors', names(credits.flatMap(({ people }) => people))),
    ...meta('DC.source', [publisher]),
    ...meta('DC.date', [published]),
    ...meta('DC.language', [lang]),
    ...meta('DC.rights', [notice]),
    ...meta('DC.identifier', [identifier(absolute(facts.url, url) ?? absolute(url, undefined))]),
  ];
}

function meta(name: string, contents: readonly (string | undefined)[]): Markup[] {
  return contents.flatMap((content) => (content ? [markup('meta', { name, content }, [])] : []));
}

function licenceLinks({ licence }: Facts): Markup[] {
  return licence?.url === undefined ? [] : [markup('link', { rel: 'license', href: licence.url }, [])];
}

/** Whoever translated their own text is named as its translator, too, as in citations. */
const translatorsOf = ({ kind, translators, authors }: Facts): readonly Person[] =>
  kind === 'self-translation' && translators.length === 0 ? authors : translators;

/** Kinds of publication that Zotero has a kind of article for; only kinds with translators. */
const ITEM_TYPES: Readonly<Record<string, string>> = { magazine: 'magazineArticle', journal: 'journalArticle' };
const itemType = ({ publisherKind }: Facts): string => ITEM_TYPES[publisherKind ?? ''] ?? 'newspaperArticle';

/** Zotero takes names apart at a comma, else at the last space: where the publisher says how, that is how. */
function names(people: readonly Person[]): string[] {
  const all = people.filter(({ isAnonymous, type }) => !isAnonymous && type !== 'machine').map(nameOf);
  return all.filter((name, index) => all.indexOf(name) === index);
}

function nameOf({ name, given, family, particle, suffix }: Person): string {
  if (given === undefined || family === undefined) return name;
  const join = (...parts: (string | undefined)[]) => parts.filter((part) => part).join(' ');
  return `${join(particle, family)}, ${join(given, suffix)}`;
}

/** Zotero looks for an ISBN, ISSN or DOI in it, and takes a long number in an address (`/20150316`) for one. */
function identifier(url: string | undefined): string | undefined {
  return url !== undefined && /\d{7}[\dX]|10\.\d{4}/i.test(url.replace(/[-\u2010-\u2015]/g, '')) ? undefined : url;
}
