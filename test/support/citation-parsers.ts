/**
 * What other people's programs read in our citations: citation-js (https://citation.js.org), which parses BibTeX, BibLaTeX,
 * RIS and CSL-JSON to items of CSL.
 */
import { createRequire } from 'node:module';

/** Names and dates as CSL writes them; whatever else the parser found stays, to be noticed. */
export type ParsedItem = Readonly<Record<string, unknown>>;

const require = createRequire(import.meta.url);
// The packages have no types.
const core = require('@citation-js/core') as {
  readonly plugins: {
    readonly input: {
      chain(data: unknown, options: { readonly generateGraph: boolean; readonly forceType: string }): ParsedItem[];
    };
  };
};
for (const format of ['bibtex', 'ris', 'csl']) require(`@citation-js/plugin-${format}`);

const TYPES = {
  BibTeX: '@bibtex/text',
  BibLaTeX: '@biblatex/text',
  RIS: '@ris/file',
  'CSL-JSON': '@else/json',
} as const;
export type ParsedFormat = keyof typeof TYPES;

/** Every entry of a file; more than one where something broke out of its field. */
export function parseCitations(text: string, format: ParsedFormat): ParsedItem[] {
  return core.plugins.input.chain(text, { generateGraph: false, forceType: TYPES[format] });
}
