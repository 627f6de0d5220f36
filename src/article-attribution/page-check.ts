import type { ConfigIssue } from '../base/config.ts';
import { localeFor } from '../base/messages.ts';
import type { Diagnostic } from '../contracts/credit.ts';
import { articleNode } from './describing/article-node.ts';
import { absolute, type Node } from './describing/nodes.ts';
import { comparable, compareNodes } from './describing/other-articles.ts';
import { addressesOf, otherArticles, PageBlock } from './describing/page-structured-data.ts';
import type { Actions, World } from './draw-actions.ts';
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
 * What nobody waits for: structured data in the head, the checks, and what copies from the article. One for each stay of
 * an element in a page; it ends with the signal of that.
 */
export class PageCheck {
  readonly #world: World;
  readonly #actions: Actions;
  readonly #signal: AbortSignal;
  #block: PageBlock | undefined;
  #isSettled = false;
  #isQuoting = false;

  constructor(actions: Actions) {
    this.#actions = actions;
    this.#world = actions.world;
    this.#signal = actions.world.signal();
  }

  /**
   * Brings the page up to date with what the element says; the first time, tells what was found as well.
   *
   * @throws If what adds a source to copies could not be loaded.
   */
  async settle(): Promise<void> {
    const subject = this.#world.subject();
    const around = this.#look(subject);
    this.#describe(around);
    if (!this.#isSettled) this.#tell(subject, around);
    this.#isSettled = true;
    if (subject.config.copyCredit && !this.#isQuoting) await this.#quote();
  }

  /** Everything worth an editor's look; tells the page, too. */
  check(): Diagnostic[] {
    const subject = this.#world.subject();
    return this.#tell(subject, this.#look(subject));
  }

  async #quote(): Promise<void> {
    this.#isQuoting = true;
    const [{ hostOf }, { quoteOnCopy }] = await Promise.all([
      import('./page-panels.ts'),
      import('./sharing/page-quoting.ts'),
    ]);
    if (!this.#signal.aborted) quoteOnCopy(hostOf(this.#actions));
  }

  #look(subject: Subject): Around {
    const known = knownOf(this.#world.element, subject);
    const isOfPage = this.#isOfPage(known.facts);
    return { ...known, isOfPage, others: isOfPage ? otherArticles(this.#world.element.ownerDocument) : [] };
  }

  /** A list of articles has a credit for each; what the page says of itself, it does not say of them. */
  #isOfPage({ url }: Facts): boolean {
    const page = this.#world.element.ownerDocument;
    const address = absolute(url, page.URL);
    return url === undefined || addressesOf(page).some((one) => comparable(one) === comparable(address ?? url));
  }

  /** Under `none`, or with nothing to say, there is no description. */
  #describe({ options, facts, page, isOfPage, others }: Around): void {
    const { structuredData: mode = 'auto' } = options;
    const isAlone = mode === 'standalone';
    const isSaid = mode !== 'none' && !isEmpty(options) && (isAlone || isOfPage);
    this.#block ??= new PageBlock(this.#world.element, this.#signal);
    this.#block.say(isSaid ? articleNode(facts, page) : undefined, others, isAlone);
  }

  #tell(subject: Subject, { options, facts, page: around, others }: Around): Diagnostic[] {
    const page = this.#world.element.ownerDocument;
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
    this.#world.element.dispatchEvent(new ArticleAttributionCheckedEvent(diagnostics));
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
