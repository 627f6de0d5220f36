import { html, nothing, type TemplateResult } from 'lit';

import { attempt, format, localeFor, wordsFor, type Words } from '../base/messages.ts';
import type { Actions } from './draw-actions.ts';
import { writeToClipboard } from './page-copy.ts';
import { knownOf } from './page-known.ts';
import type { Panel, PanelHost, PanelName, Say } from './panel.ts';
import { credited } from './render.ts';

const LOADERS: Readonly<Record<PanelName, (host: PanelHost) => Promise<Panel>>> = {
  cite: async (host) => new (await import('./citing/draw-citing.ts')).CitingPanel(host),
  republish: async (host) => new (await import('./republishing/draw-republishing.ts')).RepublishingPanel(host),
  share: async (host) => new (await import('./sharing/draw-sharing.ts')).SharingPanel(host),
};

/** What the reader opened below the sentence: one thing at a time, each fetched when it is first asked for. */
export class Panels {
  readonly #host: PanelHost;
  readonly #made = new Map<PanelName, Panel>();
  /** What the reader asked for last: open once its code is there. */
  #asked: PanelName | undefined;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  isOpen(name: PanelName): boolean {
    return this.#asked === name && this.#made.has(name);
  }

  /** @throws Whatever keeps the code of a panel from arriving; nothing is open then. */
  async toggle(name: PanelName): Promise<void> {
    if (this.#asked === name) return this.close();
    this.#asked = name;
    this.#made.get(name)?.open?.();
    this.#host.requestUpdate();
    if (this.#made.has(name)) return;
    try {
      this.#made.set(name, await LOADERS[name](this.#host));
    } catch (cause) {
      if (this.#asked === name) this.#asked = undefined;
      throw cause;
    } finally {
      this.#host.requestUpdate();
    }
  }

  close(): void {
    this.#asked = undefined;
    this.#host.requestUpdate();
  }

  draw(close: string): TemplateResult | typeof nothing {
    const panel = this.#asked && this.#made.get(this.#asked);
    if (!panel) return nothing;
    return html`<div
      part="panel"
      class="open"
      id="panel"
      role="group"
      aria-labelledby="panel-name"
      @keydown=${this.#onKey}
    >
      <div class="panel-head">
        <p id="panel-name">${panel.heading}</p>
        <button part="button" class="plain" type="button" @click=${this.#onClose}>${close}</button>
      </div>
      ${panel.draw()}
    </div>`;
  }

  /** Escape closes the panel and nothing around it. */
  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#onClose();
  };

  /** The focus goes back to the button that opened it. */
  #onClose = (): void => {
    this.#host.root.querySelector<HTMLElement>(`[data-panel=${this.#asked}]`)?.focus();
    this.close();
  };
}

/** The panels of one element. */
export const panelsOf = (actions: Actions): Panels => new Panels(hostOf(actions));

/** What is below a sentence, and what copies from the article, knows of the element and may ask of it. */
export function hostOf(actions: Actions): PanelHost {
  const { world } = actions;
  const { element } = world;
  const locale = () => localeFor(world.subject().language);
  return {
    element,
    root: element.renderRoot,
    get signal() {
      return world.signal();
    },
    get tag() {
      return locale().tag;
    },
    findArticle: () => {
      const { article } = world.subject().config;
      const find = () => element.ownerDocument.querySelector(article!);
      return (article === undefined ? element.closest('article') : attempt(find)) ?? undefined;
    },
    known: () => knownOf(element, world.subject()),
    credit: (facts) => credited(facts, world.subject().language, element.messages),
    sayer: <W extends Words>(english: W): Say<W> => {
      const { tag, language } = locale();
      const words = wordsFor('article-attribution', english, language, element.messages);
      return (key, values = {}) => format(words[key]!, values, tag);
    },
    requestUpdate: () => element.requestUpdate(),
    tell: (message) => actions.tell(message),
    copied: (what, format, message) => actions.copied(what, format, message),
    copy: async (what, { html, text, format, message, byHand = text }) => {
      const signal = world.signal();
      const arrived = await writeToClipboard({ html, text });
      if (signal.aborted) return;
      if (arrived) actions.copied(what, format ?? arrived, message);
      else await actions.offerByHand(byHand);
    },
  };
}
