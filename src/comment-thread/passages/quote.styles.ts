import { css } from 'lit';

/** The passage above a comment that is about one. */
export const quoteStyles = css`
  .quote {
    border-inline-start: 3px solid var(--_line);
    color: var(--_muted);
    font-size: 0.9375em;
    margin-block: 0.4em;
    max-inline-size: 44em;
    padding-inline-start: 0.75em;
  }
  .quote a {
    color: inherit;
    text-decoration: none;
  }
  .quote a:hover {
    color: var(--_ink);
    text-decoration: underline;
  }
  .quote-changed {
    font-style: italic;
    margin-block: -0.2em 0.4em;
    padding-inline-start: calc(0.75em + 3px);
  }
`;
