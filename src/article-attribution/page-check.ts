import type { ConfigIssue } from '../base/config.ts';
import { localeFor } from '../base/messages.ts';
import type { Diagnostic } from '../contracts/credit.ts';
import { articleNode } from './describing/article-node.ts';
import { absolute, type Node } from './describing/nodes.ts';
import { comparable, compareNodes } from './describing/other-articles.ts';
import { addressesOf, otherArticles, PageBlock } from './describing/page-structured-data.ts';
import { ArticleAttributionCheckedEvent } from './events.ts';
import { factsFrom, isEmpty, type Facts } from './facts.ts';
import { readAiSignals } from './page-ai-signals.ts';
import { knownOf, type Known, type Said } from './page-known.ts';
import { validate } from './validate.ts';

/** What the element knows when the page has been drawn. */
export interface Subject extends Said {
  /** Values that could not be used. */
  readonly issues: readonly ConfigIssue[];
}

/**
 * What nobody waits for: structured data in the head, and the checks. One for each stay of an element in a page; it ends
 * with `signal`.
 */
export class PageCheck {
  readonly #element: HTMLElement;
  readonly #signal: AbortSignal;
  #block: PageBlock | undefined;
  #isSettled = false;

  constructor(element: HTMLElement, signal: AbortSignal) {
    this.#element = element;
    this.#signal = signal;
  }

  /** Brings the page's structured data up to date; the first time, tells what was found as well. */
  settle(subject: Subject): void {
    const around = this.#look(subject);
    this.#describe(around);
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#tell(subject, around);
  }

  /** Everything worth an editor's look; tells the page, too. */
  check(subject: Subject): Diagnostic[] {
    return this.#tell(subject, this.#look(subject));
  }

  #look(subject: Subject): Around {
    const known = knownOf(this.#element, subject);
    const isOfPage = this.#isOfPage(known.facts);
    return { ...known, isOfPage, others: isOfPage ? otherArticles(this.#element.ownerDocument) : [] };
  }

  /** A list of articles has a credit for each; what the page says of itself, it does not say of them. */
  #isOfPage({ url }: Facts): boolean {
    const page = this.#element.ownerDocument;
    const address = absolute(url, page.URL);
    return url === undefined || addressesOf(page).some((one) => comparable(one) === comparable(address ?? url));
  }

  /** Under `none`, or with nothing to say, there is no description. */
  #describe({ options, facts, page, isOfPage, others }: Around): void {
    const { structuredData: mode = 'auto' } = options;
    const isAlone = mode === 'standalone';
    const isSaid = mode !== 'none' && !isEmpty(options) && (isAlone || isOfPage);
    this.#block ??= new PageBlock(this.#element, this.#signal);
    this.#block.say(isSaid ? articleNode(facts, page) : undefined, others, isAlone);
  }

  #tell(subject: Subject, { options, facts, page: around, others }: Around): Diagnostic[] {
    const page = this.#element.ownerDocument;
    const findings = validate({
      facts: factsFrom(options, subject.language),
      issues: subject.issues,
      now: subject.now,
      addresses: addressesOf(page),
      wordsLanguage: localeFor(subject.language).language,
      ...readAiSignals(page),
      hasCanonicalInBody: !!page.body.querySelector('link[rel~="canonical"]'),
    });
    const diagnostics = [...findings, ...compareNodes(others, articleNode(facts, around))];
    this.#element.dispatchEvent(new ArticleAttributionCheckedEvent(diagnostics));
    return diagnostics;
  }
}

/** What is known of the article, and of the page around it. */
interface Around extends Known {
  /** Whether it is the page's own. */
  readonly isOfPage: boolean;
  /** What others say of it there. */
  readonly others: readonly Node[];
}
