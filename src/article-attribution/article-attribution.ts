import { html, nothing, type TemplateResult } from 'lit';

import { FurnitureElement } from '../base/element.ts';
import { option } from '../base/option.ts';
import { FurnitureError } from '../base/request.ts';
import { theme } from '../base/theme.ts';
import type { Attribution, Diagnostic } from '../contracts/attribution.ts';
import { styles } from './article-attribution.styles.ts';
import { draw } from './draw-credit.ts';
import { ArticleAttributionCheckedEvent, ArticleAttributionCopiedEvent } from './events.ts';
import { factsFrom, isEmpty, type Facts } from './facts.ts';
import { toHtml, toText, type Markup } from './markup.ts';
import { fieldsOf, OPTIONS, readOptions, type Options } from './options.ts';
import { ourParagraph, publishersChildren, readChildren } from './page-children.ts';
import { credited } from './render.ts';
import { ENGLISH } from './words.ts';

export * from './events.ts';

/**
 * Says where a republished or translated article comes from, who wrote and translated it, and under which licence.
 *
 * Not for the byline of a paper's own article: it credits what comes from elsewhere. The sentence stands in the light
 * DOM, where search engines, reader modes and copying find it; children that already say it are kept and read as data.
 *
 * @slot - The publisher's own credit, kept as it is and read as data
 * @fires {ArticleAttributionCopiedEvent} article-attribution-copied - The reader copied the credit: `what`, `format`. Bubbles
 * @fires {ArticleAttributionCheckedEvent} article-attribution-checked - The checks ran: `diagnostics`, for editors. Bubbles
 * @csspart actions - What the reader can do with the credit
 * @csspart button - Each button
 * @csspart panel - The field to copy from by hand
 * @csspart status - What happened, for screen readers and eyes
 */
export class ArticleAttribution extends FurnitureElement<Options, typeof ENGLISH> {
  static override readonly furnitureName = 'article-attribution';
  static override readonly configSchema = OPTIONS;
  static override readonly english = ENGLISH;
  static override readonly styles = [theme, styles];

  static {
    this.createProperty('updatedOn', { noAccessor: true, attribute: 'updated' });
  }

  /** `translation republication self-translation excerpt adaptation summary co-publication`; derived when absent. */
  @option() kind: string | undefined;
  /** The publication the article comes from. */
  @option() source: string | undefined;
  /** The original's address. */
  @option() sourceUrl: string | undefined;
  /** The original's language, BCP 47. */
  @option() sourceLang: string | undefined;
  /** The original's title. */
  @option() sourceTitle: string | undefined;
  /** When the original was published: `2015`, `2015-03`, `2015-03-14`, or a date-time with offset. */
  @option() sourcePublished: string | undefined;
  /** When the original last changed. */
  @option() sourceUpdated: string | undefined;
  /** Names separated by `;`, each optionally `Name <https://…>`. */
  @option() authors: unknown;
  /** Names separated by `;`, each optionally `Name <https://…>`. */
  @option() translators: unknown;
  /** Who publishes this version. */
  @option() publisher: string | undefined;
  /** The publisher's address. */
  @option() publisherUrl: string | undefined;
  /** `translation` or `publication`; empty means the translation where there is a translator. */
  @option() exclusive: unknown;
  /** `human machine machine-post-edited`. */
  @option() translationMethod: string | undefined;
  /** URL, SPDX id or short label; `license` is accepted, too. */
  @option() licence: unknown;
  /** The same as `licence`. */
  @option() license: unknown;
  /** A copyright notice, printed as it is. */
  @option() rights: string | undefined;
  /** On whose permission this text is published: a sentence or an address. */
  @option() permission: string | undefined;
  /** What was changed, in words. */
  @option() changes: unknown;
  /** When this version was published. */
  @option() published: string | undefined;
  /** When this version last changed: the attribute `updated`, whose name Lit needs for itself. */
  set updatedOn(value: string | undefined) {
    this.writeOption('updated', value);
  }
  get updatedOn(): string | undefined {
    return this.config.updated;
  }
  /** The address of this version. */
  @option() url: string | undefined;
  /** The headline of this version. */
  @option() headline: string | undefined;
  /** `auto` (default): JSON-LD where the page has none; `none`; `standalone`: always. */
  @option() structuredData: string | undefined;

  /** The data model as an object: stronger than attributes and JSON, weaker than single properties. */
  set data(value: Attribution | undefined) {
    this.#data = value;
    this.takeSource(typeof value === 'object' && value !== null ? { ...value } : {});
  }
  get data(): Attribution | undefined {
    return this.#data;
  }

