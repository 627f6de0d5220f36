import { html, nothing, type TemplateResult } from 'lit';

import type { Choice, Placement } from '../contracts/banner.ts';
import type { Say } from './words.ts';

/** What is drawn: the appeal, thanks to a supporter, the question after closing, the line after that. */
export type Stage = 'appeal' | 'thanks' | 'choices' | 'note';

/** Names of slots. */
export interface BannerSlots {
  readonly message: string;
  readonly heading: string;
  readonly actions: string;
}

/** The author's own. */
export const SLOTS: BannerSlots = { message: '', heading: 'heading', actions: 'actions' };

/** Everything that a drawing depends on. */
export interface BannerView {
  readonly stage: Stage;
  readonly placement: Placement;
  /** Language and direction of our own words. */
  readonly locale: { readonly language: string; readonly direction: string };
  /** Language and direction of the page, which are those of the author's words. */
  readonly page: { readonly language: string; readonly direction: string };
  readonly heading: string | undefined;
  readonly headingLevel: number | undefined;
  /** The message as text; without it, the author's content is. Lines are paragraphs. */
  readonly message: string | undefined;
  /** The slots that are drawn: the author's, or those of a variant. */
  readonly slots: BannerSlots;
  readonly hasHeadingSlot: boolean;
  readonly hasActions: boolean;
  /** Text of the link; `undefined` for the default word. */
  readonly action: string | undefined;
  readonly href: string | undefined;
  /** The promise to the reader, as a sentence. */
  readonly promise: string;
  readonly say: Say;
  /** Draws `choices` and `note`; there as soon as the banner can be closed. */
  readonly drawClosed: ((view: BannerView) => TemplateResult) | undefined;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onFollow: (event: Event) => void;
  readonly onClose: () => void;
  readonly onChoose: (choice: Choice) => void;
  readonly onUndo: () => void;
  /** Saves a calendar file; absent where none is offered. */
  readonly onRemind: (() => void) | undefined;
}

export function drawBanner(view: BannerView): TemplateResult {
  const { stage, placement, locale } = view;
  const isNamed = stage === 'appeal' && (view.heading !== undefined || view.hasHeadingSlot);
  return html`<section
    class="root"
    part="banner"
    data-stage=${stage}
    data-placement=${placement}
    lang=${locale.language}
    dir=${locale.direction}
    aria-labelledby=${isNamed ? 'heading' : nothing}
    aria-label=${isNamed ? nothing : view.say('region')}
    @keydown=${view.onKey}
  >
    ${stage === 'appeal' ? drawAppeal(view) : stage === 'thanks' ? drawThanks(view) : view.drawClosed?.(view)}
  </section>`;
}

function drawAppeal(view: BannerView): TemplateResult {
  return html`<div class="frame" dir=${view.page.direction}>
    <div class=${`body${view.hasActions ? '' : ' split'}`}>
      <div>${drawHeading(view)}${drawMessage(view, drawText(view))}</div>
      ${drawAsk(view)}
    </div>
    ${drawClose(view)}
  </div>`;
}

function drawThanks(view: BannerView): TemplateResult {
  return html`<div class="frame" dir=${view.page.direction}>
    <div class="body">${drawMessage(view, html`<slot name="thanks"></slot>`)}</div>
    ${drawClose(view)}
  </div>`;
}

function drawHeading(view: BannerView): TemplateResult | typeof nothing {
  const { heading, headingLevel, hasHeadingSlot, page, slots } = view;
  if (heading === undefined && !hasHeadingSlot) return nothing;
  return html`<div id="heading" part="heading" lang=${page.language}>
    <slot name=${slots.heading}><h2 aria-level=${headingLevel ?? nothing}>${heading}</h2></slot>
  </div>`;
}

function drawText({ message, slots }: BannerView): TemplateResult | TemplateResult[] {
  if (message === undefined) return html`<slot name=${slots.message || nothing}></slot>`;
  return message.split(/\s*\n\s*/).map((paragraph) => html`<p>${paragraph}</p>`);
}

function drawMessage({ page }: BannerView, content: TemplateResult | TemplateResult[]): TemplateResult {
  return html`<div part="message" lang=${page.language}>${content}</div>`;
}

function drawAsk(view: BannerView): TemplateResult | typeof nothing {
  const { action, href, hasActions, page } = view;
  if (href === undefined && action === undefined && !hasActions) return nothing;
  const actions = hasActions ? html`<slot name=${view.slots.actions}></slot>` : nothing;
  if (href === undefined)
    return html`<div class="ask">${actions}${action && html`<p part="action">${action}</p>`}</div>`;
  return html`<div class="ask" lang=${page.language}>
    ${actions}<a part="action" class="primary" href=${href} @click=${view.onFollow}>${actionOf(view)}</a>
  </div>`;
}

/** The publisher's words are in the page's language, ours may be in another. */
export function actionOf({ action, page, say, locale }: BannerView): TemplateResult {
  return action === undefined
    ? html`<span lang=${locale.language}>${say('action')}</span>`
    : html`<span lang=${page.language}>${action}</span>`;
}

function drawClose(view: BannerView): TemplateResult {
  return html`<button type="button" part="close" class="plain" @click=${view.onClose}>
    <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 4 16 16M16 4 4 16" /></svg>
    <span class="visually-hidden">${view.say('close')}</span>
  </button>`;
}
