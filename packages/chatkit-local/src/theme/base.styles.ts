import { css } from 'lit';

/**
 * The palette: everything is mixed from the surface, the text and the accent, in OKLab, where a mix looks like
 * what lies between, and takes no detour through other hues. Sizes follow `--ck-scale` (the base size over 15 px), gaps follow `--ck-density`.
 */
export const baseStyles = css`
  :host {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
  }

  :host([hidden]) {
    display: none;
  }

  /* What is mixed of a surface and the text on it: of the chat's, and of a widget's with a scheme of its own. */
  .chat,
  .w-theme {
    --muted: color-mix(in oklab, var(--text) 66%, var(--surface));
    --faint: color-mix(in oklab, var(--text) 38%, var(--surface));
    --line: color-mix(in oklab, var(--text) 11%, var(--surface));
    --hover: color-mix(in oklab, var(--text) 5.5%, var(--surface));
    --press: color-mix(in oklab, var(--text) 10%, var(--surface));
    --raised: color-mix(in oklab, var(--text) 4%, var(--surface));
  }

  .chat {
    --surface: var(--ck-surface, #fff);
    --text: var(--ck-text, #111827);
    --accent: var(--ck-accent, #2563eb);
    --accent-text: var(--ck-accent-text, var(--accent));
    --on-accent: var(--ck-on-accent, #fff);
    --field: color-mix(in oklab, var(--text) var(--ck-lift, 0%), var(--surface));
    --tint: color-mix(in oklab, var(--accent) var(--ck-tint, 10%), var(--surface));
    --danger: var(--ck-danger-base, #b3261e);
    --warning: var(--ck-warning-base, #8a5300);
    --size-12: calc(12px * var(--ck-scale, 1));
    --size-13: calc(13px * var(--ck-scale, 1));
    --size-14: calc(14px * var(--ck-scale, 1));
    --size-15: calc(15px * var(--ck-scale, 1));
    --size-17: calc(17px * var(--ck-scale, 1));
    --size-22: calc(22px * var(--ck-scale, 1));
    --d: var(--ck-density, 1);
    --gutter: 20px;
    --column: calc(36em + 2 * var(--gutter));
    --mono: var(--ck-font-mono, ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace);
    --ease: cubic-bezier(0.2, 0.8, 0.2, 1);

    position: relative;
    block-size: 100%;
    overflow: hidden;
    background: var(--surface);
    color: var(--text);
    font-family: var(--ck-font, inherit);
    font-size: var(--size-15);
    line-height: calc(24 / 15);
    font-weight: 400;
    font-style: normal;
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
    word-spacing: normal;
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  button,
  input,
  textarea {
    margin: 0;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
  }

  button {
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }

  h2,
  h3,
  p,
  ul,
  blockquote {
    margin: 0;
    padding: 0;
  }

  ul[role='list'] {
    list-style: none;
  }

  :focus-visible {
    outline: 2px solid var(--accent-text);
    outline-offset: 2px;
  }

  .icon {
    display: block;
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .icon.filled {
    fill: currentColor;
  }

  /* Words in another script keep their own order, and stand on the side of the words around them. */
  :is(.title, .greeting, .prompt-label, .thread-title)[dir='auto'] {
    text-align: match-parent;
  }

  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .icon-button {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    padding: 0;
    border: 0;
    border-radius: min(var(--ck-radius-control, 999px), 10px);
    background: none;
    color: var(--muted);
    transition:
      background-color 120ms,
      color 120ms;
  }

  .icon-button:hover {
    background: var(--hover);
    color: var(--text);
  }

  .icon-button:active {
    background: var(--press);
  }

  .icon-button:focus-visible {
    outline-offset: -2px;
  }

  .icon-button.small {
    inline-size: 28px;
    block-size: 28px;
  }

  .icon-button.small .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .button {
    display: inline-flex;
    flex: none;
    gap: 6px;
    align-items: center;
    justify-content: center;
    min-block-size: 32px;
    padding: 5px 12px;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-control, 999px);
    background: var(--surface);
    color: var(--text);
    font-size: var(--size-13);
    font-weight: 500;
    line-height: 20px;
    transition: background-color 120ms;
  }

  .button:hover {
    background: var(--hover);
  }

  .button:active {
    background: var(--press);
  }

  .button .icon {
    inline-size: 15px;
    block-size: 15px;
    stroke-width: 2;
  }

  .button.danger {
    border-color: transparent;
    background: var(--danger);
    color: var(--surface);
  }

  .button.danger:hover {
    background: color-mix(in oklab, var(--danger) 88%, var(--text));
  }

  .main {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }

  .middle {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }

  /* Text goes out softly under the composer, not as if cut. */
  .middle::after {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0 12px;
    block-size: 16px;
    background: linear-gradient(to top, var(--surface), transparent);
    content: '';
    pointer-events: none;
  }

  .scroller {
    position: relative;
    block-size: 100%;
    overflow-x: hidden;
    overflow-y: auto;
    /* The room an answer gets below its question is measured on this box. */
    container-type: size;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-color: color-mix(in oklab, var(--text) 22%, transparent) transparent;
    scrollbar-width: thin;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  .failure,
  .notice,
  .note {
    --tone: var(--muted);

    display: flex;
    gap: 10px;
    align-items: flex-start;
    padding: 10px 12px;
    border: 1px solid color-mix(in oklab, var(--tone) 26%, var(--surface));
    border-radius: var(--ck-radius-card, 14px);
    background: color-mix(in oklab, var(--tone) 6%, var(--surface));
    font-size: var(--size-14);
    line-height: calc(20 / 14);
    overflow-wrap: anywhere;
  }

  .failure > .icon,
  .notice > .icon,
  .note > .icon {
    inline-size: 18px;
    block-size: 18px;
    margin-block: 1px;
    color: var(--tone);
  }

  .failure,
  .notice.danger {
    --tone: var(--danger);
  }

  .notice.warning {
    --tone: var(--warning);
  }

  .notice.info {
    --tone: var(--accent-text);
  }

  .failure {
    flex-wrap: wrap;
    align-items: center;
  }

  .failure-text {
    /* A button beside it leaves room for words, or goes below. */
    flex: 1 1 min(17em, 100% - 28px);
    min-inline-size: 0;
  }

  .failure .button {
    margin-inline-start: auto;
  }

  @media (hover: none) {
    .icon-button:hover,
    .button:hover {
      background: none;
    }
  }

  @media (forced-colors: active) {
    .button,
    .icon-button {
      border: 1px solid ButtonText;
    }

    :focus-visible {
      outline-color: Highlight;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
