import { localeFor, wordsFor, type Message } from '../base/messages.ts';
import type { Attribution } from '../contracts/attribution.ts';
import { factsFrom, isEmpty, type Facts } from './facts.ts';
import { markup, toHtml, toText, type Markup, type Piece } from './markup.ts';
import { readOptions } from './options.ts';
import { tidy } from './phrases.ts';
import { sentences } from './sentence.ts';
import { ENGLISH } from './words.ts';

export interface RenderOptions {
  /** BCP 47 tag of the page, for the words; default `en`. Other languages must have been registered. */
  readonly lang?: string | undefined;
  /** Other words for this one credit, by key. */
  readonly words?: Readonly<Record<string, Message>> | undefined;
  /** The time, in milliseconds since the epoch: after it nothing is exclusive "until" an earlier day. */
  readonly now?: number | undefined;
}

/** What a page may say about an article: the data model, or attributes by their names as properties. */
export type AttributionInput = Attribution | Readonly<Record<string, unknown>>;

/**
 * The credit as HTML, the same that `<article-attribution>` writes into the page: for servers and build tools, without
 * a DOM. Put it between the tags of the element, and it stands there without JavaScript too.
 *
 * @param data - Unknown and unusable values are left out; never throws.
 * @returns One `<p>`, or an empty string when nothing is known. Every value in it is escaped.
 */
export function renderAttribution(data: AttributionInput, options: RenderOptions = {}): string {
  const { config } = readOptions(data);
  const { lang = 'en' } = options;
  const credit = isEmpty(config) ? undefined : credited(factsFrom(config, lang, options.now), lang, options.words);
  return credit ? toHtml(credit) : '';
}

/** The credit's one paragraph, or `undefined` when there is nothing to say. */
export function credited(
  facts: Facts,
  lang: string,
  overrides?: Readonly<Record<string, Message>>,
): Markup | undefined {
  const { tag, language, direction } = localeFor(lang);
  const words = wordsFor('article-attribution', ENGLISH, language, overrides);
  const all = sentences(facts, { words, tag });
  if (all.length === 0) return undefined;
  const pieces = all.flatMap((sentence, index): Piece[] => [
    ...(index > 0 ? [gapAfter(all[index - 1]!)] : []),
    ...sentence,
  ]);
  // What RDFa says of a credit, it says of the page, unless the article stands elsewhere.
  const about = facts.url && tidy(facts.url);
  const marks = { class: 'furniture-credit', 'data-furniture': '', about };
  return markup('p', { ...marks, lang: language, dir: direction }, pieces);
}

/** A full stop of Chinese and Japanese brings its own space. */
function gapAfter(sentence: readonly Piece[]): string {
  return /[。！？]$/.test(sentence.map(toText).join('')) ? '' : ' ';
}
