import { attempt } from '../base/messages.ts';
import type { ChangeType, Kind } from '../contracts/credit.ts';
import { displayHost } from '../contracts/links.ts';
import { formatDate } from './dates.ts';
import { isStale, isTranslation, type Facts } from './facts.ts';
import { isSameLanguage, languageName, nameAfterFrom } from './languages.ts';
import { markup, type Piece } from './markup.ts';
import type { Credit } from './option-values.ts';
import { beside, enumerated, hostLink, list, named, say, tidy, when, words, type Key, type Speech } from './phrases.ts';
import { rights } from './sentence-rights.ts';

const ORIGINS: Readonly<Partial<Record<Kind, Key>>> = {
  excerpt: 'excerpt',
  adaptation: 'adaptation',
  summary: 'summary',
  'co-publication': 'coPublication',
};

const CHANGES: Readonly<Record<ChangeType, Key>> = {
  translated: 'change-translated',
  abridged: 'change-abridged',
  retitled: 'change-retitled',
  updated: 'change-updated',
  reformatted: 'change-reformatted',
  'images-removed': 'change-images-removed',
  'images-replaced': 'change-images-replaced',
  corrected: 'change-corrected',
  adapted: 'change-adapted',
  'links-added': 'change-links-added',
};

/**
 * A credit as whole sentences, one for each fact that is known. What is not known is not mentioned; names are never
 * inflected and stand in `<bdi>`; microformats and `rel=license` say the same to machines.
 */
export function sentences(facts: Facts, speech: Speech): Piece[][] {
  return [
    ...origin(facts, speech),
    ...translation(facts, speech),
    ...exclusivity(facts, speech),
    ...version(facts, speech),
    ...credits(facts, speech),
    ...changes(facts, speech),
    ...rights(facts, speech),
  ];
}

/** Kinds whose text is the original's, word for word. */
const isVerbatim = (kind: Kind): boolean => kind === 'republication' || kind === 'reprint';

/* ---- Where it comes from ---- */

function origin(facts: Facts, speech: Speech): Piece[][] {
  const { kind, source, sourceUrl, sourceTitle, sourcePublished, authors } = facts;
  const label = originalLanguage(facts, speech);
  const written = label ? [say(speech, 'originalLanguage', { language: label })] : [];
  const isKnown = source ?? sourceUrl ?? sourceTitle ?? sourcePublished;
  if (isKnown === undefined && kind !== 'co-publication') {
    const by = authors.length > 0 ? [say(speech, 'written', { authors: list(authors, 'p-author', speech) })] : [];
    return [...by, ...written];
  }
  const sentence = say(speech, ORIGINS[kind] ?? 'origin', {
    authors: authors.length > 0 ? list(authors, 'p-author', speech) : undefined,
    source: publication(facts),
    title: title(facts),
    ...when(sourcePublished, 'dt-published', speech),
  });
  const relation = isTranslation(kind) ? 'u-translation-of' : isVerbatim(kind) ? 'u-repost-of' : undefined;
  const cited = markup('span', { class: relation ? `h-cite ${relation}` : 'h-cite' }, sentence);
  const earlier = facts.sources?.map((one) => named(one, undefined));
  return [
    [cited],
    ...availability(facts, speech),
    ...(earlier && earlier.length > 0 ? [say(speech, 'earlier', { previous: enumerated(earlier, speech) })] : []),
    ...written,
  ];
}

/** The publication, linked to the original. An original without a publication is named by its host. */
function publication(facts: Facts): Piece | undefined {
  const { source, sourceUrl, sourceTitle, sourceNameLang: lang } = facts;
  if (source === undefined && sourceTitle !== undefined) return undefined;
  const host = sourceUrl === undefined ? '' : displayHost(sourceUrl);
  const name = source ?? (host || sourceUrl);
  if (name === undefined) return undefined;
  const isName = source !== undefined;
  const names = isName ? (sourceTitle === undefined ? 'p-name p-publication' : 'p-publication') : '';
  if (sourceUrl === undefined) return markup('bdi', { class: names, lang }, [name]);
  return original(sourceUrl, facts, `u-url${names && ` ${names}`}`, markup('bdi', { lang }, [name]));
}

/** The title, in its own language; linked to the original where no publication is. */
function title(facts: Facts): Piece | undefined {
  const { source, sourceUrl, sourceLang, sourceTitle } = facts;
  if (sourceTitle === undefined) return undefined;
  const isLinked = source === undefined && sourceUrl !== undefined;
  const cite = (name: string | undefined) =>
    markup('cite', { class: name, lang: sourceLang }, [markup('bdi', {}, [sourceTitle])]);
  return isLinked ? original(sourceUrl, facts, 'u-url p-name', cite(undefined)) : cite('p-name');
}

/** Nobody is sent where nothing is any more; machines may know where it was. */
function original(url: string, { kind, sourceLang, sourceGone }: Facts, names: string, content: Piece): Piece {
  if (sourceGone) return markup('data', { class: names, value: tidy(url) }, [content]);
  const marks = { rel: 'external', property: kind === 'co-publication' ? undefined : 'dc:source' };
  return markup('a', { class: names, ...marks, hreflang: sourceLang, href: tidy(url) }, [content]);
}

/** Where the original can still be read, if not where it was. */
function availability({ sourceGone, archivedAt }: Facts, speech: Speech): Piece[][] {
  return [
    ...(sourceGone ? [say(speech, 'gone', {})] : []),
    ...(archivedAt ? [say(speech, 'archived', { archive: hostLink(archivedAt, 'u-archived') })] : []),
  ];
}

