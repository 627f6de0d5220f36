import { html, nothing, type TemplateResult } from 'lit';

import type { Speech } from './sentences.ts';

/**
 * What givers read who come back. It does not say that they paid: an address that anybody can open proves nothing.
 *
 * @param hasTotals - A total stands above, which does not hold the gift yet.
 */
export function drawThanks({ say }: Speech, hasTotals: boolean, onGiveAgain: () => void): TemplateResult {
  return html`<div class="thanks" part="thanks" role="status">
    <slot name="thanks">
      <p>${say('thanks')}</p>
      ${hasTotals ? html`<p class="muted">${say('thanksCounted')}</p>` : nothing}
    </slot>
    <button type="button" @click=${onGiveAgain}>${say('giveAgain')}</button>
  </div>`;
}
