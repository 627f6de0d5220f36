import type { ConfigIssue } from '../base/config.ts';
import { localeFor } from '../base/messages.ts';
import type { Diagnostic } from '../contracts/credit.ts';
import { articleNode } from './describing/article-node.ts';
import { factsFrom, isEmpty, type Facts } from './facts.ts';
import { absolute } from './describing/nodes.ts';
import { comparable, compareNodes } from './describing/other-articles.ts';
import { knownOf, type Said } from './page-known.ts';
import { readAiSignals } from './page-ai-signals.ts';
import { addressesOf, otherArticles, PageBlock } from './describing/page-structured-data.ts';
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
    const isAlone = mode === 'standalone';
    const isSaid = mode !== 'none' && !isEmpty(options) && (isAlone || this.#isOfPage(facts));
    this.#block.say(isSaid ? articleNode(facts, page) : undefined, isAlone);
  }

  /** A list of articles has a credit for each; what the page says of itself, it does not say of them. */
  #isOfPage({ url }: Facts): boolean {
    const page = this.#element.ownerDocument;
    const address = absolute(url, page.URL);
    return url === undefined || addressesOf(page).some((one) => comparable(one) === comparable(address ?? url));
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
    const others = this.#isOfPage(facts) ? otherArticles(page) : [];
    return [...findings, ...compareNodes(others, articleNode(facts, around))];
  }
}
