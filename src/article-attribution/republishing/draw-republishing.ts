import { html, nothing, type TemplateResult } from 'lit';

import { attempt } from '../../base/messages.ts';
import { displayHost } from '../../contracts/links.ts';
import type { Facts } from '../facts.ts';
import { deedOf, fullNameOf } from '../licensing/licence-names.ts';
import type { Licence } from '../licensing/licence.ts';
import type { Known } from '../page-known.ts';
import type { Panel, PanelHost, Say } from '../panel.ts';
import { clean, type Cleaned, type CleanOptions, type Counts } from './clean.ts';
import { kitOf, type Kit } from './kit.ts';
import { policyOf, SEARCH_ADVICE, type Policy } from './policy.ts';
import { REPUBLISHING_WORDS } from './words-republishing.ts';

type Format = 'html' | 'text';

/** What is to be copied now. */
interface Copy extends Kit {
  readonly cleaned: Cleaned;
}

/** What was cleaned, and what with: the same for as long as neither changes. */
interface Look {
  readonly article: Element;
  readonly options: CleanOptions;
  readonly cleaned: Cleaned;
}

/** Counts of the cleaner, in the order in which they are told, by their words. */
const COUNTED = [
  ['pictures', 'leftPictures'],
  ['media', 'leftMedia'],
  ['embeds', 'leftEmbeds'],
  ['trackers', 'leftTrackers'],
  ['controls', 'leftControls'],
  ['parts', 'leftParts'],
] as const satisfies readonly (readonly [keyof Counts, keyof typeof REPUBLISHING_WORDS])[];

/** Whether an article may be republished, by which rules, and, where it may, a clean copy of it. */
export class RepublishingPanel implements Panel {
  readonly #host: PanelHost;
  #format: Format = 'html';
  #look: Look | undefined;
  #observer: MutationObserver | undefined;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  /** What the page hides or shows by then, no observer tells. */
  open(): void {
    this.#look = undefined;
  }

