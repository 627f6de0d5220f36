import { html, nothing, type TemplateResult } from 'lit';

import { attempt } from '../../base/messages.ts';
import type { CreditCopy } from '../copy.ts';
import type { CopyFormat } from '../events.ts';
import { markup, toHtml } from '../markup.ts';
import { copyOf, directionOf, piecesOf } from '../page-copy.ts';
import type { Panel, PanelHost, Say } from '../panel.ts';
import { toMarkdown } from './markdown.ts';
import { selectedPassage } from './page-passage.ts';
import { sharedOf, sourceLine, type Shared } from './shared.ts';
import { textFragment } from './text-fragment.ts';
import { ENGLISH } from '../words.ts';
import { SHARING_WORDS } from './words-sharing.ts';

/** With the element's own word for a credit that was copied. */
const WORDS = { ...SHARING_WORDS, copied: ENGLISH.copied };

/** Ways to pass an article on: a passage with its source, the link, the credit in three forms. */
export class SharingPanel implements Panel {
  readonly #host: PanelHost;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  get heading(): string {
    return this.#say('sharing');
  }

  draw(): TemplateResult {
    return html`<div part="menu">
      ${this.#host.findArticle() ? this.#drawAct('quote', this.#onQuote) : nothing}
      ${this.#drawAct('copyLink', this.#onCopyLink)} ${this.#drawAct('copyText', this.#onCopyText)}
      ${this.#drawAct('copyHtml', this.#onCopyHtml)} ${this.#drawAct('copyMarkdown', this.#onCopyMarkdown)}
      ${this.#canSend ? this.#drawAct('send', this.#onSend) : nothing}
    </div>`;
  }

  #drawAct(word: keyof typeof WORDS, act: () => void): TemplateResult {
    return html`<button part="button" class="plain" type="button" @click=${act}>${this.#say(word)}</button>`;
  }

  get #say(): Say<typeof WORDS> {
    return this.#host.sayer(WORDS);
  }

  get #shared(): Shared {
    return sharedOf(this.#host.known());
  }

  get #credit(): CreditCopy {
    const { element } = this.#host;
    return copyOf(element.childNodes, element.ownerDocument.baseURI, directionOf(element));
  }

  /** A passage of another's text, with its source, and a link that leads to it. */
  #onQuote = (): void => {
    const article = this.#host.findArticle();
    const passage = article && selectedPassage(article);
    if (!passage) return this.#host.tell(this.#say('selectFirst'));
    const { title, url } = this.#shared;
    const link = url.replace(/#.*$/, '') + textFragment(passage, this.#host.tag);
    const lines = passage.text
      .slice(passage.start, passage.end)
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== '');
    const quoted = markup(
      'blockquote',
      { cite: link },
      lines.map((line) => markup('p', {}, [line])),
    );
    const source = sourceLine({ title, url: link }, this.#say);
    const text = `“${lines.join('\n')}”\n${source.text}`;
    void this.#host.copy('quote', {
      html: toHtml(quoted) + toHtml(source.piece),
      text,
      message: this.#say('quoteCopied'),
    });
  };

  #onCopyLink = (): void => {
    const { title, url } = this.#shared;
    const html = toHtml(markup('a', { href: url }, [title]));
    void this.#host.copy('link', { html, text: url, message: this.#say('linkCopied') });
  };

  #onCopyText = (): void => this.#copyCredit('text', this.#credit.text);
  #onCopyHtml = (): void => this.#copyCredit('html', this.#credit.html);
  #onCopyMarkdown = (): void => {
    const { element } = this.#host;
    this.#copyCredit('markdown', toMarkdown(piecesOf(element.childNodes, element.ownerDocument.baseURI)));
  };

  /** The code itself, for who pastes into an editor of code. */
  #copyCredit(format: CopyFormat, text: string): void {
    void this.#host.copy('credit', { html: '', text, format, message: this.#say('copied') });
  }

  get #canSend(): boolean {
    return attempt(() => navigator.canShare(this.#shared)) ?? false;
  }

  /** Whoever changes their mind has done nothing wrong. */
  #onSend = (): void => {
    navigator.share(this.#shared).catch(() => undefined);
  };
}
