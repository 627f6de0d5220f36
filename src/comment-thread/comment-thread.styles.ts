import { css } from 'lit';

/** The thread around its comments: heading, toolbar, lists, news, what loads more. */
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
  .toolbar button {
    margin-inline: -0.75em;
  }
  .toolbar [data-act='inline'] {
    margin-inline: -0.25em;
  }
  /* Its room is there before it is, so that nothing moves when it comes. */
  .soon {
    visibility: hidden;
  }
  .toolbar :is(a, button) {
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
  .discussion {
    display: flex;
    flex-direction: column;
  }
  /*
   * First for the keyboard, at the end for the eye; its room is always there, so that nothing moves when it comes. Part of
   * it is the space above what follows.
   */
  .news {
    block-size: 4.25em;
    inset-block-end: 0;
    margin-block-end: -1.5em;
    order: 1;
    pointer-events: none;
    position: sticky;
    z-index: 1;
  }
  .discussion + .form.new {
    margin-block-start: 0;
  }
  .discussion :is(a, button, input) {
    scroll-margin-block: 6em;
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
  .notice {
    color: var(--_muted);
    padding-block: 1em;
  }
  .list > .notice {
    border-block-start: 1px solid var(--_line);
  }
  @media print {
    .long > ol > li {
      content-visibility: visible;
    }
    ol[hidden] {
      content-visibility: visible;
      display: block !important;
    }
    .news,
    .rest,
    .more,
    .toolbar {
      display: none;
    }
  }
`;
