import { css } from 'lit';

/** For what `draw-choices.ts` draws; arrives with it. */
export const pickerStyles = css`
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
    row-gap: 0.125em;
  }
  .perks,
  .perk {
    display: block;
  }
  .perk {
    padding-inline-start: 1.4em;
    position: relative;
  }
  .perk::before {
    content: '✓' / '';
    inset-inline-start: 0;
    position: absolute;
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
  :disabled,
  :disabled .card {
    cursor: not-allowed;
  }
  :disabled .face {
    background: none;
    border-style: dashed;
    color: var(--_muted);
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
  .thanks p {
    margin: 0 0 var(--_space);
  }
  .note:empty {
    display: none;
  }
  @container (max-width: 24em) {
    .action {
      align-self: stretch;
    }
  }
  @media (forced-colors: active) {
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
    .thanks button,
    .message,
    .note,
    .action.waiting {
      display: none;
    }
  }
`;
