import { html, nothing, type TemplateResult } from 'lit';

import type { FurnitureElement } from '../base/element.ts';
import type { BASE_WORDS } from '../base/words.ts';
import { ArticleAttributionCopiedEvent, type CopiedWhat, type CopyFormat } from './events.ts';
import type { Subject } from './page-check.ts';
import type { Panels } from './page-panels.ts';
import { PANELS, type PanelName } from './panel.ts';
import { reportLink } from './report-link.ts';
import type { ENGLISH } from './words.ts';

/** What only the element itself can tell and do. */
export interface World {
  readonly element: FurnitureElement;
  /** Lives until the element leaves the page. */
  signal(): AbortSignal;
  subject(): Subject;
  say(word: keyof typeof ENGLISH | keyof typeof BASE_WORDS): string;
  /** The credit in words, for readers who can have nothing better. */
  credit(): string;
  /** Why the last attempt failed, for readers. */
  failure(): string | undefined;
  fail(what: string, cause: unknown): void;
  /** An attempt succeeded: what failed before is forgotten. */
  recover(): void;
}

/**
 * What the reader can do below the sentence, and what became of it: copy the credit, open a panel, report an error. What
 * an action needs is fetched with the first press, or when one is about to come.
 */
export class Actions {
  readonly world: World;
  #copying: Promise<typeof import('./page-copy.ts')> | undefined;
  #copier: typeof import('./page-copy.ts') | undefined;
  #panels: Panels | undefined;
  #status: string | undefined;
  #byHand: string | undefined;

  constructor(world: World) {
    this.world = world;
  }

  draw(): TemplateResult {
    const { config } = this.world.subject();
    return html`<div part="actions">
        <button
          part="button"
          class="plain"
          type="button"
          @pointerenter=${this.#onApproach}
          @focus=${this.#onApproach}
          @click=${this.#onCopy}
        >
          ${this.world.say('copy')}
        </button>
        ${PANELS.map((name) => (config[name] ? this.#drawOpener(name) : nothing))} ${this.#drawReport()}
        <span part="status" role="status">${this.#status ?? this.world.failure()}</span>
      </div>
      ${this.#byHand === undefined ? nothing : this.#drawByHand(this.#byHand)}
      ${this.#panels?.draw(this.world.say('close'))}`;
  }

  #drawOpener(name: PanelName): TemplateResult {
    const isOpen = this.#panels?.isOpen(name) ?? false;
    return html`<button
      part="button"
      class="plain"
      type="button"
      data-panel=${name}
      aria-expanded=${isOpen}
      aria-controls=${isOpen ? 'panel' : nothing}
      @click=${() => this.#onOpen(name)}
    >
      ${this.world.say(name)}
    </button>`;
  }

  #drawReport(): TemplateResult | typeof nothing {
    const { corrections, headline, url } = this.world.subject().config;
    if (corrections === undefined) return nothing;
    const { title, URL: address } = this.world.element.ownerDocument;
    const href = reportLink(corrections, headline ?? title, url ?? address);
    return html`<a part="button" class="plain" href=${href}>${this.world.say('report')}</a>`;
  }

  #drawByHand(text: string): TemplateResult {
    return html`<div part="panel">
      <label for="by-hand">${this.world.say('copyByHand')}</label>
      <textarea id="by-hand" readonly .value=${text} dir="auto"></textarea>
    </div>`;
  }

  /* ---- What the reader does ---- */

  /** What copies is there when the press comes: some browsers allow nothing that had to wait. */
  #onApproach = (): void => {
    this.#copying ??= import('./page-copy.ts');
    this.#copying.then(
      (copier) => (this.#copier = copier),
      () => (this.#copying = undefined),
    );
  };

  #onCopy = async (): Promise<void> => {
    const { element } = this.world;
    const signal = this.world.signal();
    try {
      this.#onApproach();
      const { copyOf, directionOf, writeToClipboard } = this.#copier ?? (await this.#copying!);
      const copy = copyOf(element.childNodes, element.ownerDocument.baseURI, directionOf(element));
      const format = await writeToClipboard(copy);
      if (signal.aborted) return;
      this.world.recover();
      if (format) this.copied('credit', format, this.world.say('copied'));
      else await this.offerByHand(copy.text);
    } catch (cause) {
      if (signal.aborted) return;
      this.world.fail('what copies the credit could not be loaded', cause);
      await this.offerByHand(this.world.credit());
    }
  };

  #onOpen = async (name: PanelName): Promise<void> => {
    const signal = this.world.signal();
    try {
      const { panelsOf } = await import('./page-panels.ts');
      if (signal.aborted) return;
      this.#panels ??= panelsOf(this);
      this.tell(undefined);
      await this.#panels.toggle(name);
      if (!signal.aborted) this.world.recover();
    } catch (cause) {
      if (signal.aborted) return;
      this.#status = undefined;
      this.world.fail(`what is needed to ${name} could not be loaded`, cause);
    }
  };

  /* ---- What became of it ---- */

  /** Tells the reader what became of an action. */
  tell(message: string | undefined): void {
    this.#show(message, undefined);
  }

  /** Tells the reader and the page that something is on the clipboard. */
  copied(what: CopiedWhat, format: CopyFormat, message: string): void {
    this.tell(message);
    this.world.element.dispatchEvent(new ArticleAttributionCopiedEvent(what, format));
  }

  /** Shows, selected, what may not be put on the clipboard. */
  async offerByHand(text: string): Promise<void> {
    const { element } = this.world;
    this.#show(undefined, text);
    await element.updateComplete;
    const field = element.renderRoot.querySelector('textarea');
    field?.focus();
    field?.select();
  }

  #show(status: string | undefined, byHand: string | undefined): void {
    this.#status = status;
    this.#byHand = byHand;
    this.world.element.requestUpdate();
  }
}
