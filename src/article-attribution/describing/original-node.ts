import { baseLanguage } from '../languages.ts';
import { isStale, isTranslation, type Facts } from '../facts.ts';
import { idOf, one, type Node, type Nodes } from './nodes.ts';
import type { Previous } from '../option-values.ts';
import { prune } from '../prune.ts';

/** What the other parts of the description bring: they name people first, and know how a copyright is said. */
export interface Given {
  /** Who wrote the original, by reference where that is possible. */
  readonly authors: () => readonly Node[];
  readonly copyright: (notice: string | undefined) => Node;
  /** This text in other languages. */
  readonly versions: readonly Node[];
}

/**
 * How this text comes from another: `translationOfWork`, `isBasedOn` or `citation`. The original is described once; where
 * two of them point to it, the other gives its address.
 */
export function originOf(facts: Facts, nodes: Nodes, given: Given): Node {
  const { kind } = facts;
  if (kind === 'original' || kind === 'co-publication') return {};
  const work = original(facts, nodes, given);
  if (Object.keys(work).length < 2) return {};
  const url = work['url'];
  if (isTranslation(kind)) return { isBasedOn: url, translationOfWork: between(facts, work) };
  return kind === 'excerpt' ? { isBasedOn: url, citation: work } : { isBasedOn: work };
}

/** Of the text in between nothing is known but its language. */
function between({ relay, sourceLang = '' }: Facts, work: Node): Node {
  if (relay === undefined || baseLanguage(relay) === baseLanguage(sourceLang)) return work;
  return { '@type': 'NewsArticle', inLanguage: relay, translationOfWork: work };
}

function original(facts: Facts, nodes: Nodes, { authors, copyright, versions }: Given): Node {
  const { source: name, sourceUrl, sourceLang, sourceTitle, sourcePublished, sourceUpdated, sourceLicence } = facts;
  const url = nodes.link(sourceUrl);
  const isNamed = (name ?? sourceUrl ?? sourceTitle ?? sourcePublished) !== undefined;
  return prune({
    '@type': 'NewsArticle',
    '@id': idOf(url),
    url,
    headline: sourceTitle,
    inLanguage: sourceLang,
    datePublished: sourcePublished,
    // Only then it is printed.
    dateModified: isStale(facts) ? sourceUpdated : undefined,
    author: isNamed ? one(authors()) : undefined,
    publisher:
      name === undefined ? undefined : nodes.press({ name, shortName: facts.sourceShortName, home: facts.sourceHome }),
    license: sourceLicence?.family === 'reserved' ? undefined : nodes.link(sourceLicence?.url),
    ...copyright(facts.sourceRights),
    archivedAt: isNamed ? nodes.link(facts.archivedAt) : undefined,
    // Other versions of a translation are translations of the same original.
    workTranslation: isTranslation(facts.kind) ? one(versions) : undefined,
    ...earlier((isNamed && facts.sources) || [], sourceLang, nodes),
  });
}

/** Where the original comes from itself, one step after the other: from another language, or as it was. */
function earlier([work, ...before]: readonly Previous[], lang: string | undefined, nodes: Nodes): Node {
  if (!work) return {};
  const url = nodes.link(work.url);
  const node = prune({
    '@type': 'NewsArticle',
    '@id': idOf(url),
    url,
    inLanguage: work.lang,
    publisher: nodes.press({ name: work.name }),
    ...earlier(before, work.lang ?? lang, nodes),
  });
  const isOther = work.lang !== undefined && lang !== undefined && baseLanguage(work.lang) !== baseLanguage(lang);
  return isOther ? { translationOfWork: node } : { isBasedOn: node };
}
