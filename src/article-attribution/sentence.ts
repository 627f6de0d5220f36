import { attempt, fill, type Message } from '../base/messages.ts';
import type { ChangeType, Kind } from '../contracts/credit.ts';
import { displayHost, safeLink } from '../contracts/links.ts';
import { compareDates, formatDate, precisionOf } from './dates.ts';
import { isTranslation, type Facts } from './facts.ts';
import { isSameLanguage, languageName, nameAfterFrom } from './languages.ts';
import type { Licence } from './licence.ts';
import { markup, toText, type Piece } from './markup.ts';
import type { Credit } from './options.ts';
import type { Person } from './people.ts';
import type { ENGLISH } from './words.ts';

/** The words of a credit, and the tag their dates, lists and names of languages are formatted for. */
export interface Speech {
  readonly words: Readonly<Record<keyof typeof ENGLISH, Message>>;
  /** For `Intl`. */
  readonly tag: string;
}

type Key = keyof typeof ENGLISH;
type Values = Readonly<Record<string, Piece | number | undefined>>;

/** Most people named in one sentence; of more, the first ten are named and the others counted. */
const MAX_NAMED = 12;
const FIRST = 10;

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

/** Nothing of a message whose every optional part is missing: "Last updated." says nothing. */
function say({ words, tag }: Speech, key: Key, values: Values): Piece[] {
  const message = words[key];
  const text = typeof message === 'string' ? withoutGaps(message, values) : message;
  return withOneStop(fill(text, values, tag) as Piece[]);
}

/** A name or a date that ends in a full stop ("2015 г.", "Jr.") ends the sentence, too. */
function withOneStop(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, index) => {
    const before = pieces[index - 1];
    const isDoubled =
      typeof piece === 'string' && /^[.。]/.test(piece) && before !== undefined && toText(before).endsWith('.');
    return isDoubled ? piece.slice(1) : piece;
  });
}

/** Leaves out the parts in square brackets that name a value nobody knows. */
function withoutGaps(message: string, values: Values): string {
  return message.replace(/\[([^\]]*)\]/g, (_, part: string) =>
    (part.match(/\{(\w+)\}/g) ?? []).every((name) => values[name.slice(1, -1)] !== undefined) ? part : '',
  );
}

/* ---- Where it comes from ---- */

function origin(facts: Facts, speech: Speech): Piece[][] {
  const { kind, source, sourceUrl, sourceTitle, sourcePublished, authors } = facts;
  const isKnown = source ?? sourceUrl ?? sourceTitle ?? sourcePublished;
  if (isKnown === undefined && kind !== 'co-publication') {
    return authors.length > 0 ? [say(speech, 'written', { authors: list(authors, 'p-author', speech) })] : [];
  }
  const sentence = say(speech, ORIGINS[kind] ?? 'origin', {
    authors: authors.length > 0 ? list(authors, 'p-author', speech) : undefined,
    source: publication(facts),
    title: title(facts),
    ...when(sourcePublished, 'dt-published', speech),
  });
  const relation = isTranslation(kind) ? 'u-translation-of' : kind === 'republication' ? 'u-repost-of' : undefined;
  const cited = markup('span', { class: relation ? `h-cite ${relation}` : 'h-cite' }, sentence);
  const label = originalLanguage(facts, speech);
  const earlier = facts.sources?.map((one) => named(one, undefined));
  return [
    [cited],
    ...availability(facts, speech),
    ...(earlier && earlier.length > 0 ? [say(speech, 'earlier', { previous: joined(earlier, 'unit', speech) })] : []),
    ...(label ? [say(speech, 'originalLanguage', { language: label })] : []),
  ];
}

/** The publication, linked to the original. An original without a publication is named by its host. */
function publication(facts: Facts): Piece | undefined {
  const { source, sourceUrl, sourceLang, sourceTitle, sourceGone, sourceNameLang: lang } = facts;
  if (source === undefined && sourceTitle !== undefined) return undefined;
  const host = sourceUrl === undefined ? '' : displayHost(sourceUrl);
  const name = source ?? (host || sourceUrl);
  if (name === undefined) return undefined;
  const isName = source !== undefined;
  const names = isName ? (sourceTitle === undefined ? 'p-name p-publication' : 'p-publication') : '';
  if (sourceUrl === undefined) return markup('bdi', { class: names, lang }, [name]);
  return original(sourceUrl, sourceLang, sourceGone, `u-url${names && ` ${names}`}`, markup('bdi', { lang }, [name]));
}