/** The language of the original by itself, where no sentence can hold its name. */
function originalLanguage({ kind, sourceLang, lang }: Facts, { tag }: Speech): string | undefined {
  if (sourceLang === undefined) return undefined;
  if (isTranslation(kind)) return isNamed(sourceLang, lang, tag) ? undefined : languageName(sourceLang, tag, lang);
  return isSameLanguage(sourceLang, lang) ? undefined : languageName(sourceLang, tag);
}

const isNamed = (source: string, lang: string, tag: string): boolean =>
  !isSameLanguage(source, lang) && nameAfterFrom(source, tag) !== undefined;

/* ---- Who translated it, and for whom ---- */

function translation(facts: Facts, speech: Speech): Piece[][] {
  const { kind, sourceLang, lang, translators, method, engine, relay } = facts;
  if (!isTranslation(kind)) return [];
  const language =
    sourceLang && isNamed(sourceLang, lang, speech.tag) ? nameAfterFrom(sourceLang, speech.tag) : undefined;
  const isExclusive = facts.exclusive.includes('translation');
  const values = {
    language,
    translators: translators.length > 0 ? list(translators, 'p-translator', speech) : undefined,
    beneficiary: isExclusive ? beneficiary(facts, 'translation') : undefined,
    engine: engine === undefined ? undefined : markup('bdi', {}, [engine]),
  };
  const key: Key =
    method === 'machine'
      ? 'machine'
      : method === 'machine-post-edited'
        ? 'postEdited'
        : kind === 'self-translation'
          ? 'selfTranslated'
          : 'translated';
  const isSaid = key !== 'translated' || Object.values(values).some((value) => value !== undefined) || !sourceLang;
  return [
    ...(isSaid ? [say(speech, key, values)] : []),
    ...(relay ? [say(speech, 'relay', { language: languageName(relay, speech.tag) })] : []),
    ...(facts.reviewedBy ? [say(speech, 'reviewed', { people: list(facts.reviewedBy, 'p-reviewed-by', speech) })] : []),
  ];
}

function exclusivity(facts: Facts, speech: Speech): Piece[][] {
  const isSaid = facts.exclusive.includes('publication') && facts.beneficiary;
  const places = facts.exclusive.length > 0 ? facts.exclusiveIn?.map((code) => place(code, speech)) : undefined;
  return [
    ...(isSaid ? [say(speech, 'exclusive', { beneficiary: beneficiary(facts, 'publication') })] : []),
    ...(places ? [say(speech, 'exclusiveIn', { places: enumerated(places, speech) })] : []),
  ];
}

/** The name of a country or region; the code of what `Intl` has no name for. */
function place(code: string, { tag }: Speech): Piece {
  const name = attempt(() => new Intl.DisplayNames(tag, { type: 'region' }).of(code)) ?? code;
  return markup('data', { class: 'p-exclusive-in', value: code }, [name]);
}

function beneficiary({ beneficiary: who }: Facts, scope: string): Piece | undefined {
  return who && named(who, 'p-publisher', scope);
}

/* ---- This version ---- */

function version(facts: Facts, speech: Speech): Piece[][] {
  const { kind, publisher, published, updated, sourceUpdated } = facts;
  const isTold = facts.exclusive.length > 0 && facts.beneficiary?.name === publisher;
  const by =
    publisher !== undefined && !isTold ? named({ name: publisher, url: facts.publisherUrl }, 'p-publisher') : undefined;
  const key = isVerbatim(kind) ? 'republished' : 'version';
  return [
    ...(by !== undefined || published
      ? [say(speech, key, { publisher: by, ...when(published, 'dt-published', speech) })]
      : []),
    ...(updated ? [say(speech, 'updated', when(updated, 'dt-updated', speech))] : []),
    ...(isStale(facts) ? [say(speech, 'stale', when(sourceUpdated, undefined, speech))] : []),
    ...versions(facts, speech),
  ];
}

/** Each language under its own name, for those who read it. */
function versions({ workTranslation: all }: Facts, speech: Speech): Piece[][] {
  const links = all?.map(({ url, lang, title }) => {
    const name = markup('bdi', {}, [languageName(lang, lang)]);
    const link = markup('a', { class: 'u-work-translation', hreflang: lang, lang, href: tidy(url) }, [name]);
    return title === undefined ? link : beside(link, markup('cite', { lang }, [markup('bdi', {}, [title])]));
  });
  return links ? [say(speech, 'versions', { versions: enumerated(links, speech) })] : [];
}

/** Whoever had several parts is named once. */
function credits({ credits: all = [] }: Facts, speech: Speech): Piece[][] {
  const groups = new Map<string, Credit[]>();
  for (const credit of all) {
    const key = JSON.stringify(credit.people);
    groups.set(key, [...(groups.get(key) ?? []), credit]);
  }
  return [...groups.values()].map((same) =>
    say(speech, 'credit', {
      role: enumerated(
        same.map(({ role, label }) => (label === undefined ? words(speech, role) : markup('bdi', {}, [label]))),
        speech,
      ),
      people: list(same[0]!.people, same.map(({ role }) => `p-${role}`).join(' '), speech),
    }),
  );
}

function changes({ changes: all = [] }: Facts, speech: Speech): Piece[][] {
  if (all.length === 0) return [];
  const items = all.map((change) => {
    const what = 'note' in change ? markup('bdi', {}, [change.note]) : words(speech, CHANGES[change.type]);
    const date = change.date && markup('time', { datetime: change.date }, [formatDate(change.date, speech.tag)]);
    const more = [date, change.by && markup('bdi', {}, [change.by])].filter((piece) => piece !== undefined);
    return more.length > 0 ? beside(what, enumerated(more, speech)) : what;
  });
  return [say(speech, 'changes', { changes: enumerated(items, speech) })];
}
