import { html, nothing, type TemplateResult } from 'lit';

import { shortenPassage } from '../../contracts/passage.ts';
import { drawDiscussion } from '../draw-comment.ts';
import type { Scene } from '../draw-scene.ts';
import { drawForm } from '../draw-thread.ts';
import type { ThreadNode } from '../tree.ts';
import type { Composer } from '../writing/composer.ts';
import type { Opened } from './opened.ts';
import type { PassageComposer } from './passage-forms.ts';
import { quoteIn } from './read-anchor.ts';

/** How much of a passage names it where there is little room, in UTF-16 code units. */
const NAMED = 80;

export interface PanelView {
  readonly opened: Opened;
  readonly branches: readonly ThreadNode[];
  readonly composer: Composer;
  readonly language: string;
  readonly direction: string;
  readonly close: () => unknown;
}

/** The comments on one passage, beside the article; in the top layer, where nothing of the page cuts it off. */
export function drawPanel(view: PanelView, scene: Scene): TemplateResult {
  const { opened, branches, composer, language, direction, close } = view;
  const { say, isClosed } = scene;
  const title = opened.question ?? say(branches.length > 0 || isClosed ? 'passageComments' : 'commentOnPassage');
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    close();
  };
  return html`<div
    class="root beside"
    role="dialog"
    aria-labelledby="passage-heading"
    popover=${'popover' in HTMLElement.prototype ? 'manual' : nothing}
    lang=${language}
    dir=${direction}
    @keydown=${onKey}
  >
    <div class="beside-head">
      <p id="passage-heading" role="heading" aria-level=${scene.level} tabindex="-1" dir="auto">${title}</p>
      <button type="button" class="plain close" aria-label=${say('closePassage')} @click=${close}>×</button>
    </div>
    <blockquote class="quote" dir="auto">${shortenPassage(opened.quote)}</blockquote>
    ${opened.stretch ? nothing : html`<p class="quote-changed muted">${say('passageChanged')}</p>`}
    <div class="list">${drawDiscussion(branches, { ...scene, budget: Infinity })}</div>
    ${drawForm(composer, scene)}
  </div>`;
}

/** Begun comments on passages, and the way back to them. */
export function drawDrafts(
  drafts: readonly PassageComposer[],
  { say }: Scene,
  open: (composer: PassageComposer) => unknown,
): unknown {
  return drafts.map((composer) => {
    const quote = shortenPassage(quoteIn(composer.anchor).exact, NAMED);
    return html`<p class="notice begun">
      <span dir="auto">${say('draftOnPassage', { quote })}</span>
      <button type="button" @click=${() => open(composer)}>${say('goOn')}</button>
    </p>`;
  });
}
