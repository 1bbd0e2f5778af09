import { css } from '@lit/reactive-element';

/** What the element adds to the launcher. The launcher itself is in `launcher-css.ts`, what stands beside it in `near.styles.ts`. */
export const attentionStyles = css`
  .launcher {
    -webkit-tap-highlight-color: transparent;
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

  .launcher slot,
  .launcher > svg {
    display: block;
  }

  .launcher > svg {
    width: 24px;
    height: 24px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
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

  @media (prefers-reduced-motion: reduce) {
    .launcher,
    .launcher slot,
    .launcher > svg {
      transition: none;
    }

    .launcher::after {
      animation: none !important;
    }
  }

  @media (forced-colors: active) {
    .badge {
      border: 1px solid ButtonText;
      box-shadow: none;
    }
  }
`;
