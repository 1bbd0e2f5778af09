import { css } from 'lit';

/** The panel. The launcher's look is in `launcher/launcher-css.ts`, since the script tag draws it first. */
export const styles = css`
  .panel {
    --_text-8: color-mix(in oklab, var(--_text) 8%, transparent);
    --_muted: color-mix(in oklab, var(--_text) 66%, var(--_background));
    box-sizing: border-box;
    position: fixed;
    inset: auto;
    top: calc(var(--_top) + var(--_gap));
    right: var(--_right);
    bottom: calc(var(--_bottom) + var(--_gap));
    left: var(--_left);
    --_gap: calc(var(--kb-launcher-size, 56px) + 12px);
    width: min(var(--kb-panel-width, 400px), 100vw - var(--_offset-x) - 16px);
    /* However far it stands from the edge, its header stays on the screen. */
    height: min(var(--kb-panel-height, 704px), 100dvh - var(--_offset-y) - var(--_gap) - 20px);
    margin: 0;
    padding: 0;
    border: 1px solid var(--_text-8);
    border-radius: var(--kb-panel-radius, 16px);
    overflow: hidden;
    flex-direction: column;
    background: var(--kb-background, var(--_background));
    color: var(--kb-text, var(--_text));
    color-scheme: var(--_scheme);
    box-shadow: 0 24px 64px color-mix(in srgb, #111827 16%, transparent);
    font: inherit;
    font-family: var(--kb-font-family, inherit);
    font-size: 15px;
    line-height: 1.5;
    text-align: start;
    opacity: 0;
    transform: translateY(var(--_shift, 8px));
    transform-origin: var(--_origin);
    transition:
      opacity 180ms cubic-bezier(0.2, 0.8, 0.2, 1),
      transform 180ms cubic-bezier(0.2, 0.8, 0.2, 1),
      overlay 180ms allow-discrete,
      display 180ms allow-discrete;
  }

  .panel:popover-open {
    display: flex;
    opacity: 1;
    transform: none;
  }

  @starting-style {
    .panel:popover-open {
      opacity: 0;
      transform: translateY(var(--_shift, 8px));
    }
  }

  .panel:focus {
    outline: none;
  }

  .header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 4px;
    box-sizing: border-box;
    height: 56px;
    padding-inline: 20px 12px;
  }

  .titles {
    flex: 1;
    min-width: 0;
  }

  .title {
    margin: 0;
    overflow: hidden;
    font-size: 15px;
    font-weight: 600;
    line-height: 20px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .state {
    margin: 0;
    font-size: 12px;
    line-height: 16px;
    color: var(--_muted);
  }

  .ghost {
    all: unset;
    box-sizing: border-box;
    display: grid;
    place-items: center;
    flex: none;
    width: 36px;
    height: 36px;
    border-radius: 10px;
    color: var(--_muted);
    cursor: pointer;
    transition: background-color 120ms;
  }

  .ghost:hover,
  .ghost[aria-pressed='true'] {
    background: var(--_text-8);
    color: var(--_text);
  }

  .ghost svg {
    width: 18px;
    height: 18px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .ghost:focus-visible,
  .retry:focus-visible {
    outline: 2px solid currentColor;
    outline-offset: 2px;
  }

  .ghost:focus-visible {
    outline-offset: -2px;
  }

  .body {
    flex: 1;
    min-height: 0;
    position: relative;
  }

  .chat {
    height: 100%;
  }

  .error,
  .waiting {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    padding: 32px;
    text-align: center;
    background: inherit;
  }

  .error h3 {
    margin: 0;
    font-size: 17px;
    font-weight: 600;
    line-height: 24px;
  }

  .error p {
    margin: 0;
    max-width: 36ch;
    font-size: 14px;
    line-height: 20px;
    color: var(--_muted);
  }

  .error code {
    font:
      12px/16px ui-monospace,
      monospace;
    color: var(--_muted);
  }

  .retry {
    all: unset;
    box-sizing: border-box;
    height: 36px;
    margin-block: 8px;
    padding-inline: 16px;
    border-radius: 18px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 14px;
    font-weight: 600;
    line-height: 36px;
    cursor: pointer;
  }

  .waiting span {
    width: 24px;
    height: 24px;
    border: 2px solid var(--_text-8);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  [hidden] {
    display: none !important;
  }

  @media (max-width: 640px) {
    .panel {
      inset: 0;
      width: 100vw;
      height: 100dvh;
      padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom);
      border: 0;
      border-radius: 0;
    }

    .ghost {
      width: 44px;
      height: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .panel,
    .panel:popover-open {
      transform: none;
    }

    .waiting span {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .panel {
      border: 1px solid CanvasText;
    }
  }
`;
