import { css } from 'lit';

export const styles = css`
  .root {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
  }
  h2 {
    font-size: 1.25em;
    line-height: 1.25;
    text-wrap: balance;
  }
  .meter {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.5);
  }
  .sentence {
    font-size: 1.0625em;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    text-wrap: balance;
  }
  .track {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    block-size: 0.75em;
    border: 1px solid var(--_border);
    border-radius: 1em;
    overflow: hidden;
    position: relative;
  }
  .fill {
    background: var(--_accent);
    block-size: 100%;
    inline-size: calc(var(--_ratio, 0) * 100%);
    transition: inline-size 0.6s ease-out;
  }
  .tick {
    background: var(--_border);
    inline-size: 1px;
    inset-block: 0;
    inset-inline-start: calc(var(--_place, 0) * 100%);
    position: absolute;
  }
  .milestones {
    display: grid;
    gap: 0.375em;
    list-style: none;
    margin-block-start: 0.25em;
  }
  .milestones li {
    align-items: baseline;
    column-gap: 0.5em;
    display: flex;
    flex-wrap: wrap;
    padding-inline-start: 1.75em;
    position: relative;
  }
  .milestones li::before {
    block-size: 1.125em;
    border: 1px solid var(--_border);
    border-radius: 50%;
    content: '';
    font-size: 0.875em;
    inline-size: 1.125em;
    inset-block-start: 0.3em;
    inset-inline-start: 0;
    line-height: 1.1;
    place-content: center;
    position: absolute;
  }
  .milestones .reached::before {
    display: grid;
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
    content: '✓' / '';
    font-weight: 700;
  }
  .at {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  fieldset {
    display: block;
  }
  legend {
    font-weight: 600;
    margin-block-end: 0.5em;
  }
  .cards {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .cards .card {
    flex: 1 0 4.75em;
    max-inline-size: 100%;
  }
  .rich {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 14em), 1fr));
  }
  .card {
    cursor: pointer;
    display: grid;
    position: relative;
  }
  .card input {
    block-size: 100%;
    cursor: pointer;
    inline-size: 100%;
    inset: 0;
    margin: 0;
    min-block-size: 0;
    opacity: 0;
    position: absolute;
  }
  .face {
    align-content: center;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    color: var(--_ink);
    display: grid;
    justify-items: center;
    line-height: 1.35;
    min-block-size: 2.75em;
    padding: 0.5em 0.75em;
    text-align: center;
  }
  .rich .face {
    align-content: start;
    justify-items: start;
    text-align: start;
  }
  .sum {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    overflow-wrap: normal;
  }
  small {
    font-size: 0.875em;
    font-weight: 400;
  }
  .card:hover .face {
    border-color: currentColor;
  }
  .card input:checked + .face {
    background: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .card input:focus-visible + .face {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .custom {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .cards:not(:empty) + .custom {
    margin-block-start: 0.5em;
  }
  .typed {
    flex: 1 1 8em;
    font-variant-numeric: tabular-nums;
    inline-size: 8em;
    text-align: start;
  }
  .typed[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  .typed::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .message:not(:empty) {
    margin-block-start: 0.5em;
  }
  .message.error {
    font-size: 0.875em;
  }
  .confirm {
    align-items: center;
    cursor: pointer;
    display: flex;
    gap: 0.75em;
    min-block-size: 2.75em;
  }
  .confirm input {
    accent-color: var(--_accent);
    block-size: 1.25em;
    flex: none;
    inline-size: 1.25em;
    margin: 0;
    min-block-size: 0;
  }
  .action {
    align-self: start;
    min-inline-size: min(100%, 14em);
  }
  .action.waiting {
    background: none;
    border: 1px dashed var(--_border);
    color: var(--_muted);
    cursor: default;
    font-weight: 400;
  }
  .note {
    margin-block-start: calc(var(--_space) * -0.5);
  }
  .note:empty {
    display: none;
  }
  .failure {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1em;
  }
  @container (max-width: 24em) {
    .action {
      align-self: stretch;
    }
  }
  @media (forced-colors: active) {
    .track {
      border-color: CanvasText;
    }
    .fill,
    .milestones .reached::before {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .tick {
      background: CanvasText;
    }
    .card input:checked + .face {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
    .action.waiting {
      border-color: GrayText;
      color: GrayText;
    }
  }
  @media print {
    fieldset,
    .confirm,
    .message,
    .note,
    .failure button,
    .action.waiting {
      display: none;
    }
    .track,
    .fill {
      print-color-adjust: exact;
    }
  }
`;
