import { css } from 'lit';

/** What moderators see; adopted when their tools arrive. */
export const moderatingStyles = css`
  .moderation {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    display: grid;
    font-size: 0.875em;
    gap: 0.5em;
    margin-block-end: 1em;
    padding: 0.75em;
  }
  .views,
  .bulk {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.5em;
  }
  .moderation button,
  .bulk button,
  .queue .actions button {
    min-block-size: 3.15em;
  }
  .view[aria-pressed='true'] {
    background: var(--_accent);
    border-color: transparent;
    color: var(--_on-accent);
    font-weight: 600;
  }
  .moderation .check,
  .bulk .check {
    font-size: inherit;
    padding-inline: 0.75em;
  }
  /* One row with what everybody can do, where it fits. */
  .list .comment > .actions {
    display: inline-flex;
    max-inline-size: 100%;
    vertical-align: middle;
  }
  .list .comment > .moderate {
    border-inline-start: 2px solid var(--_accent);
    margin-inline-start: 0;
    padding-inline-start: 0.25em;
  }
  .bulk {
    font-size: 0.875em;
    padding-block: 0.25em 0.75em;
  }
  .queue > ol > li {
    border-block-start: 1px solid var(--_line);
    padding-block: 0.5em;
  }
  .queue header {
    align-items: center;
  }
  .pick {
    align-items: center;
    display: inline-flex;
    justify-content: center;
    margin-inline-start: -0.75em;
    min-block-size: 2.75em;
    min-inline-size: 2.75em;
  }
  .pick input {
    accent-color: var(--_accent);
    block-size: 1.25em;
    inline-size: 1.25em;
    margin: 0;
    min-block-size: 0;
  }
  .place {
    font-size: 0.875em;
    margin-inline-start: auto;
    padding-block: 0.75em;
  }
  .context {
    color: var(--_muted);
    font-size: 0.875em;
  }
  /* Words in another direction than the page's would wrap around the name. */
  .context q {
    display: inline-block;
  }
  .why {
    background: color-mix(in srgb, currentColor 6%, transparent);
    border-radius: var(--_radius);
    font-size: 0.875em;
    margin-block: 0.5em;
    padding: 0.5em 0.75em;
  }
  .why ul {
    padding-inline-start: 1.25em;
  }
  .why blockquote {
    border-inline-start: 2px solid var(--_line);
    padding-inline-start: 0.6em;
    white-space: pre-line;
  }
  .queue .actions {
    gap: 0.25em 0.5em;
    margin-inline-start: 0;
  }
  .approve {
    border-color: var(--_accent);
    color: var(--_accent);
    font-weight: 600;
  }
  .reason {
    display: grid;
    gap: 0.5em;
    margin-block: 0.5em;
    max-inline-size: 30em;
  }
  .reason input {
    inline-size: 100%;
  }
  .done {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    font-size: 0.875em;
    gap: 0.25em 0.75em;
    min-block-size: 3.15em;
  }
  .journal {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-size: 0.875em;
    margin-block-end: 1em;
    max-block-size: 24em;
    overflow-y: auto;
    padding: 0.75em;
  }
  .journal ol {
    border: 0;
    margin: 0;
    padding: 0;
  }
  .journal li {
    border-block-end: 1px solid var(--_line);
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    padding-block: 0.6em;
  }
  .journal q {
    flex-basis: 100%;
  }
  .queue [aria-busy='true'] {
    opacity: 0.65;
  }
  @media (forced-colors: active) {
    .view[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .moderate {
      border-color: Highlight;
    }
  }
  @media print {
    .moderation,
    .journal,
    .bulk,
    .moderate {
      display: none;
    }
  }
`;