  get #say(): Say<typeof REPUBLISHING_WORDS> {
    return this.#host.sayer(REPUBLISHING_WORDS);
  }

  get heading(): string {
    return this.#say('republishing');
  }

  draw(): TemplateResult {
    const say = this.#say;
    const known = this.#host.known();
    const policy = policyIn(known);
    return html`<p>${this.#sentence(policy, known.facts.licence)}</p>
      ${this.#drawLinks(policy, known.facts)}
      ${
        policy.checklist.length === 0
          ? nothing
          : html`<p id="checklist">${say('checklist')}</p>
              <ul class="rules" aria-labelledby="checklist">
                ${policy.checklist.map((rule) => html`<li>${say(rule)}</li>`)}
              </ul>`
      }
      ${policy.allowed === 'yes' ? this.#drawCopy(policy, known) : nothing}`;
  }

  /* ---- What is allowed ---- */

  #sentence({ allowed }: Policy, licence: Licence | undefined): string {
    const say = this.#say;
    if (allowed === 'no') return say('mayNotRepublish');
    if (allowed === 'ask') return say('askFirst');
    // Terms without an address tell a reader nothing that could be kept to.
    const isNamed = licence?.url !== undefined && licence.family !== 'reserved';
    return isNamed ? say('mayRepublishUnder', { licence: licence.label }) : say('mayRepublish');
  }

  #drawLinks({ allowed, rulesUrl, contact }: Policy, { licence, lang }: Facts): TemplateResult | typeof nothing {
    const say = this.#say;
    const asked = allowed === 'no' ? undefined : contact;
    const hasTerms = licence?.url !== undefined;
    if (rulesUrl === undefined && asked === undefined && !hasTerms) return nothing;
    return html`<div part="menu" class="row">
      ${hasTerms ? drawTerms(licence, lang) : nothing}
      ${rulesUrl === undefined ? nothing : html`<a href=${rulesUrl}>${say('rules')}</a>`}
      ${asked === undefined ? nothing : html`<a href=${asked}>${say('askForPermission')}</a>`}
    </div>`;
  }

  /* ---- The copy ---- */

  #drawCopy(policy: Policy, known: Known): TemplateResult {
    const say = this.#say;
    const copy = this.#copy(policy, known);
    if (!copy) return html`<p>${say('articleNotFound')}</p>`;
    const { oddCharacters } = copy.cleaned;
    return html`<div class="row" role="radiogroup" aria-labelledby="copy-as">
        <span id="copy-as">${say('copyAs')}</span>
        ${this.#drawFormat('html', say('asHtml'))} ${this.#drawFormat('text', say('asText'))}
      </div>
      <label for="preview">${say('preview')}</label>
      <textarea
        id="preview"
        class=${this.#format === 'html' ? 'code' : nothing}
        readonly
        dir="auto"
        .value=${copy[this.#format]}
      ></textarea>
      ${this.#drawLeftOut(copy.cleaned.leftOut)}
      ${oddCharacters === 0 ? nothing : html`<p>${say('oddCharacters', { count: oddCharacters })}</p>`}
      ${
        policy.counter === undefined || this.#format === 'text'
          ? nothing
          : html`<p>${say('counted', { host: displayHost(policy.counter) })}</p>`
      }
      <button part="button" type="button" @click=${this.#onCopy}>${say('copyArticle')}</button>
      <p>${say('searchEngines')} <code dir="ltr">${SEARCH_ADVICE}</code></p>`;
  }

  #drawFormat(format: Format, name: string): TemplateResult {
    const choose = () => {
      this.#format = format;
      this.#host.requestUpdate();
    };
    return html`<label
      ><input type="radio" name="copy-as" value=${format} .checked=${this.#format === format} @change=${choose} />
      ${name}</label
    >`;
  }

  #drawLeftOut(leftOut: Readonly<Counts>): TemplateResult | typeof nothing {
    const say = this.#say;
    const all = COUNTED.filter(([kind]) => leftOut[kind] > 0).map(([kind, word]) =>
      say(word, { count: leftOut[kind] }),
    );
    if (all.length === 0) return nothing;
    const { tag } = this.#host;
    const what = attempt(() => new Intl.ListFormat(tag, { type: 'conjunction' }).format(all)) ?? all.join(', ');
    return html`<p>${say('leftOut', { what })}</p>`;
  }

  #copy(policy: Policy, { facts, url }: Known): Copy | undefined {
    const host = this.#host;
    const article = host.findArticle();
    if (!article) return undefined;
    const base = host.element.ownerDocument.baseURI;
    const { imagePolicy, counter } = policy;
    const options = { base, page: url, imagePolicy, placeholder: this.#say('pictureLeftOut') };
    const cleaned = this.#clean(article, options);
    return { cleaned, ...kitOf({ cleaned, facts, url, base, counter, credit: (said) => host.credit(said) }) };
  }

  /** Once for each look at an article: every part of it is asked whether it can be seen. */
  #clean(article: Element, options: CleanOptions): Cleaned {
    if (this.#observer?.takeRecords().length) this.#look = undefined;
    const look = this.#look;
    if (look?.article === article && JSON.stringify(look.options) === JSON.stringify(options)) return look.cleaned;
    const cleaned = clean(article.childNodes, { ...options, isShown });
    this.#look = { article, options, cleaned };
    this.#observe(article);
    return cleaned;
  }

  #observe(article: Element): void {
    this.#observer?.disconnect();
    this.#observer = new MutationObserver(() => (this.#look = undefined));
    this.#observer.observe(article, { subtree: true, childList: true, characterData: true, attributes: true });
    this.#host.signal.addEventListener('abort', this.#forget);
  }

  #forget = (): void => {
    this.#observer?.disconnect();
    this.#look = undefined;
  };

  #onCopy = async (): Promise<void> => {
    const host = this.#host;
    const known = host.known();
    const copy = this.#copy(policyIn(known), known);
    if (!copy) return host.requestUpdate();
    const isHtml = this.#format === 'html';
    const message = this.#say('articleCopied');
    await host.copy('article', { html: isHtml ? copy.html : '', text: copy.text, message, byHand: copy[this.#format] });
  };
}

/** The licence by its whole name, and what explains it in the reader's language, if anything does. */
function drawTerms(licence: Licence, language: string): TemplateResult {
  const deed = deedOf(licence, language);
  const isEnglish = /^(?:cc0?|mark)$/.test(licence.family);
  return html`<a
    href=${deed ?? licence.url!}
    hreflang=${deed?.replace(/.*\./, '') ?? nothing}
    lang=${isEnglish ? 'en' : nothing}
    dir="auto"
    >${fullNameOf(licence)}</a
  >`;
}

const policyIn = ({ options, facts }: Known): Policy => policyOf(options.republish, facts.licence);

/** Brackets around ruby are for where ruby cannot be shown, and never shown where it can. */
function isShown(element: Element): boolean {
  return element.localName === 'rp' || getComputedStyle(element).display !== 'none';
}
