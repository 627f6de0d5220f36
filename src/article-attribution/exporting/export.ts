import { localeFor } from '../../base/messages.ts';
import type { Diagnostic } from '../../contracts/credit.ts';
import { CITATION_FORMATS, cite, type CitationFormat } from '../citing/cite.ts';
import { factsFrom } from '../facts.ts';
import { readOptions } from '../options.ts';
import { renderAttribution, type AttributionInput } from '../render.ts';
import { serialiseJsonLd, structuredData } from '../describing/structured-data.ts';
import { validate } from '../validate.ts';
import { elementHtml } from './element-html.ts';
import { metaTags } from './meta-tags.ts';
import { toODRL } from './odrl.ts';

export interface ExportOptions {
  /** BCP 47 tag of the page. */
  readonly lang: string;
  /** Absolute address of the page. */
  readonly url?: string | undefined;
  readonly headline?: string | undefined;
  readonly licenceLink?: boolean | undefined;
  /** What is cited. */
  readonly of?: 'this' | 'original' | undefined;
  /** The day for citations, YYYY-MM-DD. */
  readonly accessed: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Writer = (data: AttributionInput, options: ExportOptions) => string | undefined;

const WRITERS: Readonly<Record<string, Writer>> = {
  html: elementHtml,
  credit: renderAttribution,
  'json-ld': jsonLd,
  meta: metaTags,
  odrl: (data, options) => {
    const graph = toODRL(data, options);
    return graph && JSON.stringify(graph, undefined, 2);
  },
};
const FORMATS: ReadonlyMap<string, CitationFormat> = new Map(
  CITATION_FORMATS.map((name) => [name.toLowerCase(), name]),
);

/** All that can be written, by the names that the command knows. */
export const EXPORTS: readonly string[] = [...Object.keys(WRITERS), ...FORMATS.keys()];

/**
 * One article in one form: `html` is the whole element, `credit` its sentence, `json-ld` and `meta` are for the head.
 *
 * @returns Empty or `undefined` where the data have nothing to say in that form.
 */
export function exportAs(what: string, data: AttributionInput, options: ExportOptions): string | undefined {
  const format = FORMATS.get(what);
  return format ? cite(data, { ...options, format }) : WRITERS[what]?.(data, options);
}

/** With the mark by which the element takes it for its own. */
function jsonLd(data: AttributionInput, options: ExportOptions): string | undefined {
  const node = structuredData(data, options);
  return node && `<script type="application/ld+json" data-article-attribution>${serialiseJsonLd(node)}</script>`;
}

/** What an editor should look at in the data, as far as that can be seen without a page. */
export function checkData(data: AttributionInput, { lang, url, now }: ExportOptions): readonly Diagnostic[] {
  const { config, issues } = readOptions(data);
  return validate({
    facts: factsFrom(config, lang),
    issues,
    now,
    addresses: url === undefined ? [] : [url],
    wordsLanguage: localeFor(lang).language,
  });
}
