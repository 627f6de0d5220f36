import { css } from 'lit';

/** For what `draw-closed.ts` draws; arrives with it. */
export const closedStyles = css`
  .line {
    align-items: center;
    column-gap: 0.75em;
    display: flex;
    flex-wrap: wrap;
    font-size: 0.9375em;
    padding: 0.35em calc(var(--_space) * 1.25);
  }
  .line > p {
    margin-inline-end: auto;
    padding-block: 0.5em;
  }
  .line button,
  .line a {
    min-block-size: 44px;
  }
  .line a {
    align-items: center;
    display: inline-flex;
  }
  [data-stage='choices'] .line {
    padding-block: 0.75em;
  }
  [part='choices'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  [data-stage='choices'],
  [data-stage='note'] {
    border-block-start-width: 1px;
    border-block-start-color: var(--_line);
  }
  .text-button {
    padding-inline: 0.25em;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  /* Where little of it is to be seen at once, what goes on below begins in sight, and no outline is cut off. */
  @media (max-height: 30em) {
    .line,
    [data-stage='choices'] .line {
      padding-block: 0.25em;
      scroll-padding-block: 0.5em;
    }
    .line > p {
      padding-block: 0;
    }
  }
  @media print {
    [data-stage='choices'],
    [data-stage='note'] {
      display: none !important;
    }
  }
`;
