import { css } from 'lit';

export const styles = css`
  .root {
    font-size: clamp(13px, 0.9em, 40px);
  }
  slot {
    display: block;
  }
  ::slotted(*) {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .actions {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.75em;
  }
  .actions button {
    color: var(--_muted);
    margin-inline-start: -0.75em;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  .actions button:hover {
    color: inherit;
  }
  textarea {
    inline-size: 100%;
    resize: vertical;
  }
  .panel {
    flex-basis: 100%;
  }
  .print {
    display: none;
  }
  @media print {
    .actions {
      display: none;
    }
    .print {
      display: block;
    }
  }
`;
