import { css } from 'lit';

export const styles = css`
  .root {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
  }
  h2 {
    font-size: 1.25em;
    line-height: 1.25;
    text-wrap: balance;
  }
  .meter {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 0.5);
  }
  .sentence {
    font-size: 1.0625em;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    text-wrap: balance;
  }
  .track {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
    block-size: 0.75em;
    border: 1px solid var(--_border);
    border-radius: 1em;
    overflow: hidden;
    position: relative;
  }
  .fill {
    background: var(--_accent);
    block-size: 100%;
    inline-size: calc(var(--_ratio, 0) * 100%);
    transition: inline-size 0.6s ease-out;
  }
  .back .fill {
    transition: none;
  }
  .tick {
    background: var(--_border);
    inline-size: 1px;
    inset-block: 0;
    inset-inline-start: calc(var(--_place, 0) * 100%);
    position: absolute;
  }
  .milestones {
    display: grid;
    gap: 0.375em;
    list-style: none;
    margin-block-start: 0.25em;
  }
  .milestones li {
    align-items: baseline;
    column-gap: 0.5em;
    display: flex;
    flex-wrap: wrap;
    padding-inline-start: 1.75em;
    position: relative;
  }
  .milestones li::before {
    block-size: 1.125em;
    border: 1px solid var(--_border);
    border-radius: 50%;
    content: '';
    font-size: 0.875em;
    inline-size: 1.125em;
    inset-block-start: 0.3em;
    inset-inline-start: 0;
    line-height: 1.1;
    place-content: center;
    position: absolute;
  }
  .milestones .reached::before {
    display: grid;
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
    content: '✓' / '';
    font-weight: 700;
  }
  .at {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .failure {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1em;
  }
  @media (forced-colors: active) {
    .track {
      border-color: CanvasText;
    }
    .fill,
    .milestones .reached::before {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .tick {
      background: CanvasText;
    }
  }
  @media print {
    /* Paper is white, whatever the page: a dark one lends its light text, and browsers leave backgrounds out. */
    :host {
      color-scheme: light !important;
      --_muted: #55585e;
    }
    .root {
      background: #fff;
      break-inside: avoid;
      color: #1a1a1a;
      print-color-adjust: exact;
    }
    .failure button {
      display: none;
    }
  }
`;
