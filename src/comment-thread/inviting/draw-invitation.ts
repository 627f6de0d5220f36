import { html, nothing, type TemplateResult } from 'lit';

/** What the invitation says and does. */
export interface Invitation {
  /** What it asks, or how many comments are new. */
  readonly text: string;
  /** What stands beside it: how many comments there are, or what to do with the new ones. */
  readonly more: string | undefined;
  readonly close: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly onGo: () => unknown;
  readonly onClose: () => unknown;
}

/** The bubble; `undefined` for none. The status is always there: what is added to one is read out. */
export function drawInvitation(invitation: Invitation | undefined): TemplateResult {
  return html`${invitation ? drawBubble(invitation) : nothing}
    <p class="visually-hidden" role="status">
      ${invitation ? [invitation.text, invitation.more].filter((text) => text !== undefined).join('. ') : nothing}
    </p>`;
}

function drawBubble({ text, more, close, language, direction, onGo, onClose }: Invitation): TemplateResult {
  return html`<div class="invitation" part="invitation" lang=${language} dir=${direction}>
    <button type="button" class="go" @click=${onGo}>
      <b dir="auto">${text}</b> ${more === undefined ? nothing : html`<span>${more}</span>`}
    </button>
    <button type="button" class="close" aria-label=${close} @click=${onClose}>×</button>
  </div>`;
}
