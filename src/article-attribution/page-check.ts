import type { ConfigIssue } from '../base/config.ts';
import { localeFor } from '../base/messages.ts';
import type { Diagnostic } from '../contracts/credit.ts';
import { factsFrom } from './facts.ts';
import { readOptions, type Options } from './options.ts';
import { addressesOf, headlineOf, otherArticles, PageBlock } from './page-structured-data.ts';
import { readChildren } from './read-children.ts';
import { compareNodes, structuredData } from './structured-data.ts';
import { validate } from './validate.ts';

/** What the element knows when the page has been drawn. */
export interface Subject {
  readonly config: Options;
  /** BCP 47 tag of the page around the credit. */
  readonly language: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What stands on the page: the element's own paragraph, or what the publisher wrote. */
  readonly isWritten: boolean;
  /** Values that could not be used. */
  readonly issues: readonly ConfigIssue[];
}

/** What nobody waits for: structured data in the head, and the checks. One for each stay of an element in a page. */
export class PageCheck {
  readonly #element: HTMLElement;
  readonly #block: PageBlock;

  constructor(element: HTMLElement, signal: AbortSignal) {
    this.#element = element;
    this.#block = new PageBlock(element, signal);
  }

  /** Brings the page's structured data up to date; under `none`, or with nothing to say, there is none. */
  describe(subject: Subject): void {
    const options = this.#complete(subject);
    const { structuredData: mode = 'auto', ...rest } = options;
    const isSaid = mode !== 'none' && Object.keys(rest).length > 0;
    this.#block.say(isSaid ? this.#node(subject, options) : undefined, mode === 'standalone');
  }

  /** Everything worth an editor's look. */
  check(subject: Subject): Diagnostic[] {
    const page = this.#element.ownerDocument;
    const options = this.#complete(subject);
    const findings = validate({
      facts: factsFrom(options, subject.language),
      issues: subject.issues,
      now: subject.now,
      addresses: addressesOf(page),
      wordsLanguage: localeFor(subject.language).language,
      hasCanonicalInBody: !!page.body.querySelector('link[rel~="canonical"]'),
    });
    return [...findings, ...compareNodes(otherArticles(page), this.#node(subject, options))];
  }

  #node(subject: Subject, options: Options) {
    const page = this.#element.ownerDocument;
    const creditText = textOf(this.#element);
    return structuredData(factsFrom(options, subject.language, subject.now), {
      url: addressesOf(page)[0]!,
      headline: headlineOf(page),
      creditText: creditText || undefined,
    });
  }

  /** What the publisher wrote, with what attributes and JSON say on top. */
  #complete({ config, isWritten }: Subject): Options {
    return isWritten ? config : { ...readOptions(readChildren(this.#element)).config, ...config };
  }
}

/** What is printed, without the data in scripts. */
function textOf(element: Element): string {
  const pieces = [...element.childNodes].filter((node) => !(node instanceof HTMLScriptElement));
  return pieces
    .map((node) => node.textContent ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
