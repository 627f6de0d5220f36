import { html, nothing, type TemplateResult } from 'lit';

import { atRest } from '../base/at-rest.ts';
import { attempt } from '../base/messages.ts';
import type { QrPath } from './qr-path.ts';
import type { Say } from './words.ts';

/** Width of a code in CSS pixels, about: whole pixels for each module come first. */
const WIDTH = 230;

/** The element around a code. */
interface CodeHost {
  requestUpdate(): void;
  readonly isConnected: boolean;
}

/**
 * The link of the choice for another device and for paper: as a QR code, on the screen when the reader asks for it, and as
 * text, in print only.
 *
 * Printing waits for nothing, so a code is on paper if what makes it is there already. That is loaded when the reader
 * asks, and where people print, at desks, once there is a link and the page is at rest; elsewhere paper has the text alone.
 */
export class LinkCode {
  readonly #host: CodeHost;
  #make: ((text: string) => QrPath) | undefined;
  #arrival: Promise<void> | undefined;
  #made: { readonly link: string; readonly code: QrPath | undefined } | undefined;
  #isOpen = false;
  #isRefused = false;
  #isPlanned = false;

  constructor(host: CodeHost) {
    this.#host = host;
  }

  /**
   * @param href - The link, relative or absolute; the code holds what the browser makes of it.
   * @param name - What the link says.
   */
  draw(href: string, name: string, say: Say): TemplateResult {
    this.#plan();
    const code = this.#codeOf(addressOf(href));
    const hasFailed = !code && (this.#isRefused || !!this.#make);
    const open = this.#isOpen ? 'open' : '';
    return html`<button
        type="button"
        class="plain show-code"
        aria-expanded=${this.#isOpen}
        aria-controls="code"
        @click=${this.#onToggle}
        @keydown=${this.#onKey}
      >
        ${say('showQr')}
      </button>
      <figure class="code ${open} ${code ? 'made' : ''}" id="code" part="code">
        ${code ? drawCode(code, say('qrCode', { action: name })) : hasFailed ? nothing : html`<div class="room"></div>`}
        ${
          hasFailed
            ? html`<figcaption class="error" role="alert">${say('qrFailed')}</figcaption>`
            : html`<figcaption class="muted">${say('qrHint')}</figcaption>`
        }
      </figure>`;
  }

  #codeOf(link: string): QrPath | undefined {
    if (!this.#make) return undefined;
    // A link can be too long for a code.
    if (this.#made?.link !== link) this.#made = { link, code: attempt(() => this.#make!(link)) };
    return this.#made.code;
  }

  #load(): Promise<void> {
    this.#isRefused = false;
    return (this.#arrival ??= import('./qr-path.ts').then(
      ({ qrPath }) => {
        this.#make = qrPath;
        this.#host.requestUpdate();
      },
      () => {
        this.#arrival = undefined;
        this.#isRefused = true;
        this.#host.requestUpdate();
      },
    ));
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    if (isWherePeoplePrint()) atRest(() => void (this.#host.isConnected && this.#load()));
  }

  #show(isOpen: boolean): void {
    this.#isOpen = isOpen;
    if (isOpen) void this.#load();
    this.#host.requestUpdate();
  }

  #onToggle = (): void => this.#show(!this.#isOpen);

  /** Escape closes the code and nothing around it. */
  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#isOpen) return;
    event.preventDefault();
    this.#show(false);
  };
}

/** The link as text, for paper. */
export function drawAddress(href: string): TemplateResult {
  return html`<p class="address" dir="ltr">${addressOf(href)}</p>`;
}

/** Dark on white whatever the page looks like: readers of codes want it so. */
function drawCode({ size, path }: QrPath, title: string): TemplateResult {
  const width = size * Math.max(2, Math.floor(WIDTH / size));
  return html`<svg
    role="img"
    aria-labelledby="code-title"
    width=${width}
    height=${width}
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <title id="code-title">${title}</title>
    <rect width="100%" height="100%" fill="#fff"></rect>
    <path fill="#000" d=${path}></path>
  </svg>`;
}

function addressOf(href: string): string {
  return attempt(() => new URL(href, document.baseURI).href) ?? href;
}

/** A mouse or the like, and no wish to save data. */
function isWherePeoplePrint(): boolean {
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
  return matchMedia('(hover: hover) and (pointer: fine)').matches && connection?.saveData !== true;
}
