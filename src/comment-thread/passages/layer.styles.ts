import { css } from 'lit';

/** The buttons at the passages of the article, and what opens beside it. */
export const layerStyles = css`
  .layer {
    block-size: 0;
    container-type: normal;
    inline-size: 0;
    position: absolute;
    z-index: 1;
  }
  .row {
    align-items: start;
    display: flex;
    gap: 0.25em;
    inline-size: max-content;
    max-inline-size: var(--_room);
    position: absolute;
  }
  .row.before {
    translate: -100% 0;
  }
  .row[data-way='line'] {
    translate: 0 -50%;
  }
  .row.before[data-way='line'] {
    translate: -100% -50%;
  }
  .row[data-way='margin'] {
    flex-direction: column;
  }
  .layer button:not(.primary) {
    align-items: center;
    background: none;
    border: 1px solid transparent;
    border-radius: 1.25em;
    color: var(--_muted);
    display: inline-flex;
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
    gap: 0.3em;
    justify-content: center;
    line-height: 1.3;
    min-block-size: max(1.75em, 24px);
    min-inline-size: max(2em, 28px);
    padding: 0.1em 0.45em;
  }
  .layer [data-way='gap'] button:not(.primary),
  .layer .question {
    background: var(--_surface) !important;
  }
  .layer [data-way='margin'] button:not(.primary) {
    min-block-size: max(2.4em, 32px);
    min-inline-size: max(2.75em, 36px);
  }
  .layer button:not(.primary):is(:hover, :focus-visible, [aria-expanded='true']) {
    border-color: currentColor;
    color: var(--_accent);
  }
  .layer svg {
    block-size: 1.2em;
    fill: none;
    flex: none;
    inline-size: 1.2em;
    stroke: currentColor;
    stroke-linejoin: round;
    stroke-width: 1.4;
  }
  .count::before {
    content: attr(data-count);
  }
  .layer .some svg {
    fill: color-mix(in srgb, currentColor 25%, transparent);
  }
  .layer .question {
    border-color: var(--_line) !important;
    color: var(--_ink) !important;
    max-inline-size: min(100%, 16em);
    text-align: start;
  }
  .row[data-way='gap'] .question {
    max-inline-size: 100%;
  }
  .row:not([data-way='margin']) .words {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* Quiet where a pointer shows which paragraph is meant; always there for fingers. */
  @media (hover: hover) {
    .layer .none {
      opacity: 0;
    }
    .layer :is(.row:hover, [data-near]) .none,
    .layer .none:is(:focus-visible, [aria-expanded='true']) {
      opacity: 1;
    }
  }
  .selection {
    max-inline-size: none;
    z-index: 1;
  }
  .selection button {
    box-shadow: 0 2px 10px #0004;
    font-size: 0.9375em;
    padding-block: 0.5em;
  }
  .beside {
    background: var(--_surface);
    border: 0 solid var(--_line);
    border-block-start-width: 1px;
    border-radius: 1em 1em 0 0;
    box-shadow: 0 0 2em #0004;
    color: var(--_ink);
    inline-size: 100%;
    inset: auto 0 0;
    margin: 0;
    max-block-size: min(72vh, 44em);
    max-inline-size: none;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0 1em max(1em, env(safe-area-inset-bottom));
    position: fixed;
    z-index: 1000;
  }
  .beside-head {
    align-items: center;
    background: inherit;
    display: flex;
    gap: 0.5em;
    inset-block-start: 0;
    justify-content: space-between;
    padding-block: 0.6em 0.35em;
    position: sticky;
    z-index: 2;
  }
  #passage-heading {
    font-size: 1.125em;
    font-weight: 700;
    line-height: 1.3;
    padding-block: 0.45em;
  }
  .beside-head .close {
    flex: none;
    font-size: 1.25em;
    line-height: 1;
    margin-inline-end: -0.6em;
    min-inline-size: 2.2em;
    padding: 0;
  }
  .beside .list > ol > li:first-child {
    border-block-start: 0;
  }
  .beside .form {
    border-block-start: 1px solid var(--_line);
    margin-block-start: 0.5em;
  }
  .toolbar [data-act='inline'][aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    font-weight: 600;
  }
  .begun {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1em;
  }
  @media (min-width: 1100px) {
    .beside {
      block-size: 100%;
      border-block-start-width: 0;
      border-inline-start-width: 1px;
      border-radius: 0;
      font-size: clamp(13px, 0.9em, 40px);
      inline-size: clamp(20em, var(--_margin, 0px), 27em);
      inset: 0;
      inset-inline-start: auto;
      max-block-size: none;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .beside {
      animation: beside 0.2s ease-out;
    }
    @keyframes beside {
      from {
        opacity: 0;
        translate: 0 1em;
      }
    }
  }
  @media (forced-colors: active) {
    .layer button:not(.primary) {
      border-color: ButtonText !important;
      opacity: 1;
    }
    .beside {
      border-color: CanvasText;
    }
  }
  @media print {
    .layer,
    .beside,
    .begun {
      display: none;
    }
  }
`;
