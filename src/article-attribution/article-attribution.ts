import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';

import { FurnitureElement } from '../base/element.ts';
import { languageOf } from '../base/language.ts';
import { attempt } from '../base/messages.ts';
import { option } from '../base/option.ts';
import { FurnitureError } from '../base/request.ts';
import { theme } from '../base/theme.ts';
import type { Contributor, Work } from '../contracts/attribution.ts';
import type { Diagnostic, Kind, Scope, TranslationMethod } from '../contracts/credit.ts';
import { styles } from './article-attribution.styles.ts';
import { Actions } from './draw-actions.ts';
import type { ArticleAttributionCheckedEvent, ArticleAttributionCopiedEvent } from './events.ts';
import { factsFrom, isEmpty } from './facts.ts';
import { toText, type Markup } from './markup.ts';
import { fieldsOf } from './model.ts';
import type { Republish } from './option-values.ts';
import { OPTIONS, type Options } from './options.ts';
import type { PageCheck, Subject } from './page-check.ts';
import { CreditNode, publisherContent } from './page-credit.ts';
import { credited, type AttributionInput } from './render.ts';
import { ENGLISH } from './words.ts';

export { ArticleAttributionCheckedEvent, ArticleAttributionCopiedEvent } from './events.ts';
export type { AttributionInput, RenderOptions } from './render.ts';

/** `Name; Name <https://…>`, or a list of names or contributors. Reading it gives a list. */
type People = string | readonly (string | Partial<Contributor>)[] | undefined;

/**
 * Says where a republished or translated article comes from, who wrote and translated it, and under which licence.
 *
 * Not a byline: for an article that appeared nowhere else, print its author. One for each article.
 *
 * @slot - The credit, if you write it yourself: it is kept as it is and read as data
 * @fires {ArticleAttributionCopiedEvent} article-attribution-copied - The reader copied the credit. Bubbles
 * @fires {ArticleAttributionCheckedEvent} article-attribution-checked - The credit was checked, for editors. Bubbles
 * @fires {FailedEvent} article-attribution-failed - What copies the credit could not be loaded. Bubbles
 * @csspart actions - The row below the sentence
 * @csspart button - A button in it
 * @csspart menu - What can be shared or copied
 * @csspart panel - What a button opened, or the text to copy by hand where the browser does not allow more
 * @csspart status - What became of the last action
 * @cssstate loading - Not drawn yet
 * @cssstate ready - Showing a credit
 * @cssstate empty - Nothing is known
 * @cssstate failed - What copies the credit could not be loaded
 */
export class ArticleAttribution extends FurnitureElement<Options, typeof ENGLISH> {
  static override readonly furnitureName = 'article-attribution';
  static override readonly configSchema = OPTIONS;
  static override readonly english = ENGLISH;
  static override styles = [theme, styles];
  static {
    this.createProperty('data', { noAccessor: true, attribute: false });
    this.createProperty('updatedOn', { noAccessor: true, attribute: 'updated' });
  }

  /** What was done to the original; derived from the rest when absent. */
  @option() kind: Kind | undefined;
  /** The publication where the original appeared. */
  @option() source: string | undefined;
  /** Link to the original. */
  @option() sourceUrl: string | undefined;
  /** Language of the original, BCP 47. */
  @option() sourceLang: string | undefined;
  /** Title of the original. */
  @option() sourceTitle: string | undefined;
  /** When the original appeared: `2015`, `2015-03`, `2015-03-14`, or a date-time with an offset. */
  @option() sourcePublished: string | undefined;
  /** When the original changed last, written likewise. */
  @option() sourceUpdated: string | undefined;
  /** Licence of the original, written like `licence`. */
  @option() sourceLicence: unknown;
  /** Who wrote the original: names separated by `;`, each optionally `Name <https://…>`. */
  @option() authors: People;
  /** Who translated it, written likewise. */
  @option() translators: People;
  /** Who else had a part in it: contributors with a `role`. */
  @option({ attribute: false }) credits: readonly Partial<Contributor>[] | undefined;
  /** Where the original comes from itself: works with `name` and `url`. */
  @option({ attribute: false }) sources: readonly Partial<Work>[] | undefined;
  /** Who publishes this version. */
  @option() publisher: string | undefined;
  /** Link to the publisher. */
  @option() publisherUrl: string | undefined;
  /** `translation` or `publication`; without a value: the translation where there is one. */
  @option() exclusive: string | boolean | readonly Scope[] | undefined;
  /** For whom it is exclusive, if not for the publisher. */
  @option() exclusiveFor: string | undefined;
  /** Link to whom it is exclusive for. */
  @option() exclusiveForUrl: string | undefined;
  /** Last day of the exclusivity; after it nothing is claimed. */
  @option() exclusiveUntil: string | undefined;
  /** `human`, `machine` or `machine-post-edited`. */
  @option() translationMethod: TranslationMethod | undefined;
  /** What translated, where it was a machine. */
  @option() engine: string | undefined;
  /** Language in between, of a translation of a translation, BCP 47. */
  @option() relay: string | undefined;
  /** URL, SPDX id, label or name; anything else is shown as it is. */
  @option() licence: unknown;
  /** The same as `licence`. */
  @option() license: unknown;
  /** Copyright notice, printed as it is. */
  @option() rights: string | undefined;
  /** On whose permission this is published: a sentence, or a link. */
  @option() permission: string | undefined;
  /** Link to the permission. */
  @option() permissionUrl: string | undefined;
  /** What was changed: words, or changes with `type` or `note`. */
  @option() changes: string | readonly { type?: string; note?: string }[] | undefined;
  /** When this version appeared. */
  @option() published: string | undefined;
  /** When this version changed last: the attribute `updated`, whose name Lit needs for itself. */
  set updatedOn(value: string | undefined) {
    this.writeOption('updated', value);
  }
  get updatedOn(): string | undefined {
    return this.config.updated;
  }
  /** Address of this version, if not the page's own. */
  @option() url: string | undefined;
  /** Language of this version, if not the page's own, BCP 47. */
  @option() workLang: string | undefined;
  /** Title of this version, if not the page's own. */
  @option() headline: string | undefined;
  /** That title in sentence case, for citations that want it. */
  @option() titleSentence: string | undefined;
  /** `auto` (default), `none`, or `standalone` to write JSON-LD beside other people's too. */
  @option() structuredData: 'auto' | 'none' | 'standalone' | undefined;