/** The title, in its own language; linked to the original where no publication is. */
function title({ source, sourceUrl, sourceLang, sourceTitle, sourceGone }: Facts): Piece | undefined {
  if (sourceTitle === undefined) return undefined;
  const isLinked = source === undefined && sourceUrl !== undefined;
  const cite = (name: string | undefined) =>
    markup('cite', { class: name, lang: sourceLang }, [markup('bdi', {}, [sourceTitle])]);
  return isLinked ? original(sourceUrl, sourceLang, sourceGone, 'u-url p-name', cite(undefined)) : cite('p-name');
}

/** Nobody is sent where nothing is any more; machines may know where it was. */
function original(
  url: string,
  language: string | undefined,
  isGone: boolean | undefined,
  names: string,
  content: Piece,
): Piece {
  if (isGone) return markup('data', { class: names, value: tidy(url) }, [content]);
  return markup('a', { class: names, rel: 'external', hreflang: language, href: tidy(url) }, [content]);
}

/** Where the original can still be read, if not where it was. */
function availability({ sourceGone, archivedAt }: Facts, speech: Speech): Piece[][] {
  return [
    ...(sourceGone ? [say(speech, 'gone', {})] : []),
    ...(archivedAt ? [say(speech, 'archived', { archive: hostLink(archivedAt, 'u-archived') })] : []),
  ];
}

