import { own } from '../../base/own.ts';
import { readCopyright } from './copyright.ts';
import { precisionOf } from '../dates.ts';
import { isTranslation, type Facts } from '../facts.ts';
import { absolute, idOf, Nodes, one, withoutFragment, type Node } from './nodes.ts';
import type { Change } from '../option-values.ts';
import { originOf } from './original-node.ts';
import type { Person } from '../people.ts';
import { prune } from '../prune.ts';

/** What the page around a credit knows. */
export interface PageFacts {
  /** Absolute: the canonical address, else the page's own; unknown on a server that does not say it. */
  readonly url?: string | undefined;
  readonly headline?: string | undefined;
  /** The credit as it is printed. */
  readonly creditText?: string | undefined;
}

/**
 * What the credit says, for search engines: a `NewsArticle` with only what is printed, except addresses and the short
 * names of publications, and no claim that schema.org has no word for (exclusivity stands in `creditText`).
 *
 * @see https://schema.org/NewsArticle
 */
export function articleNode(facts: Facts, page: PageFacts): Node {
  const address = absolute(facts.url, page.url) ?? absolute(page.url, undefined);
  const url = address && withoutFragment(address);
  const nodes = new Nodes(page.url, everybody(facts));
  const authors = facts.authors.filter(isSomebody);
  const versions = versionsOf(facts, nodes);
  return prune({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': idOf(url),
    mainEntityOfPage: url,
    url,
    headline: facts.headline ?? page.headline,
    inLanguage: facts.lang,
    datePublished: whole(facts.published),
    dateModified: whole(facts.updated),
    author: one(writers(facts, authors, nodes)),
    ...translated(facts, nodes),
    ...helpers(facts, nodes),
    publisher: publisher(facts, nodes),
    ...originOf(facts, nodes, {
      authors: () => authors.map(nodes.person),
      copyright: (notice) => copyright(notice, facts, nodes),
      versions,
    }),
    workTranslation: isTranslation(facts.kind) ? undefined : one(versions),
    creditText: page.creditText,
    ...copyright(facts.rights, facts, nodes),
    license: facts.licence?.family === 'reserved' ? undefined : nodes.link(facts.licence?.url),
    ...terms(facts, nodes),
    correction: one((facts.changes ?? []).flatMap(correction)),
  });
}

/** A machine is nobody, and who asked not to be named is not named. */
const isSomebody = ({ isAnonymous, type }: Person): boolean => !isAnonymous && type !== 'machine';

function everybody(facts: Facts): Pick<Person, 'name' | 'url'>[] {
  const { authors, translators, credits = [], reviewedBy = [], source, sourceHome, publisher, publisherUrl } = facts;
  const press = [
    { name: source, url: sourceHome },
    { name: publisher, url: publisherUrl },
  ].filter((one): one is { name: string; url: string | undefined } => one.name !== undefined);
  return [...authors, ...translators, ...credits.flatMap(({ people }) => people), ...reviewedBy, ...press];
}

function publisher({ publisher: name, publisherUrl, publisherShortName, publisherLogo }: Facts, nodes: Nodes) {
  return name && nodes.press({ name, shortName: publisherShortName, home: publisherUrl, logo: publisherLogo });
}

/** Who wrote the original: its authors, or the publication that answers for it; never who translated it. */
function writers(facts: Facts, authors: readonly Person[], nodes: Nodes): Node[] {
  const { source: name, sourceShortName: shortName, sourceHome: home } = facts;
  if (facts.authors.length > 0) return authors.map(nodes.person);
  if (name !== undefined) return [nodes.press({ name, shortName, home })];
  const itself = facts.kind === 'original' && publisher(facts, nodes);
  return itself ? [itself] : [];
}

const MACHINE = 'https://schema.org/TrainedAlgorithmicMediaDigitalSource';
const EDITED_MACHINE = 'https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource';

/** A machine is said by the kind of source. Who translated an own text is its author already. */
function translated({ kind, translators, method }: Facts, nodes: Nodes): Node {
  if (!isTranslation(kind)) return {};
  const people = kind === 'self-translation' || method === 'machine' ? [] : translators.filter(isSomebody);
  return {
    translator: one(people.map(nodes.person)),
    digitalSourceType: { machine: MACHINE, 'machine-post-edited': EDITED_MACHINE }[method as string],
  };
}

/** `editor` takes people only. */
function helpers({ kind, credits = [], reviewedBy = [] }: Facts, nodes: Nodes): Node {
  const all = credits.flatMap(({ role, people }) => people.filter(isSomebody).map((person) => ({ role, person })));
  const isEditor = ({ role, person }: (typeof all)[number]) => role === 'editor' && person.type !== 'organization';
  const reviewers = isTranslation(kind) ? reviewedBy.filter(isSomebody) : [];
  const editors = all.filter(isEditor).map(({ person }) => person);
  const others = all.filter((entry) => !isEditor(entry)).map(({ person }) => person);
  return {
    editor: one(unique(editors).map(nodes.person)),
    contributor: one(unique([...others, ...reviewers]).map(nodes.person)),
  };
}

/** Whoever had several parts, once. */
function unique(people: readonly Person[]): Person[] {
  const isFirst = ({ name, url }: Person, index: number) =>
    people.findIndex((other) => other.name === name && other.url === url) === index;
  return people.filter(isFirst);
}

function versionsOf({ workTranslation: all = [], sourceUrl }: Facts, nodes: Nodes): Node[] {
  return all.flatMap(({ url: written, lang, title }) => {
    const url = nodes.link(written);
    if (url === undefined || url === nodes.link(sourceUrl)) return [];
    return [prune({ '@type': 'NewsArticle', '@id': idOf(url), url, headline: title, inLanguage: lang })];
  });
}

/** A notice, and what it says beyond doubt; its holder only where somebody of that name is known. */
function copyright(notice: string | undefined, facts: Facts, nodes: Nodes): Node {
  if (notice === undefined) return {};
  const { year, holder } = readCopyright(notice);
  return { copyrightHolder: holder && holderOf(holder, facts, nodes), copyrightYear: year, copyrightNotice: notice };
}

function holderOf(name: string, facts: Facts, nodes: Nodes): Node | undefined {
  const { source, sourceShortName, sourceHome, authors, translators } = facts;
  const person = [...authors, ...translators].filter(isSomebody).find((one) => one.name === name);
  if (person) return nodes.person(person);
  if (name === facts.publisher) return publisher(facts, nodes) || undefined;
  return name === source ? nodes.press({ name, shortName: sourceShortName, home: sourceHome }) : undefined;
}

/** Where the rules for others stand, and whom they ask. */
function terms({ permissionUrl, republish = {}, licence }: Facts, nodes: Nodes): Node {
  const address = (name: string) => {
    const value = own(republish, name) ? republish[name] : undefined;
    return typeof value === 'string' ? nodes.link(value) : undefined;
  };
  const [rules, contact] = [address('rulesUrl'), address('contact')];
  return {
    usageInfo: rules ?? nodes.link(permissionUrl),
    acquireLicensePage: contact ?? (licence?.family === 'reserved' ? rules : undefined),
  };
}

/** Other changes have no word in schema.org. */
function correction(change: Change): Node[] {
  const text = 'note' in change ? change.note : undefined;
  if (change.type !== 'corrected' || (text ?? change.date) === undefined) return [];
  return [prune({ '@type': 'CorrectionComment', text, datePublished: change.date })];
}

/** A text as one line: what pages print as one. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A page's own date is a day at least; a year alone is for the sentence. */
const whole = (date: string | undefined): string | undefined =>
  date !== undefined && precisionOf(date) === 'day' ? date : undefined;
