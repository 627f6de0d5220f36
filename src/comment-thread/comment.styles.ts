import { css } from 'lit';

/** One comment. */
export const commentStyles = css`
  .comment {
    border-radius: var(--_radius);
    padding-block: 0.5em 0.25em;
    scroll-margin-block: 6em;
  }
  .comment:focus-visible {
    outline-offset: 4px;
  }
  .target {
    background: color-mix(in srgb, var(--_accent) 9%, transparent);
    box-shadow: inset 3px 0 var(--_accent);
    padding-inline: 0.75em;
  }
  .root[dir='rtl'] .target {
    box-shadow: inset -3px 0 var(--_accent);
  }
  header {
    align-items: baseline;
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.6em;
    line-height: 1.4;
  }
  .author {
    font-weight: 650;
  }
  .badge {
    border: 1px solid var(--_line);
    border-radius: 1em;
    color: var(--_muted);
    font-size: 0.75em;
    font-weight: 600;
    line-height: 1.3;
    padding: 0.1em 0.6em;
  }
  .when {
    color: var(--_muted);
    font-size: 0.875em;
    text-decoration: none;
  }
  article:not(.target) .exact,
  .trap {
    block-size: 1px;
    clip-path: inset(50%);
    inline-size: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
  }
  .when:hover {
    text-decoration: underline;
  }
  .body {
    margin-block: 0.3em;
    max-inline-size: 44em;
    unicode-bidi: isolate;
  }
  .body > * + * {
    margin-block-start: 0.7em;
  }
  .body :is(p, li) {
    unicode-bidi: plaintext;
  }
  .plain-text {
    white-space: pre-line;
  }
  .gone {
    font-style: italic;
    padding-block: 0.75em 0.25em;
  }
  .actions {
    align-items: center;
    min-block-size: 3.15em;
    color: var(--_muted);
    display: flex;
    flex-wrap: wrap;
    font-size: 0.875em;
    gap: 0 0.25em;
    margin-inline-start: -0.85em;
  }
  .actions button {
    min-block-size: 3.15em;
    min-inline-size: 3.15em;
    padding: 0 0.6em;
  }
  .actions button:hover {
    color: var(--_ink);
  }
  .votes {
    align-items: center;
    display: inline-flex;
    font-variant-numeric: tabular-nums;
    margin-inline-end: 0.5em;
  }
  .vote {
    display: inline-grid;
    place-items: center;
  }
  .vote svg {
    block-size: 1em;
    fill: none;
    inline-size: 1em;
    stroke: currentColor;
    stroke-linejoin: round;
    stroke-width: 1.5;
  }
  .vote[aria-pressed='true'] {
    color: var(--_accent);
  }
  .vote[aria-pressed='true'] svg {
    fill: currentColor;
  }
  .votes .count {
    margin-inline: -0.35em 0.2em;
    min-inline-size: 1ch;
  }
  @media (forced-colors: active) {
    .actions {
      margin-inline: 0;
      row-gap: 0.35em;
    }
    .votes .count {
      margin-inline: 0.3em;
    }
    .vote[aria-pressed='true'] {
      color: Highlight;
    }
    .target {
      border-inline-start: 3px solid Highlight;
    }
  }
  @media print {
    .actions {
      display: none;
    }
  }
`;
