import { css } from 'lit';

export const styles = css`
  .credit {
    border-block: 1px solid var(--_line);
    font-size: 0.9375em;
    overflow-wrap: anywhere;
    padding-block: calc(0.75 * var(--_space)) calc(0.25 * var(--_space));
  }
  .credit ::slotted(.furniture-credit) {
    hyphens: manual;
    margin: 0;
    max-inline-size: 44em;
    text-wrap: pretty;
  }
  [part='actions'],
  [part='menu'],
  .row {
    font-size: clamp(13px, 1em, 40px);
    align-items: center;
    column-gap: 1em;
    display: flex;
    flex-wrap: wrap;
  }
  [part='button'] {
    font-size: 0.9333em;
    min-block-size: max(44px, 2.75em);
  }
  .plain {
    border-inline-width: 0;
    color: var(--_muted);
    padding-inline: 0;
    text-decoration: underline;
    text-decoration-color: var(--_line);
    text-underline-offset: 0.25em;
  }
  .plain:hover {
    border-color: transparent;
    color: inherit;
    text-decoration-color: currentColor;
  }
  [part='status'] {
    color: var(--_muted);
    font-size: 0.9333em;
  }
  [part='panel'] {
    padding-block-end: 0.75em;
  }
  [part='panel'] label {
    display: block;
    margin-block-end: 0.25em;
  }
  [part='panel'] textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 7em;
    resize: vertical;
  }
  .code {
    font-family: ui-monospace, monospace;
  }
  [part='panel'] :is(select, [type='radio']) {
    min-block-size: max(44px, 2.75em);
    vertical-align: middle;
  }
  a[part='button'] {
    align-items: center;
    display: inline-flex;
  }
  .panel-head {
    align-items: center;
    display: flex;
    gap: 1em;
    justify-content: space-between;
  }
  .panel-head p {
    font-weight: 600;
    margin: 0;
  }
  .open > * {
    margin-block-end: 0.5em;
  }
  .rules {
    padding-inline-start: 1.25em;
  }
  .address {
    display: none;
  }
  /* A border that is not seen would be drawn here. */
  @media (forced-colors: active) {
    .plain {
      border-color: Canvas;
    }
  }
  @media print {
    [part='actions'],
    [part='panel'] {
      display: none;
    }
    .address {
      display: block;
      text-align: match-parent;
    }
  }
`;
