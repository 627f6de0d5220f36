import { oneLine, type PageFacts } from './describing/article-node.ts';
import { absolute } from './describing/nodes.ts';
import { comparable } from './describing/other-articles.ts';
import { addressesOf, headlineOf } from './describing/page-structured-data.ts';
import { factsFrom, type Facts } from './facts.ts';
import { readOptions, type Options } from './options.ts';
import { readChildren } from './read-children.ts';

/** What the element knows of itself. */
export interface Said {
  readonly config: Options;
  /** BCP 47 tag of the page around the credit. */
  readonly language: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What stands on the page: the element's own paragraph, or what the publisher wrote. */
  readonly isWritten: boolean;
}

/** What is known of an article, from its element and from the page around it. */
export interface Known {
  /** What the publisher wrote, with what attributes and JSON say on top. */
  readonly options: Options;
  /** With the address of this version whole, if the publisher gave one. */
  readonly facts: Facts;
  readonly page: PageFacts & { readonly url: string };
  /** Where this version stands: as the publisher says, else the page's own. Absolute, http(s). */
  readonly url: string;
}

/**
 * Looks at the page as it is now. What attributes and JSON say is stronger than what the publisher wrote in the credit, and
 * that is only read where it is not our own paragraph.
 */
export function knownOf(element: HTMLElement, { config, language, now, isWritten }: Said): Known {
  const options = isWritten ? config : { ...readOptions(readChildren(element)).config, ...config };
  const page = element.ownerDocument;
  // Relative addresses start where the links of the page start.
  const given = absolute(options.url, page.baseURI);
  const own = ownAddress(page, absolute(options.sourceUrl, page.baseURI));
  return {
    options,
    facts: { ...factsFrom(options, language, now), url: given },
    page: { url: own, headline: headlineOf(page), creditText: textOf(element) || undefined },
    url: given ?? own,
  };
}

/** A canonical link to the original tells search engines which text to keep, and not where this one stands. */
function ownAddress(page: Document, source: string | undefined): string {
  const all = addressesOf(page);
  return all.find((one) => comparable(one) !== comparable(source ?? '')) ?? all[0]!;
}

/** What is printed, without the data in scripts. */
function textOf(element: Element): string {
  const pieces = [...element.childNodes].filter((node) => !/^(?:script|style)$/i.test(node.nodeName));
  return oneLine(pieces.map((node) => node.textContent ?? '').join(' '));
}
