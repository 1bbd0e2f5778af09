import { css } from '@lit/reactive-element';

/** What the element adds to the launcher, and what stands beside it. The launcher itself is in `launcher-css.ts`. */
export const attentionStyles = css`
  .launcher {
    transition:
      transform 160ms,
      box-shadow 160ms;
  }

  .launcher:hover {
    transform: translateY(-1px);
  }

  .launcher:active {
    transform: scale(0.96);
  }

  .launcher slot {
    display: block;
  }

  .launcher slot,
  .launcher > svg {
    transition:
      transform 160ms,
      opacity 160ms;
  }

  .launcher > svg,
  .launcher[aria-expanded='true'] slot {
    opacity: 0;
    transform: scale(0.6);
  }

  .launcher[aria-expanded='true'] > svg {
    opacity: 1;
    transform: none;
  }

  .launcher.draggable {
    touch-action: none;
  }

  .launcher.dragged {
    cursor: grabbing;
    transition: none;
  }

  .badge {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    box-sizing: border-box;
    min-width: 20px;
    height: 20px;
    padding-inline: 5px;
    border-radius: 10px;
    background: #b91c1c;
    color: #ffffff;
    box-shadow: 0 0 0 2px #ffffff;
    font:
      600 12px/20px system-ui,
      sans-serif;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .launcher[data-state='offline'] .badge {
    background: #4b5563;
  }

  .launcher[data-state='answering']::after,
  .launcher[data-state='connecting']::after {
    content: '';
    position: absolute;
    inset: -5px;
    border: 2px solid var(--_accent-text);
    border-radius: inherit;
    animation: breathe 1.6s ease-in-out infinite;
  }

  .launcher[data-state='connecting']::after {
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }

  @keyframes breathe {
    50% {
      opacity: 0.25;
      transform: scale(1.06);
    }
  }

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

  .said {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* Outside of a panel it would give a page that scrolls sideways one pixel more. */
  .said.outside {
    position: fixed;
    top: 0;
    left: 0;
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
    .launcher,
    .launcher slot,
    .launcher > svg {
      transition: none;
    }

    .near,
    .launcher::after {
      animation: none !important;
    }
  }

  @media (forced-colors: active) {
    .badge {
      border: 1px solid ButtonText;
      box-shadow: none;
    }

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
