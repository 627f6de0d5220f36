import { css } from 'lit';

/** How what is more than prose looks in a comment; adopted when what reads Markdown arrives. */
export const markupStyles = css`
  .body :is(ol, ul) {
    border: 0;
    margin-inline: 0;
    padding-inline-start: 1.6em;
  }
  .body ul {
    list-style-type: disc;
  }
  .body ol {
    list-style-type: decimal;
  }
  .link-host {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .body blockquote {
    border-inline-start: 3px solid var(--_line);
    color: var(--_muted);
    padding-inline-start: 0.8em;
  }
  .body blockquote > * + * {
    margin-block-start: 0.5em;
  }
  .body :is(code, pre) {
    background: color-mix(in srgb, currentColor 7%, transparent);
    border-radius: 0.25em;
    font-family: ui-monospace, monospace;
    font-size: 0.9em;
  }
  .body code {
    padding: 0.1em 0.3em;
  }
  .body pre {
    margin: 0;
    overflow-x: auto;
    padding: 0.6em 0.8em;
    white-space: pre-wrap;
  }
  .body pre code {
    background: none;
    padding: 0;
  }
`;
