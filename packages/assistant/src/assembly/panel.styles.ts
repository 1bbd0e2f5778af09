import { css } from '@lit/reactive-element';

/** The panel. The launcher's look is in `launcher/launcher-css.ts`, since the script tag draws it first. */
export const styles = css`
  .panel {
    --_text-8: color-mix(in oklab, var(--_text) 8%, transparent);
    --_gap: calc(var(--kb-launcher-size, 56px) + 12px);
    box-sizing: border-box;
    position: fixed;
    top: calc(var(--_top) + var(--_gap));
    bottom: calc(var(--_bottom) + var(--_gap));
    width: min(var(--_width, var(--kb-panel-width, 400px)), 100% - var(--_offset-x) - 16px);
    /* However far it stands from the edge, its header stays on the screen. */
    height: min(var(--_height, var(--kb-panel-height, 704px)), 100dvh - var(--_offset-y) - var(--_gap) - 20px);
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_text-8);
    border-radius: var(--kb-panel-radius, var(--_radius, 16px));
    overflow: hidden;
    overscroll-behavior: contain;
    background: var(--_background);
    color: var(--_text);
    color-scheme: var(--_scheme);
    box-shadow: 0 24px 64px color-mix(in srgb, #111827 16%, transparent);
    font: inherit;
    font-family: var(--kb-font-family, var(--_font, inherit));
    font-size: var(--_size, 15px);
    line-height: 1.5;
    text-align: start;
    opacity: 0;
    transform: translateY(var(--_shift));
    transition:
      opacity 180ms cubic-bezier(0.2, 0.8, 0.2, 1),
      transform 180ms cubic-bezier(0.2, 0.8, 0.2, 1),
      overlay 180ms allow-discrete,
      display 180ms allow-discrete;
  }

  .panel:popover-open,
  .panel[open] {
    display: block;
    opacity: 1;
    transform: none;
  }

  @starting-style {
    .panel:popover-open,
    .panel[open] {
      opacity: 0;
      transform: translateY(var(--_shift));
    }
  }

  .panel::backdrop {
    background: rgb(11 18 32 / 0.5);
    opacity: 0;
    transition:
      opacity 180ms,
      overlay 180ms allow-discrete,
      display 180ms allow-discrete;
  }

  .panel[open]::backdrop {
    opacity: 1;
  }

  @starting-style {
    .panel[open]::backdrop {
      opacity: 0;
    }
  }

  .panel[data-expanded] {
    --_width: 720px;
    --_height: 100dvh;
  }

  .panel[data-mode='sidebar'] {
    top: 0;
    bottom: 0;
    width: min(var(--_width, var(--kb-panel-width, 420px)), 100%);
    height: auto;
    border-block: 0;
    border-radius: 0;
    padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom);
  }

  .panel[data-mode='modal'] {
    inset: 0;
    width: min(var(--_width, var(--kb-panel-width, 720px)), 100% - 32px);
    height: min(var(--_height, var(--kb-panel-height, 704px)), 100dvh - 64px);
    margin: auto;
  }

  .panel[data-mode='inline'] {
    position: relative;
    inset: auto;
    width: 100%;
    height: 100%;
    box-shadow: none;
    transition: none;
  }

  /* A narrow screen is filled by whatever of it can be seen while a keyboard stands on it. */
  .panel[data-mode='full'] {
    inset: var(--_seen-top, 0) auto auto 0;
    width: 100%;
    height: var(--_seen-height, 100dvh);
    padding: env(safe-area-inset-top) env(safe-area-inset-right) var(--_seen-safe-bottom, env(safe-area-inset-bottom))
      env(safe-area-inset-left);
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }

  .panel[data-mode='full']::backdrop {
    background: var(--_background);
  }

  .panel:focus {
    outline: none;
  }

  .inside {
    display: flex;
    flex-direction: column;
    height: 100%;
  }

  .resize {
    all: unset;
    box-sizing: border-box;
    position: absolute;
    z-index: 2;
    top: 0;
    left: 0;
    width: 20px;
    height: 20px;
    cursor: nwse-resize;
    touch-action: none;
  }

  .resize::after {
    content: '';
    position: absolute;
    inset: 5px;
    border: 0 solid var(--_muted);
    border-width: 2px 0 0 2px;
    border-top-left-radius: 8px;
    opacity: 0;
    transition: opacity 120ms;
  }

  .panel:hover .resize::after,
  .resize:focus-visible::after {
    opacity: 0.6;
  }

  .resize:focus-visible {
    outline: 2px solid currentColor;
    outline-offset: -4px;
    border-radius: 8px;
  }

  /* One corner, turned to where it stands. */
  .resize[data-corner^='bottom'] {
    top: auto;
    bottom: 0;
    rotate: -90deg;
  }

  .resize[data-corner$='right'] {
    left: auto;
    right: 0;
    rotate: 90deg;
  }

  .resize[data-corner='bottom-right'] {
    rotate: 180deg;
  }

  .resize[data-corner='top-right'],
  .resize[data-corner='bottom-left'] {
    cursor: nesw-resize;
  }

  .panel[data-mode='sidebar'] .resize {
    top: 50%;
    bottom: auto;
    width: 8px;
    height: 48px;
    translate: 0 -50%;
    rotate: none;
    cursor: ew-resize;
  }

  .panel[data-mode='sidebar'] .resize::after {
    inset: 8px 2px;
    border-width: 0 2px 0 0;
    border-radius: 0;
  }

  .lone-close {
    position: absolute;
    z-index: 1;
    inset-block-start: 8px;
    inset-inline-end: 8px;
  }

  .lone-close .ghost {
    background: var(--_background);
  }

  .header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 4px;
    box-sizing: border-box;
    height: var(--_header, 56px);
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
    border-radius: var(--_radius-control, 10px);
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
  .retry:focus-visible,
  .copy:focus-visible,
  .error summary:focus-visible {
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
    justify-content: safe center;
    gap: 8px;
    padding: 32px;
    overflow: auto;
    text-align: center;
    background: var(--_background);
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

  .error details {
    max-width: 100%;
    font-size: 13px;
    line-height: 20px;
    color: var(--_muted);
  }

  .error summary {
    padding: 4px 8px;
    border-radius: 8px;
    cursor: pointer;
  }

  .error pre {
    max-height: 200px;
    margin: 8px 0;
    padding: 12px;
    border-radius: 10px;
    overflow: auto;
    background: var(--_text-8);
    color: var(--_text);
    font:
      12px/18px ui-monospace,
      monospace;
    text-align: start;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .copy {
    all: unset;
    box-sizing: border-box;
    height: 32px;
    padding-inline: 12px;
    border: 1px solid var(--_text-8);
    border-radius: 16px;
    color: var(--_text);
    line-height: 30px;
    cursor: pointer;
  }

  .copy:hover {
    background: var(--_text-8);
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
    border-block-start-color: var(--_accent-text);
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

  @media (pointer: coarse), (max-width: 640px) {
    .ghost {
      width: 44px;
      height: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .panel,
    .panel:popover-open,
    .panel[open] {
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
