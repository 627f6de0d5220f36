import type { ConfigIssue } from '../base/config.ts';
import { localeFor } from '../base/messages.ts';
import type { Diagnostic } from '../contracts/credit.ts';
import { articleNode } from './article-node.ts';
import { factsFrom, isEmpty } from './facts.ts';
import { compareNodes } from './other-articles.ts';
import { knownOf, type Said } from './page-known.ts';
import { readAiSignals } from './page-ai-signals.ts';
import { addressesOf, otherArticles, PageBlock } from './page-structured-data.ts';
import { validate } from './validate.ts';

/** What the element knows when the page has been drawn. */
export interface Subject extends Said {
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
    const { options, facts, page } = knownOf(this.#element, subject);
    const { structuredData: mode = 'auto' } = options;
    const isSaid = mode !== 'none' && !isEmpty(options);
    this.#block.say(isSaid ? articleNode(facts, page) : undefined, mode === 'standalone');
  }

  /** Everything worth an editor's look. */
  check(subject: Subject): Diagnostic[] {
    const page = this.#element.ownerDocument;
    const { options, facts, page: around } = knownOf(this.#element, subject);
    const findings = validate({
      facts: factsFrom(options, subject.language),
      issues: subject.issues,
      now: subject.now,
      addresses: addressesOf(page),
      wordsLanguage: localeFor(subject.language).language,
      ...readAiSignals(page),
      hasCanonicalInBody: !!page.body.querySelector('link[rel~="canonical"]'),
    });
    return [...findings, ...compareNodes(otherArticles(page), articleNode(facts, around))];
  }
}