  /** What the checks say about the facts on show: guidance for editors, errors first. */
  async validate(): Promise<Diagnostic[]> {
    const { validate } = await import('./validate.ts');
    return [...validate(this.#facts(), Date.now()), ...this.#pageDiagnostics];
  }

  #data: Attribution | undefined;
  #credit: Markup | undefined;
  #written = '';
  #published = '';
  #unpublish: (() => void) | undefined;
  #pageDiagnostics: readonly Diagnostic[] = [];
  #copied: 'done' | 'by-hand' | undefined;

  protected override whileConnected(signal: AbortSignal): void {
    signal.addEventListener('abort', () => this.#withdraw());
  }

  protected override fieldsOf(json: Record<string, unknown>): Record<string, unknown> {
    return fieldsOf(json);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    const facts = this.#facts();
    const language = this.#language;
    this.#credit = isEmpty(facts.options) ? undefined : credited(facts, language, this.messages);
    const state = this.#hasOwnWords || this.#credit ? 'ready' : 'empty';
    if (this.state !== state) this.enter(state);
  }

  protected override updated(): void {
    if (!this.isConnected) return;
    this.#write();
    void this.#publish();
  }

  protected override render(): TemplateResult {
    const { language, direction } = this.locale;
    const isSomething = this.#hasOwnWords || this.#credit;
    return html`<div class="root" lang=${language} dir=${direction}>
      <slot></slot>
      ${isSomething ? this.#renderActions() : nothing}
    </div>`;
  }

  #renderActions(): TemplateResult {
    const status = { done: this.say('copied'), 'by-hand': '' };
    const { sourceUrl } = this.config;
    return html`<div part="actions" class="actions">
        <button part="button" class="plain" type="button" @click=${this.#onCopy}>${this.say('copy')}</button>
        <span part="status" class="muted" role="status">${this.#copied ? status[this.#copied] : ''}</span>
        ${this.#copied === 'by-hand' ? this.#renderPanel() : nothing}
      </div>
      ${sourceUrl ? html`<p class="print">${this.say('address', { address: sourceUrl })}</p>` : nothing}`;
  }

  #renderPanel(): TemplateResult {
    return html`<label part="panel" class="panel"
      >${this.say('copyByHand')}
      <textarea readonly rows="3" .value=${this.#text} @focus=${selectAll}></textarea>
    </label>`;
  }

  #onCopy = async (): Promise<void> => {
    const { copyBoth } = await import('./page-copy.ts');
    const format = await copyBoth(this.#html, this.#text);
    if (this.signal.aborted) return;
    this.#copied = format ? 'done' : 'by-hand';
    this.requestUpdate();
    if (format) this.dispatchEvent(new ArticleAttributionCopiedEvent(format));
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  };

  /* ---- The sentence ---- */

  get #hasOwnWords(): boolean {
    return publishersChildren(this).length > 0;
  }

  /** The page's language: the sentence's, and by default this version's. */
  get #language(): string {
    return this.locale.tag;
  }

  /** What children say is the weakest source; then attributes, JSON, `data` and properties. */
  #facts(): Facts & { readonly options: Options } {
    const children = this.#hasOwnWords ? readOptions(readChildren(this)).config : {};
    const options: Options = { ...children, ...this.config };
    return { ...factsFrom(options, this.#language, Date.now()), options };
  }

  /** Writes the sentence into the light DOM, unless the publisher did or it stands there already. */
  #write(): void {
    const ours = ourParagraph(this);
    const wanted = this.#credit && !this.#hasOwnWords ? toHtml(this.#credit) : '';
    if (wanted === this.#written && Boolean(ours) === (wanted !== '')) return;
    this.#written = wanted;
    if (wanted === '') return ours?.remove();
    const paragraph = draw(this.#credit!, document);
    if (ours) ours.replaceWith(paragraph);
    else this.append(paragraph);
  }

  get #html(): string {
    return this.#hasOwnWords || !this.#credit ? `<p>${escape(this.#text)}</p>` : toHtml(this.#credit);
  }

  get #text(): string {
    if (!this.#hasOwnWords && this.#credit) return toText(this.#credit);
    const words = publishersChildren(this).map((node) => node.textContent);
    return words.join(' ').replace(/\s+/g, ' ').trim();
  }

  /* ---- For machines and editors ---- */

  /** JSON-LD and the checks are for machines and editors: they come after what readers see. */
  async #publish(): Promise<void> {
    const facts = this.#facts();
    const { options } = facts;
    const mode = options.structuredData ?? 'auto';
    const isSomething = this.state === 'ready';
    const key = JSON.stringify([options, isSomething, this.#text, mode]);
    if (key === this.#published) return;
    this.#withdraw();
    this.#published = key;
    if (!isSomething) return;
    const { signal } = this;
    try {
      if (mode !== 'none') {
        const { publishStructuredData } = await import('./page-structured-data.ts');
        if (signal.aborted || key !== this.#published) return;
        const { remove, diagnostics } = publishStructuredData(facts, this.#text, mode);
        this.#unpublish = remove;
        this.#pageDiagnostics = diagnostics;
      }
      const diagnostics = await this.validate();
      if (signal.aborted || key !== this.#published) return;
      this.dispatchEvent(new ArticleAttributionCheckedEvent(diagnostics));
    } catch (cause) {
      if (!signal.aborted)
        this.report(new FurnitureError('offline', 'could not fetch what writes JSON-LD', { cause }).message);
    }
  }

  #withdraw(): void {
    this.#unpublish?.();
    this.#unpublish = undefined;
    this.#pageDiagnostics = [];
    this.#published = '';
  }
}

function selectAll(event: Event): void {
  (event.target as HTMLTextAreaElement).select();
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
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
