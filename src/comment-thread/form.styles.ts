import { css } from 'lit';

/** The forms that comments are written in. */
export const formStyles = css`
  .form {
    display: grid;
    gap: 0.75em;
    grid-template-columns: minmax(0, 1fr);
    padding-block: 0.75em;
  }
  .form.new {
    border-block-start: 2px solid currentColor;
    margin-block-start: 1em;
    padding-block-start: 1.25em;
  }
  .field {
    display: grid;
    gap: 0.3em;
    min-inline-size: 0;
  }
  .field > :is(span, label) {
    font-size: 0.875em;
    font-weight: 600;
  }
  .reader {
    min-block-size: 1.5em;
  }
  textarea {
    field-sizing: content;
    inline-size: 100%;
    max-block-size: 32em;
    min-block-size: 6em;
    resize: vertical;
  }
  .who {
    align-items: start;
    display: flex;
    flex-wrap: wrap;
    gap: 0.75em 1em;
  }
  .who > .field {
    flex: 1 1 13em;
    max-inline-size: 22em;
  }
  .check {
    align-items: center;
    display: flex;
    font-size: 0.875em;
    gap: 0.5em;
    min-block-size: 3.15em;
    overflow-wrap: normal;
  }
  .check input {
    accent-color: var(--_accent);
    block-size: 1.25em;
    flex: none;
    inline-size: 1.25em;
    margin: 0;
    min-block-size: 0;
  }
  /* Room for the choice that comes with the desk, so that nothing moves under whoever points at the form. */
  .notify {
    display: grid;
    gap: 0.75em;
    min-block-size: 9.6em;
  }
  @container (min-width: 36em) {
    .notify {
      min-block-size: 4.1em;
    }
  }
  .buttons,
  .failure,
  .sign-in {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 0.75em;
  }
  .failure .error {
    margin: 0;
  }
  .sign-in {
    margin-block: 1em;
  }
  .help {
    font-size: 0.875em;
    margin-inline-start: auto;
  }
  .help[open] {
    flex-basis: 100%;
  }
  summary {
    cursor: pointer;
    padding-block: 0.75em;
  }
  .help ul {
    color: var(--_muted);
    padding-inline-start: 1.25em;
  }
  @media print {
    .form,
    .sign-in {
      display: none;
    }
  }
`;
