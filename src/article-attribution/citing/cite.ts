import { toText, type Piece } from '../markup.ts';
import { isDate } from '../dates.ts';
import { factsFrom } from '../facts.ts';
import { readOptions } from '../options.ts';
import type { AttributionInput } from '../render.ts';
import { apa } from './apa.ts';
import { biblatex, bibtex } from './bibtex.ts';
import { csl, cslText, type CslItem } from './csl.ts';
import { itemOf, keyOf, type Item, type Target } from './item.ts';
import { chicago, mla } from './quoted.ts';
import { ris } from './ris.ts';
import { wikipedia } from './wikipedia.ts';

/** Formats of a citation by their names, which are the same in every language. */
export const CITATION_FORMATS = [
  'APA',
  'MLA',
  'Chicago',
  'BibTeX',
  'BibLaTeX',
  'RIS',
  'CSL-JSON',
  'Wikipedia',
] as const;
export type CitationFormat = (typeof CITATION_FORMATS)[number];

/** A citation: for people, with its italics in pieces; for programs, as the text of a file. */
export interface Citation {
  readonly text: string;
  readonly pieces?: readonly Piece[] | undefined;
  readonly file?: CitationFile | undefined;
}

/** What a reference manager opens. */
export interface CitationFile {
  readonly name: string;
  readonly type: string;
}

const STYLES: Readonly<Partial<Record<CitationFormat, (item: Item) => Piece[]>>> = {
  APA: apa,
  MLA: mla,
  Chicago: chicago,
};

const RECORDS: Readonly<Record<Exclude<CitationFormat, 'APA' | 'MLA' | 'Chicago'>, (item: Item) => string>> = {
  BibTeX: bibtex,
  BibLaTeX: biblatex,
  RIS: ris,
  'CSL-JSON': cslText,
  Wikipedia: wikipedia,
};

const FILES: Readonly<Partial<Record<CitationFormat, readonly [ending: string, type: string]>>> = {
  BibTeX: ['bib', 'application/x-bibtex'],
  BibLaTeX: ['bib', 'application/x-bibtex'],
  RIS: ['ris', 'application/x-research-info-systems'],
  'CSL-JSON': ['json', 'application/vnd.citationstyles.csl+json'],
};

/** One text in one format; files are named by the key of the text. */
export function citationOf(item: Item, format: CitationFormat): Citation {
  const pieces = STYLES[format]?.(item);
  if (pieces) return { pieces, text: pieces.map(toText).join('') };
  const [ending, type] = FILES[format] ?? [];
  return {
    text: RECORDS[format as keyof typeof RECORDS](item),
    file: type === undefined ? undefined : { name: `${keyOf(item)}.${ending}`, type },
  };
}

/** What to cite, and when and where it was looked at. */
export interface CiteOptions {
  /** Default `this`: the text on this page; `original`: the one that it comes from. */
  readonly of?: Target | undefined;
  /** BCP 47 tag of this version, if the data do not say it; default `en`. */
  readonly lang?: string | undefined;
  /** Absolute address of this version, if the data do not say it; relative addresses are taken from here. */
  readonly url?: string | undefined;
  /** Title of this version, if the data do not say it. */
  readonly headline?: string | undefined;
  /** The day on which the text was looked at, YYYY-MM-DD. */
  readonly accessed: string;
}

/**
 * A citation as plain text, the same that readers copy from `<article-attribution cite>`: for servers and build tools.
 *
 * @param data - The data model; unknown and unusable values are left out.
 * @returns `undefined` for an original whose title is not known.
 * @throws {RangeError} If `accessed` is no day.
 */
export function cite(
  data: AttributionInput,
  { format, ...options }: CiteOptions & { readonly format: CitationFormat },
): string | undefined {
  const item = itemFrom(data, options);
  return item && citationOf(item, format).text;
}

/**
 * The article, or its original, as an item of CSL-JSON: what citation programs work with.
 *
 * @returns `undefined` for an original whose title is not known.
 * @throws {RangeError} If `accessed` is no day.
 */
export function toCSL(data: AttributionInput, options: CiteOptions): CslItem | undefined {
  const item = itemFrom(data, options);
  return item && csl(item);
}

function itemFrom(data: AttributionInput, { of = 'this', lang = 'en', ...page }: CiteOptions): Item | undefined {
  const { accessed } = page;
  if (!isDate(accessed) || accessed.length < 10) throw new RangeError('accessed is a day like 2026-09-22');
  return itemOf(factsFrom(readOptions(data).config, lang), page, of);
}