  /** Offers to cite the article. */
  @option() cite: boolean | undefined;
  /** Offers to republish it: `yes`, `ask`, `no`, or a policy; without a value, what the licence says. */
  @option() republish: string | boolean | Partial<Republish> | undefined;
  /** Offers to share it and to quote from it. */
  @option() share: boolean | undefined;
  /** CSS selector of the article's text, for quoting and republishing; by default the `<article>` around. */
  @option() article: string | undefined;
  /** `quote` adds title and address to what readers copy from the article, from forty words on. */
  @option() copyCredit: 'quote' | undefined;
  /** Where readers can report an error: a link, or a `mailto:`, which is filled in. */
  @option() corrections: string | undefined;

  /** The data model as an object: stronger than attributes and JSON, weaker than single properties. */
  set data(json: AttributionInput | undefined) {
    this.#data = json;
    this.takeSource(attempt(() => ({ ...(json as Record<string, unknown> | undefined) })) ?? {}, 'data');
  }
  get data(): AttributionInput | undefined {
    return this.#data;
  }

  /** Checks the credit and the page around it, tells `article-attribution-checked`, and gives what was found. */
  async validate(): Promise<readonly Diagnostic[]> {
    await this.updateComplete;
    return (await this.#loadCheck()).check();
  }

  #data: AttributionInput | undefined;
  #check: PageCheck | undefined;
  #node = new CreditNode(this);
  #isWritten = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #actions = new Actions({
    element: this,
    signal: () => this.signal,
    subject: () => this.#subject,
    say: (word) => this.say(word),
    credit: () => (this.#credit ? toText(this.#credit) : (this.textContent ?? '').trim()),
    failure: () => this.failure && this.sayFailure(this.failure),
    fail: (what, cause) => this.fail(new FurnitureError('offline', what, { cause })),
    recover: () => this.failure && this.enter('ready'),
  });

  protected override whileConnected(): void {
    this.#check = undefined;
  }

  protected override fieldsOf(json: Record<string, unknown>): Record<string, unknown> {
    return fieldsOf(json);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.isConnected) return;
    const isKept = publisherContent(this).length > 0;
    const credit = isKept ? undefined : this.#credit;
    this.#isWritten = credit !== undefined;
    this.#node.show(credit);
    const state = isKept || this.#node.found().length > 0 ? 'ready' : 'empty';
    if (this.state !== state && this.state !== 'failed') this.enter(state);
    if (state !== 'ready' && !this.#check) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#settle(this.signal));
  }

  override render(): TemplateResult {
    const { language, direction } = this.locale;
    const isShown = this.state === 'ready' || this.state === 'failed';
    // The credit keeps the page's direction, which is not that of our words where there are none in its language.
    return html`<div class=${isShown ? 'credit' : nothing}>
      <slot></slot>
      <div class="root" lang=${language} dir=${direction}>
        ${isShown ? html`${this.#drawAddresses()}${this.#actions.draw()}` : nothing}
      </div>
    </div>`;
  }

  /** On paper a link leads nowhere, and from here those in the paragraph cannot be reached. */
  #drawAddresses(): TemplateResult[] {
    const { sourceUrl, sourceGone, archivedAt, licence, license } = this.config;
    const links = [sourceGone ? undefined : sourceUrl, archivedAt, (licence ?? license)?.url];
    return links.flatMap((link) =>
      link ? html`<p class="address" dir="ltr">${attempt(() => new URL(link, this.baseURI).href) ?? link}</p>` : [],
    );
  }

  /* ---- The sentence, in light DOM ---- */

  get #credit(): Markup | undefined {
    const { config } = this;
    if (isEmpty(config)) return undefined;
    const language = languageOf(this);
    return credited(factsFrom(config, language, Date.now()), language, this.messages);
  }

  /* ---- After the first paint ---- */

  get #subject(): Subject {
    const { config } = this;
    return { config, language: languageOf(this), now: Date.now(), isWritten: this.#isWritten, issues: this.issues };
  }

  async #loadCheck(): Promise<PageCheck> {
    const { PageCheck } = await import('./page-check.ts');
    return (this.#check ??= new PageCheck(this.#actions));
  }

  async #settle(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      const check = await this.#loadCheck();
      if (!signal.aborted) await check.settle();
    } catch (error) {
      // The reader has the sentence; what machines read is missing until the next visit.
      if (!signal.aborted) this.warn(`structured data could not be written: ${String(error)}`);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'article-attribution': ArticleAttribution;
  }
  interface HTMLElementEventMap {
    'article-attribution-copied': ArticleAttributionCopiedEvent;
    'article-attribution-checked': ArticleAttributionCheckedEvent;
  }
}
