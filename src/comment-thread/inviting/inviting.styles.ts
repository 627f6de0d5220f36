import { css } from 'lit';

/**
 * How the invitation looks: at the end of the window, no larger than what it says. Below a page's own overlays, not in
 * the top layer, like a pinned banner.
 */
export const invitingStyles = css`
  .inviting {
    container-type: normal;
  }
  .invitation {
    align-items: center;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(2 * var(--_radius));
    box-shadow: 0 2px 12px #0003;
    color: var(--_ink);
    display: flex;
    font-size: 0.875em;
    gap: 0.25em;
    inset-block-end: calc(0.75em + env(safe-area-inset-bottom));
    inset-inline-end: calc(0.75em + env(safe-area-inset-right));
    inline-size: fit-content;
    max-inline-size: min(22em, 100vw - 1.5em - env(safe-area-inset-left) - env(safe-area-inset-right));
    padding: 0.25em;
    position: fixed;
    z-index: 999;
  }
  .invitation:dir(rtl) {
    inset-inline-end: calc(0.75em + env(safe-area-inset-left));
  }
  .invitation button {
    border-color: transparent;
    background: none;
    color: inherit;
    min-inline-size: 2.75em;
  }
  .invitation .go {
    display: grid;
    justify-items: start;
    text-align: start;
  }
  .invitation .go b {
    font-weight: 600;
  }
  .invitation .close {
    flex: none;
    font-size: 1.125em;
    line-height: 1;
    padding: 0;
  }
  .invitation button:hover {
    border-color: currentColor;
  }
  @media (prefers-reduced-motion: no-preference) {
    .invitation {
      animation: rise 0.25s ease-out;
    }
    @keyframes rise {
      from {
        opacity: 0;
        translate: 0 0.5em;
      }
    }
  }
  @media print {
    .inviting {
      display: none;
    }
  }
`;
