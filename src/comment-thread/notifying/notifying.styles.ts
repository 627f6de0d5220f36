import { css } from 'lit';

/** How the choice of notifications looks; adopted with the looks of writing. */
export const notifyingStyles = css`
  .choice {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    font-size: 0.875em;
    gap: 0 1.25em;
  }
  .choice legend {
    float: left;
    font-weight: 600;
    inline-size: 100%;
  }
  .choice .check {
    font-size: 1em;
  }
  .notify .error,
  .notify .muted {
    font-size: 0.875em;
    margin: 0;
  }
  .subscribe {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    margin-block-end: 1em;
    padding: 1em;
  }
  .subscribe .title {
    font-weight: 600;
  }
  .subscribe .field {
    max-inline-size: 22em;
  }
  .subscribe .error {
    font-size: 0.875em;
    margin: 0;
  }
  .subscribe p {
    margin: 0;
  }
  [data-act='notify'].on::after {
    content: ' ✓';
    content: ' ✓' / '';
  }
  .sent {
    align-items: baseline;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1em;
  }
  .sent p {
    flex: 1 1 14em;
  }
  @media print {
    .subscribe {
      display: none;
    }
  }
`;
