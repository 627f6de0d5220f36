import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { Part } from './page-article.ts';

/** Something that can be commented on, and how often it was. */
export interface Spotted {
  readonly part: Part;
  readonly count: number;
  /** What an editor asks about it; a paragraph otherwise. */
  readonly question?: string;
  /** How it begins, for readers who do not see where the button stands. */
  readonly beginning: string;
}

/** The buttons of one paragraph. */
export interface Row {
  readonly paragraph: Part;
  readonly spots: readonly Spotted[];
}

export interface LayerWords {
  readonly say: (key: string, values?: Readonly<Record<string, number>>) => string;
  readonly count: (count: number) => string;
}

export interface LayerView {
  readonly rows: readonly Row[];
  /** Somebody may write; otherwise only what was said already is offered. */
  readonly canWrite: boolean;
  /** A passage is selected. */
  readonly hasSelection: boolean;
  /** The button that Tab leads to: arrow keys go on from there. */
  readonly current: Element | undefined;
  /** What is open beside the article. */
  readonly open: Element | undefined;
  readonly words: LayerWords;
  readonly onSelection: () => unknown;
  readonly onOpen: (spot: Spotted) => unknown;
}

/** All the buttons: one stop for the Tab key, with arrow keys from one to the next. */
export function drawLayer(view: LayerView): TemplateResult {
  const { rows, hasSelection, canWrite, words, onSelection } = view;
  return html`${
      hasSelection && canWrite
        ? html`<div class="row selection">
            <button type="button" class="primary" part="highlight-button" @click=${onSelection}>
              ${words.say('commentOnPassage')}
            </button>
          </div>`
        : nothing
    }
    <div role="toolbar" aria-orientation="vertical" aria-label=${words.say('passages')} ?hidden=${rows.length === 0}>
      ${repeat(
        rows,
        ({ paragraph }) => paragraph.element,
        (row) => drawRow(row, view),
      )}
    </div>`;
}

function drawRow({ spots }: Row, view: LayerView): TemplateResult {
  // Out of sight until it stands where it belongs.
  return html`<div class="row" hidden>
    ${spots.map((spot) => (spot.question === undefined ? drawParagraph(spot, view) : drawQuestion(spot, view)))}
  </div>`;
}

function drawParagraph(spot: Spotted, view: LayerView): TemplateResult {
  const { count, part, beginning } = spot;
  const { canWrite, words, open, onOpen } = view;
  return html`<button
    type="button"
    part="highlight-button"
    class=${count > 0 ? 'some' : 'none'}
    tabindex=${view.current === part.element ? 0 : -1}
    aria-label=${words.say(canWrite ? 'commentOnParagraph' : 'readParagraph', { count })}
    aria-description=${beginning}
    aria-expanded=${open === part.element ? 'true' : 'false'}
    @click=${() => onOpen(spot)}
  >
    ${bubble}${count > 0 ? drawCount(words.count(count)) : nothing}
  </button>`;
}

/** The question is the button: its words are what there is to answer. */
function drawQuestion(spot: Spotted, view: LayerView): TemplateResult {
  const { count, part, question } = spot;
  const { words, open, onOpen } = view;
  return html`<button
    type="button"
    part="highlight-button"
    class="question"
    tabindex=${view.current === part.element ? 0 : -1}
    aria-label=${question!}
    aria-description=${words.say('count', { count })}
    aria-expanded=${open === part.element ? 'true' : 'false'}
    @click=${() => onOpen(spot)}
  >
    ${bubble}<span class="words" dir="auto">${question}</span>${drawCount(words.count(count))}
  </button>`;
}

/** Written by the style sheet: no second text beside the button's name, which says the number in its own place. */
const drawCount = (count: string) => html`<span class="count" data-count=${count}></span>`;

const bubble = html`<svg viewBox="0 0 16 16" aria-hidden="true">
  ${svg`<path d="M2.5 3h11v8H7.5l-3 2.5V11h-2z" />`}
</svg>`;
