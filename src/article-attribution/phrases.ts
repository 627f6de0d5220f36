/** What sentences are made of: words with their gaps filled, names, lists, dates, links. */
import { attempt, fill, type Message } from '../base/messages.ts';
import { displayHost } from '../contracts/links.ts';
import { formatDate, precisionOf } from './dates.ts';
import { markup, toText, type Piece } from './markup.ts';
import type { Person } from './people.ts';
import type { ENGLISH } from './words.ts';

/** The words of a credit, and the tag their dates, lists and names of languages are formatted for. */
export interface Speech {
  readonly words: Readonly<Record<keyof typeof ENGLISH, Message>>;
  /** For `Intl`. */
  readonly tag: string;
}

export type Key = keyof typeof ENGLISH;
export type Values = Readonly<Record<string, Piece | number | undefined>>;

/** Most people named in one sentence; of more, the first ten are named and the others counted. */
const MAX_NAMED = 12;
const FIRST = 10;

/** Nothing of a message whose every optional part is missing: "Last updated." says nothing. */
export function say({ words, tag }: Speech, key: Key, values: Values): Piece[] {
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

export const words = (speech: Speech, key: Key): string => say(speech, key, {}).map(toText).join('');

/** A name in its own direction and language, as an h-card where it says what somebody did. */
export function named(person: Person, role: string | undefined, exclusive?: string): Piece {
  const { name, url, native, affiliation } = person;
  const language = native === undefined ? person.language : undefined;
  const card = { class: role && `${role} h-card`, 'data-exclusive': exclusive };
  // A reader of RDFa takes a link's address, else the text: of the name, and of nothing beside it.
  const property = role === 'p-author' ? 'dc:creator' : undefined;
  if (native === undefined && affiliation === undefined) {
    if (url === undefined) return markup('bdi', { ...card, property, lang: language }, [name]);
    return markup('a', { ...card, property, href: tidy(url) }, [markup('bdi', { lang: language }, [name])]);
  }
  const plain = markup('bdi', { class: 'p-name', property: url === undefined ? property : undefined, lang: language }, [
    name,
  ]);
  const more = [
    native && markup('bdi', { class: 'p-native-name', lang: person.language }, [native]),
    affiliation && markup('bdi', { class: 'p-org' }, [affiliation]),
  ].filter((piece) => piece !== undefined);
  const link = url === undefined ? plain : markup('a', { class: 'u-url', property, href: tidy(url) }, [plain]);
  return markup('span', card, [link, ...more.flatMap((piece) => [' (', piece as Piece, ')'])]);
}

export function list(people: readonly Person[], role: string, speech: Speech): Piece {
  const shown = people.length > MAX_NAMED ? people.slice(0, FIRST) : people;
  const names = shown.map((person) => (person.isAnonymous ? words(speech, 'anonymous') : named(person, role)));
  const count = people.length - shown.length;
  const more = count > 0 ? [say(speech, 'more', { count }).map(toText).join('')] : [];
  return joined([...names, ...more], speech);
}

/** People in a sentence. The real names decide about its words ("e" or "y"), and go in afterwards. */
function joined(items: readonly Piece[], { tag }: Speech): Piece {
  if (items.length === 1) return items[0]!;
  const texts = items.map(toText);
  const parts = attempt(() => new Intl.ListFormat(tag, { type: 'conjunction' }).formatToParts(texts));
  if (!parts) return separated(items, ', ');
  let next = 0;
  return markup(
    'span',
    {},
    parts.map((part) => (part.type === 'element' ? items[next++]! : part.value)),
  );
}

/**
 * A list that is no part of a sentence. `Intl` has none: its lists of units are for measures, with "and" between two in
 * Spanish and nothing at all in Chinese.
 */
export function enumerated(items: readonly Piece[], speech: Speech): Piece {
  return items.length === 1 ? items[0]! : separated(items, words(speech, 'comma'));
}

const separated = (items: readonly Piece[], comma: string): Piece =>
  markup(
    'span',
    {},
    items.flatMap((item, index) => (index > 0 ? [comma, item] : [item])),
  );

/** The placeholder that says how exactly a date is known. */
export function when(date: string | undefined, name: string | undefined, { tag }: Speech): Values {
  if (date === undefined) return {};
  return { [precisionOf(date)]: markup('time', { class: name, datetime: date }, [formatDate(date, tag)]) };
}

/** An address without the letters that browsers of different age write out differently in an attribute. */
export function tidy(url: string): string {
  const CODES: Readonly<Record<string, string>> = { '<': '%3C', '>': '%3E', '"': '%22' };
  return url.replace(/[<>"]/g, (letter) => CODES[letter]!);
}
/** Somebody else's words, with a full stop where they have none. */
export function asWritten(text: string): Piece[] {
  return [markup('bdi', {}, [text]), /[.!?…。؟]["”“»)]?$/.test(text) ? '' : '.'];
}

/** What belongs to something, in brackets behind it. */
export const beside = (piece: Piece, more: Piece): Piece => markup('span', {}, [piece, ' (', more, ')']);

export function hostLink(url: string, name: string): Piece {
  return markup('a', { class: name, href: tidy(url) }, [markup('bdi', {}, [displayHost(url) || url])]);
}
