import { toJson } from '../../base/to-json.ts';
import { articleNode, oneLine } from './article-node.ts';
import { factsFrom, isEmpty } from '../facts.ts';
import { toText } from '../markup.ts';
import type { Node } from './nodes.ts';
import { readOptions } from '../options.ts';
import { credited, type AttributionInput, type RenderOptions } from '../render.ts';

export interface StructuredDataOptions extends RenderOptions {
  /**
   * Absolute address of the page, its canonical one if it has any: relative addresses in the data are taken from here.
   * Without it, and without an absolute `url` in the data, the node has no address of its own.
   */
  readonly url?: string | undefined;
  /** The title that readers see, if the data do not say it. */
  readonly headline?: string | undefined;
}

/**
 * The article as a node of JSON-LD, the same that `<article-attribution>` writes into the head of a page of that address
 * and headline, where nobody else describes the article there: for servers and build tools, without a DOM. Write it by
 * {@link serialiseJsonLd} into `<script type="application/ld+json" data-article-attribution>`, and the element adopts it.
 *
 * @param data - The data model; unknown and unusable values are left out; never throws.
 * @returns `undefined` where nothing is known, and under `structuredData: 'none'`.
 */
export function structuredData(data: AttributionInput, options: StructuredDataOptions = {}): Node | undefined {
  const { config } = readOptions(data);
  const { lang = 'en', words, now, url, headline } = options;
  if (isEmpty(config) || config.structuredData === 'none') return undefined;
  const facts = factsFrom(config, lang, now);
  const credit = credited(facts, lang, words);
  return articleNode(facts, { url, headline, creditText: credit && oneLine(toText(credit)) });
}

/** JSON that nothing can break out of, wherever in a page it is put: no `<`, `>`, `&`, U+2028 or U+2029. */
export function serialiseJsonLd(node: Node): string {
  return toJson(node).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
