import { html, type TemplateResult } from 'lit';

import { writeToClipboard } from '../page-copy.ts';
import type { Panel, PanelHost, Say } from '../panel.ts';
import { SHARING_WORDS } from './words-sharing.ts';

/** Ways to pass an article on. */
export class SharingPanel implements Panel {
  readonly #host: PanelHost;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  get #say(): Say<typeof SHARING_WORDS> {
    return this.#host.sayer(SHARING_WORDS);
  }

  get heading(): string {
    return this.#say('sharing');
  }

  draw(): TemplateResult {
    const say = this.#say;
    return html`<div part="menu">
      <button part="button" class="plain" type="button" @click=${this.#onCopyLink}>${say('copyLink')}</button>
    </div>`;
  }

  #onCopyLink = async (): Promise<void> => {
    const { facts, page } = this.#host.known();
    const url = facts.url ?? page.url;
    const format = await writeToClipboard({ html: '', text: url });
    if (this.#host.signal.aborted) return;
    if (format) this.#host.copied('link', 'text', this.#say('linkCopied'));
    else this.#host.offerByHand(url);
  };
}
