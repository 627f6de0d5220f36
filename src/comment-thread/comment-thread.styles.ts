import { css } from 'lit';

export const threadStyles = css`
  .top {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1em;
    margin-block-end: 0.75em;
  }
  :is(h1, h2, h3, h4, h5, h6) {
    font-size: 1.5em;
    font-weight: 700;
    letter-spacing: -0.01em;
    line-height: 1.2;
  }
  /* As high as the toolbar that comes beside it, so that it stays where it is. */
  .top > [part='heading'] {
    align-items: center;
    display: flex;
    min-block-size: 1.9em;
  }
  .toolbar {
    align-items: center;
    display: flex;
    flex: 1 1 auto;
    flex-wrap: wrap;
    gap: 0.25em 1em;
  }
  .toolbar label {
    align-items: center;
    display: flex;
    gap: 0.5em;
    margin-inline-start: auto;
  }
  .toolbar select {
    padding-inline-end: 0.5em;
  }
  .toolbar a {
    font-size: 0.875em;
    padding-block: 0.75em;
  }
  /* What follows is out of sight until it is known how long the thread is. */
  .waiting {
    min-block-size: max(24em, 100vh);
    min-block-size: max(24em, 100svh);
  }
  /* Not “none”: WebKit would take the list away from readers who do not see. */
  ol {
    list-style-type: '';
  }
  .list > ol > li {
    border-block-start: 1px solid var(--_line);
    padding-block: 0.5em;
  }
  .long > ol > li {
    contain-intrinsic-size: auto 11em;
    content-visibility: auto;
    padding-inline: 0.5em;
  }
  ol ol {
    border-inline-start: 2px solid var(--_line);
    margin-block-start: 0.25em;
    padding-inline-start: 0.625em;
  }
  @container (min-width: 36em) {
    ol ol {
      margin-inline-start: 0.25em;
      padding-inline-start: 1.25em;
    }
  }
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
  .comment.new:not(.target) {
    box-shadow: inset 3px 0 var(--_accent);
    padding-inline-start: 0.75em;
  }
  .root[dir='rtl'] .comment.new:not(.target) {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .fresh {
    border-color: currentColor;
    color: var(--_accent);
  }
  .discussion {
    display: flex;
    flex-direction: column;
  }
  /* First for the keyboard, at the end for the eye; takes no room, so that nothing moves when it has something to say. */
  .news {
    block-size: 0;
    inset-block-end: 0;
    order: 1;
    position: sticky;
    z-index: 1;
  }
  .news-bar {
    align-items: center;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(2 * var(--_radius));
    box-shadow: 0 2px 12px #0003;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 0.75em;
    inset-block-end: 0.75em;
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    padding: 0.5em;
    position: absolute;
  }
  .discussion :is(a, button, input) {
    scroll-margin-block: 6em;
  }
  .sending .body {
    opacity: 0.65;
  }
  /* As high as the buttons that take its place. */
  .sending > p:last-child {
    align-items: center;
    display: flex;
    min-block-size: 3.15em;
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
  article:not(.target) .exact {
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
  .own {
    gap: 0 0.6em;
    margin-inline-start: 0.85em;
  }
  .votes .count {
    margin-inline: -0.35em 0.2em;
    min-inline-size: 1ch;
  }
  .more,
  .rest button {
    margin-block: 0.5em;
  }
  .rest {
    border-block-start: 1px solid var(--_line);
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    padding-block-start: 0.75em;
  }
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
  .trap {
    block-size: 1px;
    clip-path: inset(50%);
    inline-size: 1px;
    overflow: hidden;
    position: absolute;
  }
  .reader {
    min-block-size: 1.5em;
  }
  .form > .error,
  .left {
    font-size: 0.875em;
    margin-block-start: -0.4em;
  }
  textarea {
    field-sizing: content;
    inline-size: 100%;
    max-block-size: 32em;
    min-block-size: 6em;
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-color: var(--_danger);
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
  .who .error {
    font-size: 0.875em;
    margin: 0;
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
  .notice {
    color: var(--_muted);
    padding-block: 1em;
  }
  .list > .notice {
    border-block-start: 1px solid var(--_line);
  }
  @media (forced-colors: active) {
    .actions {
      margin-inline: 0;
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
    .long > ol > li {
      content-visibility: visible;
    }
    ol[hidden] {
      content-visibility: visible;
      display: block !important;
    }
    .actions,
    .news,
    .form,
    .rest,
    .more,
    .toolbar,
    .sign-in {
      display: none;
    }
  }
`;
