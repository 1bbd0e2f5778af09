import { css } from '@lit/reactive-element';

/** The bubble and the prompts beside the launcher. */
export const nearStyles = css`
  .near {
    position: fixed;
    z-index: var(--kb-launcher-z-index, 1000);
    top: calc(var(--_top) + var(--kb-launcher-size, 56px) + 12px);
    bottom: calc(var(--_bottom) + var(--kb-launcher-size, 56px) + 12px);
    display: grid;
    justify-items: var(--_side, end);
    gap: 8px;
    /* Its height is that of what stands in it, from whichever edge. */
    height: fit-content;
    max-width: min(320px, 100vw - 32px);
    color: var(--_text);
    color-scheme: var(--_scheme);
    font: inherit;
    font-family: var(--kb-font-family, var(--_font, inherit));
    animation: come 200ms cubic-bezier(0.2, 0.8, 0.2, 1);
    pointer-events: none;
  }

  .near > * {
    pointer-events: auto;
  }

  @keyframes come {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }

  .near-line {
    display: flex;
    align-items: flex-start;
    gap: 6px;
  }

  .near button {
    all: unset;
    box-sizing: border-box;
    border: 1px solid color-mix(in oklab, var(--_text) 10%, transparent);
    background: var(--_background);
    box-shadow: 0 6px 20px rgb(17 24 39 / 0.14);
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  .near .teaser {
    padding: 10px 14px;
    border-radius: 16px;
    font-size: 14px;
    line-height: 20px;
  }

  .near .dismiss {
    display: grid;
    place-items: center;
    flex: none;
    width: 28px;
    height: 28px;
    border-radius: 50%;
    color: color-mix(in oklab, var(--_text) 66%, var(--_background));
  }

  .near .dismiss svg {
    width: 14px;
    height: 14px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }

  .near-prompts {
    display: grid;
    justify-items: inherit;
    gap: 8px;
  }

  .near .near-prompt {
    min-height: 36px;
    padding: 7px 14px;
    border-radius: 18px;
    font-size: 14px;
    line-height: 20px;
  }

  .near button:hover {
    background: color-mix(in oklab, var(--_text) 4%, var(--_background));
  }

  .near button:focus-visible {
    outline: 2px solid var(--_ring, #111827);
    outline-offset: 2px;
  }

  @media (pointer: coarse) {
    .near .dismiss {
      width: 36px;
      height: 36px;
    }

    .near .near-prompt {
      min-height: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .near {
      animation: none !important;
    }
  }

  @media (forced-colors: active) {
    .near button {
      border-color: ButtonText;
    }
  }

  @media print {
    .near {
      display: none;
    }
  }
`;
