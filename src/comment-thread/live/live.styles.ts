import { css } from 'lit';

/** How news look; adopted when what collects them arrives. */
export const liveStyles = css`
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
    pointer-events: auto;
    position: absolute;
  }
  /* One row on a phone: screen readers hear the number with the button. */
  @container (max-width: 30em) {
    .news-bar .muted {
      clip-path: inset(50%);
      position: absolute;
    }
  }
`;