function hostLink(url: string, name: string): Piece {
  return markup('a', { class: name, href: tidy(url) }, [markup('bdi', {}, [displayHost(url) || url])]);
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
    ...(places ? [say(speech, 'exclusiveIn', { places: joined(places, 'unit', speech) })] : []),
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
  const key = kind === 'republication' || kind === 'reprint' ? 'republished' : 'version';
  const isStale = sourceUpdated !== undefined && published !== undefined && compareDates(sourceUpdated, published) > 0;
  return [
    ...(by !== undefined || published
      ? [say(speech, key, { publisher: by, ...when(published, 'dt-published', speech) })]
      : []),
    ...(updated ? [say(speech, 'updated', when(updated, 'dt-updated', speech))] : []),
    ...(isStale ? [say(speech, 'stale', when(sourceUpdated, undefined, speech))] : []),
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
  return links ? [say(speech, 'versions', { versions: joined(links, 'unit', speech) })] : [];
}

/** What belongs to something, in brackets behind it. */
const beside = (piece: Piece, more: Piece): Piece => markup('span', {}, [piece, ' (', more, ')']);

/** Whoever had several parts is named once. */
function credits({ credits: all = [] }: Facts, speech: Speech): Piece[][] {
  const groups = new Map<string, Credit[]>();
  for (const credit of all) {
    const key = JSON.stringify(credit.people);
    groups.set(key, [...(groups.get(key) ?? []), credit]);
  }
  return [...groups.values()].map((same) =>
    say(speech, 'credit', {
      role: joined(
        same.map(({ role, label }) => (label === undefined ? words(speech, role) : markup('bdi', {}, [label]))),
        'unit',
        speech,
      ),
      people: list(same[0]!.people, same.map(({ role }) => `p-${role}`).join(' '), speech),
    }),
  );
}

function changes({ changes: all = [] }: Facts, speech: Speech): Piece[][] {
  if (all.length === 0) return [];
  const items = all.map((change) => {
    const what = 'type' in change ? words(speech, CHANGES[change.type]) : markup('bdi', {}, [change.note]);
    const date = change.date && markup('time', { datetime: change.date }, [formatDate(change.date, speech.tag)]);
    const more = [date, change.by && markup('bdi', {}, [change.by])].filter((piece) => piece !== undefined);
    return more.length > 0 ? beside(what, joined(more, 'unit', speech)) : what;
  });
  return [say(speech, 'changes', { changes: joined(items, 'unit', speech) })];
}

const words = (speech: Speech, key: Key): string => say(speech, key, {}).map(toText).join('');

/* ---- Rights ---- */

function rights(facts: Facts, speech: Speech): Piece[][] {
  const { rights: notice, sourceRights, licence, sourceLicence, contentCredentials: proof } = facts;
  return [
    ...(sourceLicence ? [say(speech, 'originalLicence', { licence: licenceLink(sourceLicence, false) })] : []),
    ...(sourceRights === undefined ? [] : [asWritten(sourceRights)]),
    ...granted(facts, speech),
    ...(notice === undefined ? [] : [asWritten(notice)]),
    ...(licence ? [licensed(licence, speech)] : []),
    ...(proof ? [say(speech, 'credentials', { credentials: hostLink(proof, 'u-content-credentials') })] : []),
  ];
}

/** A publisher's own sentence is printed as it is; an address alone gets one of ours. */
function granted(facts: Facts, speech: Speech): Piece[][] {
  const { permission, permissionUrl: url, permissionRef, permissionBasis } = facts;
  const reference = permissionRef && markup('bdi', { class: 'p-permission-reference' }, [permissionRef]);
  const address = safeLink(permission, 'publisher');
  const isAddress = permission === undefined || (address !== undefined && /^https?:/i.test(address));
  const link = url ?? (isAddress ? address : undefined);
  if (!isAddress) {
    const [text, stop = ''] = asWritten(reference ? permission.replace(/[.。]$/, '') : permission);
    const said = link === undefined ? text! : markup('a', { class: 'u-permission', href: tidy(link) }, [text!]);
    return [reference ? [beside(said, reference), '.'] : [said, stop]];
  }
  if (link === undefined && !reference && permissionBasis !== 'permission') return [];
  const word = words(speech, 'permissionWord');
  const linked = link === undefined ? word : markup('a', { class: 'u-permission', href: tidy(link) }, [word]);
  return [say(speech, 'permission', { permission: linked, reference })];
}

/** Somebody else's words, with a full stop where they have none. */
function asWritten(text: string): Piece[] {
  return [markup('bdi', {}, [text]), /[.!?…。؟]["”“»)]?$/.test(text) ? '' : '.'];
}

function licensed(licence: Licence, speech: Speech): Piece[] {
  const key = ({ cc: 'licensed', cc0: 'dedicated', mark: 'unrestricted', reserved: 'reserved' } as const)[
    licence.family as 'cc'
  ] as Key | undefined;
  return say(speech, key ?? (licence.family === 'known' ? 'licensed' : 'terms'), {
    licence: licenceLink(licence, true),
  });
}

/** Only the licence of this text is `rel=license`. */
function licenceLink({ label, url }: Licence, isOurs: boolean): Piece {
  const name = url !== undefined && label === url ? displayHost(url) || url : label;
  if (url === undefined) return markup('bdi', {}, [name]);
  const marks = isOurs ? { class: 'u-license', rel: 'license' } : {};
  return markup('a', { ...marks, href: tidy(url) }, [markup('bdi', {}, [name])]);
}

/* ---- Names, lists, dates ---- */

/** A name in its own direction and language, as an h-card where it says what somebody did. */
function named(person: Person, role: string | undefined, exclusive?: string): Piece {
  const { name, url, native, affiliation } = person;
  const language = native === undefined ? person.language : undefined;
  const card = { class: role && `${role} h-card`, 'data-exclusive': exclusive };
  if (native === undefined && affiliation === undefined) {
    if (url === undefined) return markup('bdi', { ...card, lang: language }, [name]);
    return markup('a', { ...card, href: tidy(url) }, [markup('bdi', { lang: language }, [name])]);
  }
  const plain = markup('bdi', { class: 'p-name', lang: language }, [name]);
  const more = [
    native && markup('bdi', { class: 'p-native-name', lang: person.language }, [native]),
    affiliation && markup('bdi', { class: 'p-org' }, [affiliation]),
  ].filter((piece) => piece !== undefined);
  const link = url === undefined ? plain : markup('a', { class: 'u-url', href: tidy(url) }, [plain]);
  return markup('span', card, [link, ...more.flatMap((piece) => [' (', piece as Piece, ')'])]);
}

function list(people: readonly Person[], role: string, speech: Speech): Piece {
  const shown = people.length > MAX_NAMED ? people.slice(0, FIRST) : people;
  const names = shown.map((person) => (person.isAnonymous ? words(speech, 'anonymous') : named(person, role)));
  const count = people.length - shown.length;
  const more = count > 0 ? [say(speech, 'more', { count }).map(toText).join('')] : [];
  return joined([...names, ...more], 'conjunction', speech);
}

/** A list as the language writes it. The real names decide about its words ("e" or "y"), and go in afterwards. */
function joined(items: readonly Piece[], type: 'conjunction' | 'unit', { tag }: Speech): Piece {
  if (items.length === 1) return items[0]!;
  const texts = items.map(toText);
  const parts = attempt(() =>
    new Intl.ListFormat(tag, { type, style: type === 'unit' ? 'short' : 'long' }).formatToParts(texts),
  );
  if (!parts)
    return markup(
      'span',
      {},
      items.flatMap((item, index) => (index > 0 ? [', ', item] : [item])),
    );
  let next = 0;
  return markup(
    'span',
    {},
    parts.map((part) => (part.type === 'element' ? items[next++]! : part.value)),
  );
}

/** The placeholder that says how exactly a date is known. */
function when(date: string | undefined, name: string | undefined, { tag }: Speech): Values {
  if (date === undefined) return {};
  return { [precisionOf(date)]: markup('time', { class: name, datetime: date }, [formatDate(date, tag)]) };
}

/** An address without the letters that browsers of different age write out differently in an attribute. */
function tidy(url: string): string {
  const CODES: Readonly<Record<string, string>> = { '<': '%3C', '>': '%3E', '"': '%22' };
  return url.replace(/[<>"]/g, (letter) => CODES[letter]!);
}
