import { css } from 'lit';

/** For what `draw-link-code.ts` draws, and the action beside it; arrives with the picker. */
export const linkCodeStyles = css`
  .go {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1em;
  }
  .show-code {
    padding-inline: 0;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  .code {
    display: none;
    flex: 1 0 100%;
    margin: 0;
  }
  .code.open {
    display: block;
  }
  .code svg,
  .code .room {
    background: #fff;
    display: block;
    forced-color-adjust: none;
    max-inline-size: 100%;
  }
  .code svg {
    block-size: auto;
  }
  .code .room {
    block-size: 225px;
    inline-size: 225px;
  }
  .code figcaption {
    margin-block-start: 0.25em;
  }
  .address {
    display: none;
  }
  @container (max-width: 24em) {
    .go {
      align-items: stretch;
      flex-direction: column;
    }
    .show-code {
      align-self: start;
    }
  }
  @media (forced-colors: active) {
    /* Its border shows. */
    .show-code {
      padding-inline: 0.75em;
    }
  }
  @media print {
    a.action {
      background: none;
      border: 0;
      color: inherit;
      flex: 1 0 100%;
      min-block-size: 0;
      padding: 0;
      text-align: start;
    }
    .code.made {
      display: block;
      flex: none;
    }
    .code svg {
      inline-size: 3.5cm;
    }
    .address {
      display: block;
      flex: 1 1 12em;
    }
    .show-code,
    .code:not(.made),
    .code figcaption {
      display: none;
    }
  }
`;
