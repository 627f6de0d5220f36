import { html, nothing, type TemplateResult } from 'lit';

import { draw } from '../draw-credit.ts';
import { markup, toHtml } from '../markup.ts';
import type { Panel, PanelHost, Say } from '../panel.ts';
import { CITATION_FORMATS, citationOf, type Citation, type CitationFile, type CitationFormat } from './cite.ts';
import { hasOriginal, itemOf, TARGETS, type Item, type Target } from './item.ts';
import { CITING_WORDS } from './words-citing.ts';

/** What can be cited; there are two things if the article comes from elsewhere. */
interface Items extends Readonly<Record<Target, Item | undefined>> {
  readonly hasOriginal: boolean;
}

/** The article as a citation: of this version or of the original, in the format that the reader needs. */
export class CitingPanel implements Panel {
  readonly #host: PanelHost;
  #target: Target = 'this';
  #format: CitationFormat = 'APA';
  #drawn: { readonly key: string; readonly nodes: readonly Node[] } | undefined;
  #link: { readonly text: string; readonly href: string } | undefined;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  get #say(): Say<typeof CITING_WORDS> {
    return this.#host.sayer(CITING_WORDS);
  }

  get heading(): string {
    return this.#say('citing');
  }

  draw(): TemplateResult {
    const say = this.#say;
    const items = this.#items;
    const citation = this.#citationOf(items);
    return html`${this.#drawTargets(items)}
      <label for="format">${say('citationFormat')}</label>
      <select id="format" @change=${this.#onFormat}>
        ${CITATION_FORMATS.map((name) => html`<option .selected=${name === this.#format}>${name}</option>`)}
      </select>
      ${this.#drawCitation(citation)}
      <div part="menu">
        <button part="button" type="button" @click=${this.#onCopy}>${say('copyCitation')}</button>
        ${citation.file ? this.#drawDownload(citation.text, citation.file) : nothing}
      </div>`;
  }

  /** Only what comes from elsewhere leaves a choice. */
  #drawTargets({ hasOriginal, ...items }: Items): TemplateResult | typeof nothing {
    if (!hasOriginal) return nothing;
    const say = this.#say;
    const chosen = this.#chosen(items);
    const words = { this: say('thisVersion'), original: say('theOriginal') };
    return html`<fieldset>
      <legend>${say('citedWork')}</legend>
      <div class="row">
        ${TARGETS.map((target) => {
          const isOff = !items[target];
          return html`<label>
            <input
              type="radio"
              name="cited"
              .checked=${target === chosen}
              ?disabled=${isOff}
              aria-describedby=${isOff ? 'original-unknown' : nothing}
              @change=${() => this.#choose(target)}
            />
            ${words[target]}
          </label>`;
        })}
      </div>
      ${items.original ? nothing : html`<p id="original-unknown">${say('originalUnknown')}</p>`}
    </fieldset>`;
  }

  /** Citations are English, whatever the page is. */
  #drawCitation(citation: Citation): TemplateResult {
    const label = this.#say('citation');
    if (!citation.pieces) {
      return html`<textarea
        class="code"
        readonly
        aria-label=${label}
        lang="en"
        dir="ltr"
        .value=${citation.text}
      ></textarea>`;
    }
    return html`<p class="citation" role="group" aria-label=${label} lang="en" dir="ltr">
      ${this.#nodesOf(citation)}
    </p>`;
  }

  /** The same nodes for the same citation: drawing again leaves alone what the reader has selected. */
  #nodesOf({ pieces = [] }: Citation): readonly Node[] {
    const key = pieces.map(toHtml).join('');
    const page = this.#host.element.ownerDocument;
    if (this.#drawn?.key !== key) this.#drawn = { key, nodes: pieces.map((piece) => draw(piece, page)) };
    return this.#drawn.nodes;
  }

  #drawDownload(text: string, file: CitationFile): TemplateResult {
    const label = this.#say('download', { file: file.name });
    return html`<a part="button" class="plain" href=${this.#hrefOf(text, file)} download=${file.name}>${label}</a>`;
  }

  /** The address of a file that lives in this page, as long as it is on show and the element is there. */
  #hrefOf(text: string, { type }: CitationFile): string {
    if (this.#link?.text === text) return this.#link.href;
    if (!this.#link) this.#host.signal.addEventListener('abort', this.#forget, { once: true });
    else URL.revokeObjectURL(this.#link.href);
    const href = URL.createObjectURL(new Blob([text], { type }));
    this.#link = { text, href };
    return href;
  }

  #forget = (): void => {
    if (this.#link) URL.revokeObjectURL(this.#link.href);
    this.#link = undefined;
  };

  /* ---- What is cited ---- */

  /** What can be cited now: known once for each look, since names of thousands of authors are taken apart for it. */
  get #items(): Items {
    const { facts, page } = this.#host.known();
    const around = { url: page.url, headline: page.headline, accessed: today() };
    const [article, original] = [itemOf(facts, around, 'this'), itemOf(facts, around, 'original')];
    return { this: article, original, hasOriginal: hasOriginal(facts) };
  }

  /** What the reader chose, as long as it can be had. */
  #chosen(items: Pick<Items, Target>): Target {
    return items[this.#target] ? this.#target : 'this';
  }

  #citationOf(items: Items): Citation {
    return citationOf(items[this.#chosen(items)]!, this.#format);
  }

  #choose(target: Target): void {
    this.#target = target;
    this.#host.tell('');
  }

  #onFormat = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    this.#format = CITATION_FORMATS.find((name) => name === value) ?? this.#format;
    this.#host.tell('');
  };

  #onCopy = (): void => {
    const { pieces, text } = this.#citationOf(this.#items);
    const copied = markup(pieces ? 'p' : 'pre', { lang: 'en', dir: 'ltr' }, pieces ?? [text]);
    const message = this.#say('citationCopied');
    void this.#host.copy('citation', { html: toHtml(copied), text, format: this.#format, message });
  };
}

/** The reader's day, not that of Greenwich. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
