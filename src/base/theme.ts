import { css } from 'lit';

/**
 * What all elements look like before they look like themselves.
 *
 * Font and colour are the page's, on purpose; everything else that leaks in by inheritance is reset on `.root`, the one
 * wrapper that every element draws. Layout rules of the host are `!important`, because a page's `*{all:unset}` would
 * win otherwise. Sizes are in `em` of the clamped font size: a page's root font may be 1 px.
 *
 * @cssprop --furniture-accent - Colour of the main action and of what is reached or chosen
 * @cssprop --furniture-on-accent - Text on the accent
 * @cssprop --furniture-surface - Background of fields, buttons and panels
 * @cssprop --furniture-border - Lines
 * @cssprop --furniture-muted - Secondary text
 * @cssprop --furniture-danger - Errors
 * @cssprop --furniture-radius - Corners
 * @cssprop --furniture-space - One step of spacing
 * @cssprop --furniture-font - Font family
 */
export const theme = css`
  :host {
    display: block !important;
    contain: none !important;
    container-type: normal !important;
    min-inline-size: min(100%, 15em) !important;
    --_accent: var(--furniture-accent, light-dark(#0b57d0, #a8c7fa));
    --_on-accent: var(--furniture-on-accent, light-dark(#fff, #062e6f));
    --_surface: var(--furniture-surface, light-dark(#fff, #1b1c1f));
    --_ink: light-dark(#1a1a1a, #ececec);
    --_border: var(--furniture-border, light-dark(#75777c, #8d9095));
    --_line: var(--furniture-border, light-dark(#d5d7db, #44474c));
    --_muted: var(--furniture-muted, light-dark(#55585e, #b4b7bd));
    --_danger: var(--furniture-danger, light-dark(#b3261e, #f2b8b5));
    --_radius: var(--furniture-radius, 0.5em);
    --_space: var(--furniture-space, 1em);
  }
  :host([hidden]) {
    display: none !important;
  }
  .root {
    box-sizing: border-box;
    container-type: inline-size;
    cursor: auto;
    font-family: var(--furniture-font, inherit);
    font-size: clamp(13px, 1em, 40px);
    hyphens: manual;
    letter-spacing: normal;
    line-height: 1.5;
    overflow-wrap: anywhere;
    pointer-events: auto;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    unicode-bidi: isolate;
    user-select: text;
    white-space: normal;
    word-break: normal;
    word-spacing: normal;
  }
  .root *,
  .root *::before,
  .root *::after {
    box-sizing: border-box;
  }
  :is(h1, h2, h3, h4, h5, h6, p, ul, ol, fieldset, legend, figure, blockquote) {
    border: 0;
    margin: 0;
    min-inline-size: 0;
    padding: 0;
  }
  button,
  input,
  select,
  textarea {
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    color: var(--_ink);
    font: inherit;
    line-height: 1.4;
    max-inline-size: 100%;
    min-block-size: 2.75em;
    padding: 0.5em 0.75em;
  }
  button {
    cursor: pointer;
  }
  button:hover {
    border-color: currentColor;
  }
  :is(button, input, select, textarea):disabled {
    cursor: default;
    opacity: 0.6;
  }
  .primary {
    background: var(--_accent);
    border: 1px solid transparent;
    border-radius: var(--_radius);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .plain {
    background: none;
    border-color: transparent;
    color: inherit;
  }
  a {
    color: inherit;
    text-underline-offset: 0.15em;
  }
  a.primary {
    color: var(--_on-accent);
    display: inline-block;
    line-height: 1.4;
    min-block-size: 2.75em;
    padding: 0.6em 1.1em;
    text-align: center;
    text-decoration: none;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .muted {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .error {
    color: var(--_danger);
  }
  .visually-hidden:not(:focus, :active, :focus-within) {
    block-size: 1px;
    clip-path: inset(50%);
    inline-size: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
  }
  [hidden]:not([hidden='until-found']) {
    display: none !important;
  }
  @media (forced-colors: active) {
    .primary {
      border-color: ButtonText;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
  @media (prefers-contrast: more) {
    :host {
      --_muted: inherit;
      --_line: currentColor;
      --_border: currentColor;
    }
  }
`;
