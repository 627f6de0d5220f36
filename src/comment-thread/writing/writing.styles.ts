import { css } from 'lit';

/** How what only writers meet looks; adopted when the desk arrives. */
export const writingStyles = css`
  .preview {
    background: none;
    border: 1px dashed var(--_border);
    border-radius: var(--_radius);
    margin: 0;
    max-inline-size: none;
    min-block-size: 6em;
    padding: 0.6em 0.75em;
  }
  .sending .body {
    opacity: 0.65;
  }
  [aria-invalid='true'] {
    border-color: var(--_danger);
  }
  .form > .error,
  .left {
    font-size: 0.875em;
    margin-block-start: -0.4em;
  }
  .who .error {
    font-size: 0.875em;
    margin: 0;
  }
  .own {
    gap: 0 0.6em;
    margin-inline-start: 0.85em;
  }
  .confirm {
    color: var(--_danger);
  }
  .copy input {
    display: block;
    inline-size: 100%;
  }
  .held {
    border-inline-start: 3px solid var(--_border);
    color: var(--_muted);
    font-size: 0.875em;
    margin-block: 0.4em;
    padding-inline-start: 0.75em;
  }
  .link {
    background: none;
    border: 0;
    border-radius: 0.25em;
    color: inherit;
    font: inherit;
    font-weight: 600;
    min-block-size: 2em;
    padding: 0 0.15em;
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 0.2em;
  }
  .link:hover {
    text-decoration-color: currentColor;
  }
  .link[aria-disabled='true'] {
    opacity: 0.6;
  }
  .draft {
    align-items: baseline;
    color: var(--_muted);
    display: flex;
    flex-wrap: wrap;
    font-size: 0.875em;
    gap: 0 0.9em;
    margin-block-start: -0.35em;
  }
  .conflict {
    display: grid;
    gap: 0.5em;
    justify-items: start;
  }
  .conflict .field {
    inline-size: 100%;
  }
  .conflict .error {
    margin: 0;
  }
  .conflict .preview {
    min-block-size: 0;
  }
  .draft .link {
    color: var(--_ink);
  }
  .removed {
    align-items: baseline;
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
  }
  .removed > * {
    font-size: 0.9375em;
  }
  .gone .removed {
    font-style: normal;
  }
  .failure > .error {
    flex: 0 1 auto;
  }
  .failure .countdown {
    display: inline-block;
    font-variant-numeric: tabular-nums;
    margin-inline-start: 0.6em;
    opacity: 0.75;
  }
  [aria-disabled='true'] {
    cursor: default;
  }
  .failure button[aria-disabled='true'] {
    color: var(--_muted);
  }
  .on-its-way {
    gap: 0 0.75em;
    margin-inline-start: 0;
    min-block-size: 3.15em;
  }
  .report {
    border-inline-start: 2px solid var(--_line);
    gap: 0.6em;
    margin-block: 0.4em 0.6em;
    max-inline-size: 34em;
    padding-block: 0.25em;
    padding-inline-start: 1em;
  }
  .report legend {
    font-size: 0.875em;
    font-weight: 600;
    margin-block-end: 0.2em;
  }
  .report .check {
    min-block-size: 2.4em;
  }
  .report textarea {
    min-block-size: 4em;
  }
  .report .error,
  .thanks {
    font-size: 0.875em;
    margin: 0;
  }
  .report fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14em), 1fr));
    gap: 0 1em;
  }
  .report fieldset > .error {
    grid-column: 1 / -1;
  }
  .kept textarea {
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .link {
      text-decoration-color: currentColor;
    }
    .failure button[aria-disabled='true'] {
      color: GrayText;
    }
  }
  @media print {
    .draft,
    .report,
    .removed button {
      display: none;
    }
  }
`;
