import { baseLanguage } from '../languages.ts';
import { dateParts, monthMacro } from './dates.ts';
import { keyOf, type Container, type Item } from './item.ts';
import { surname, type Name } from './names.ts';
import { provenance } from './provenance.ts';
import { escapeAscii, escapeTex, protectedTitle, undivided } from './tex.ts';

type Escape = (text: string) => string;
/** Name and value, which is escaped and stands in its braces already. */
type Field = readonly [name: string, value: string | undefined];

/** An entry for BibTeX, in ASCII as far as it is Latin. */
export function bibtex(item: Item): string {
  const { title, titleSentence, container, date, url } = item;
  const { year, month, day } = date === undefined ? {} : dateParts(date);
  return entry('misc', keyOf(item), 12, [
    ['author', people(item.authors, escapeAscii)],
    ['title', title && braced(protectedTitle(title, titleSentence, escapeAscii))],
    ['howpublished', container && braced(escapeAscii(container))],
    ['year', year && braced(String(year))],
    ['month', month && monthMacro(month)],
    ['day', day && braced(String(day))],
    ['url', url && braced(url)],
    ['note', braced(provenance(item, '``', "''", escapeAscii))],
  ]);
}

/** An entry for BibLaTeX, which knows translators and originals. */
export function biblatex(item: Item): string {
  const { title, titleSentence, container, date, url, language, original, accessed, type } = item;
  const [kind, place, subtype] = BIBLATEX[type];
  return entry(kind, keyOf(item), 13, [
    ['author', people(item.authors, escapeTex)],
    ['translator', people(item.translators, escapeTex)],
    ['title', title && braced(protectedTitle(title, titleSentence, escapeTex))],
    [place, container && braced(undivided(container, escapeTex))],
    ['entrysubtype', subtype && braced(subtype)],
    ['date', date && braced(date.slice(0, 10))],
    ['langid', languageId(language)],
    ['origtitle', original?.title && braced(escapeTex(original.title))],
    ['origdate', original?.date && braced(original.date.slice(0, 10))],
    ['origlanguage', languageId(original?.language)],
    ['origpublisher', original?.container && braced(undivided(original.container, escapeTex))],
    ['url', url && braced(url)],
    ['urldate', url && braced(accessed)],
  ]);
}

const BIBLATEX: Readonly<Record<Container, readonly [kind: string, place: string, subtype: string | undefined]>> = {
  newspaper: ['article', 'journaltitle', 'newspaper'],
  magazine: ['article', 'journaltitle', 'magazine'],
  journal: ['article', 'journaltitle', undefined],
  website: ['online', 'organization', undefined],
  blog: ['online', 'organization', undefined],
};

function entry(kind: string, key: string, width: number, fields: readonly (readonly [string, Field[1] | 0])[]): string {
  const lines = fields
    .filter(([, value]) => value && value !== '{}')
    .map(([name, value]) => `  ${name.padEnd(width)} = ${value}`);
  return [`@${kind}{${key},`, ...(lines.length > 0 ? [lines.join(',\n')] : []), '}', ''].join('\n');
}

const braced = (value: string): string => `{${value}}`;

function people(names: readonly Name[], escape: Escape): string | undefined {
  return names.length === 0 ? undefined : braced(names.map((name) => nameIn(name, escape)).join(' and '));
}

/** `Kessler, Maria`, `King, Jr., Martin Luther`; what has no parts is one piece in braces. */
function nameIn({ full, parts }: Name, escape: Escape): string {
  if (!parts) return braced(escape(full));
  return [surname(parts), ...(parts.suffix ? [parts.suffix] : []), parts.given]
    .map((part) => undivided(part, escape))
    .join(', ');
}

/** Names that babel and polyglossia know languages by. */
const LANGUAGE_IDS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  bg: 'bulgarian',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  et: 'estonian',
  eu: 'basque',
  fa: 'persian',
  fi: 'finnish',
  fr: 'french',
  gl: 'galician',
  he: 'hebrew',
  hr: 'croatian',
  hu: 'hungarian',
  is: 'icelandic',
  it: 'italian',
  ja: 'japanese',
  ko: 'korean',
  lt: 'lithuanian',
  lv: 'latvian',
  nb: 'norsk',
  nl: 'dutch',
  nn: 'nynorsk',
  no: 'norsk',
  pl: 'polish',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sk: 'slovak',
  sl: 'slovene',
  sr: 'serbian',
  sv: 'swedish',
  tr: 'turkish',
  uk: 'ukrainian',
  zh: 'chinese',
};

function languageId(tag: string | undefined): string | undefined {
  const id = tag === undefined ? undefined : LANGUAGE_IDS[baseLanguage(tag)];
  return id && braced(id);
}
