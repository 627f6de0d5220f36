import { css } from 'lit';

/**
 * Pinned banners lie in the top layer as popovers (`page-layer.ts`), below whatever a page puts there before or after:
 * a consent dialog, a menu, a video in full screen. Where there are none they are `position: fixed`; so everything is said
 * here that a browser's own style sheet says of popovers.
 */
export const styles = css`
  :host(:state(empty)) {
    display: none !important;
  }
  .root {
    background: var(--support-banner-background, color-mix(in srgb, var(--_accent) 7%, var(--_surface)));
    border-block-start: 3px solid var(--_accent);
    color: var(--_ink);
  }
  /* Laid out in the page's direction, which is that of the author's words. */
  .frame {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    position: relative;
  }
  .body {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
    padding: calc(var(--_space) * 1.25);
  }
  /* Room for the button that closes. */
  .body > :first-child > :first-child {
    padding-inline-end: 40px;
  }
  [part='heading'] {
    font-size: 1.3em;
    font-weight: 700;
    line-height: 1.25;
    margin-block-end: 0.4em;
    text-wrap: balance;
  }
  [part='heading'] h2,
  [part='heading'] ::slotted(*) {
    font: inherit;
    margin: 0;
  }
  [part='message'] {
    max-inline-size: 65ch;
  }
  [part='message'] ::slotted(*) {
    margin-block: 0 0.6em;
  }
  [part='message'] ::slotted(:last-child) {
    margin-block-end: 0;
  }
  .ask {
    display: grid;
    gap: var(--_space);
    justify-items: start;
  }
  .ask ::slotted(*) {
    inline-size: 100%;
    margin-block: 0;
  }
  [part='close'] {
    border-radius: 50%;
    display: grid;
    inline-size: 44px;
    block-size: 44px;
    inset-block-start: 0.5em;
    inset-inline-end: 0.5em;
    padding: 0;
    place-items: center;
    position: absolute;
  }
  [part='close']:hover {
    background: color-mix(in srgb, currentColor 10%, transparent);
    border-color: transparent;
  }
  svg {
    block-size: 1.1em;
    fill: none;
    inline-size: 1.1em;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-width: 2;
  }

  @container (min-width: 44em) {
    .body.split {
      align-items: center;
      column-gap: calc(var(--_space) * 2);
      display: grid;
      grid-template-columns: 1fr auto;
      padding-inline-end: 4.5em;
    }
    .body.split > :first-child > :first-child {
      padding-inline-end: 0;
    }
  }

  /* Pinned to an edge of the window. */
  [data-placement='top'],
  [data-placement='bottom'] {
    background: var(--support-banner-background, var(--_surface));
    block-size: auto;
    border-inline: 0;
    box-shadow: 0 0 1.5em rgb(0 0 0 / 0.18);
    display: flex;
    flex-direction: column;
    inline-size: auto;
    inset: auto 0 0;
    margin: 0;
    max-block-size: 40vh;
    max-block-size: 40svh;
    overflow: visible;
    padding: 0 env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    position: fixed;
    z-index: var(--support-banner-layer, 1000);
  }
  [data-placement='top'] {
    border-block-end: 3px solid var(--_accent);
    border-block-start: 0;
    inset: 0 0 auto;
    padding-block: env(safe-area-inset-top) 0;
  }
  [data-placement='bottom'] {
    border-block-end: 0;
  }
  :is([data-placement='top'], [data-placement='bottom']) .body,
  :is([data-placement='top'], [data-placement='bottom']) .line {
    box-sizing: border-box;
    inline-size: 100%;
    margin-inline: auto;
    max-inline-size: 72em;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .debug ol {
    padding-inline-start: 2.5em;
  }
  /* Not visibility: it must be possible to go there with the keyboard. */
  .aside {
    opacity: 0;
    pointer-events: none;
  }
  /* What can be done stays in sight while a long message scrolls. */
  @container (min-width: 44em) {
    :is([data-placement='top'], [data-placement='bottom']) .split .ask {
      align-self: start;
      inset-block-start: 0;
      position: sticky;
    }
  }
  @container (max-width: 43.99em) {
    @media (min-height: 30em) {
      :is([data-placement='top'], [data-placement='bottom']) .split .ask {
        background: inherit;
        inset-block-end: 0;
        margin: calc(var(--_space) * -0.5) -0.25em 0;
        padding: calc(var(--_space) * 0.5) 0.25em calc(var(--_space) * 1.25);
        position: sticky;
      }
      :is([data-placement='top'], [data-placement='bottom']) :is(.frame, .body) {
        background: inherit;
      }
      :is([data-placement='top'], [data-placement='bottom']) .split:has(.ask) {
        padding-block-end: 0;
      }
    }
  }
  @media (max-height: 30em) {
    :is([data-placement='top'], [data-placement='bottom']) .body {
      gap: 0.5em;
      padding-block: 0.5em;
    }
    :is([data-placement='top'], [data-placement='bottom']) [part='heading'] {
      font-size: 1.1em;
    }
  }

  .debug {
    border: 1px dashed var(--_border);
    font-size: 0.8125em;
    padding: 0.5em 1em;
  }

  @media (forced-colors: active) {
    .root {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    [data-placement='top'],
    [data-placement='bottom'],
    [part='close'] {
      display: none !important;
    }
  }
`;
