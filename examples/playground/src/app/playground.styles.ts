import { css } from 'lit';

/** What buttons, fields and dialogs look like. */
export const controlStyles = css`
  :host {
    --line: color-mix(in srgb, CanvasText 14%, transparent);
    --soft: color-mix(in srgb, CanvasText 5%, Canvas);
    --quiet: color-mix(in srgb, CanvasText 72%, Canvas);
    --good: light-dark(#166534, #6fd08c);
    --poor: light-dark(#b3261e, #ff9d94);
    color: CanvasText;
  }

  * {
    box-sizing: border-box;
  }

  button,
  input,
  select,
  textarea {
    padding: 5px 8px;
    border: 1px solid color-mix(in srgb, CanvasText 46%, Canvas);
    border-radius: 7px;
    background: Canvas;
    color: inherit;
    font: inherit;
  }

  button {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    cursor: pointer;
  }

  button:hover:not(:disabled, [aria-disabled='true'], [aria-pressed='true'], [aria-selected='true']) {
    background: var(--soft);
  }

  :is(button, input, select):disabled,
  [aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }

  [aria-invalid='true'] {
    border-color: var(--poor);
  }

  :focus-visible {
    outline: 2px solid CanvasText;
    outline-offset: 2px;
  }

  .ghost {
    padding: 5px;
    border-color: transparent;
  }

  [hidden] {
    display: none !important;
  }

  .group {
    display: inline-flex;
    gap: 4px;
    align-items: center;
  }

  button[aria-pressed='true'] {
    background: CanvasText;
    color: Canvas;
  }

  details {
    padding: 4px 16px 12px;
    border-bottom: 1px solid var(--line);
  }

  summary {
    padding: 8px 0;
    font-weight: 600;
    cursor: pointer;
  }

  .field {
    display: grid;
    grid-template-columns: 104px 1fr 30px;
    gap: 2px 8px;
    align-items: center;
    min-height: 36px;
  }

  .field.flag {
    grid-template-columns: 1fr auto 30px;
  }

  .control {
    display: flex;
    gap: 6px;
    align-items: center;
    min-width: 0;
  }

  .control > input[type='text'],
  .control > select,
  .control > input[type='range'] {
    flex: 1;
    width: 100%;
    min-width: 0;
  }

  .control > input[type='number'] {
    width: 62px;
  }

  .control > input[type='range'] {
    padding: 0;
    border: 0;
    accent-color: CanvasText;
  }

  .control > input[type='color'] {
    flex: none;
    width: 34px;
    height: 30px;
    padding: 2px;
  }

  ::placeholder {
    color: var(--quiet);
    opacity: 1;
  }

  .field .note {
    grid-column: 2 / -1;
    margin: 0 0 6px;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: center;
    margin: 0;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .note.good > :first-child {
    color: var(--good);
  }

  .note.poor > span {
    color: var(--poor);
  }

  .note button {
    padding: 1px 8px;
  }

  .muted {
    color: var(--quiet);
  }

  .prompts,
  .prompt {
    display: grid;
    gap: 6px;
  }

  .prompt {
    grid-template-columns: 1fr 30px;
    padding-bottom: 6px;
    border-bottom: 1px solid var(--line);
  }

  .prompt > :nth-child(2) {
    grid-row: 2;
  }

  .prompts > button {
    justify-self: start;
  }

  .notice {
    grid-column: 1 / -1;
    margin: 0;
    padding: 8px 16px;
    border-bottom: 1px solid var(--line);
    background: light-dark(#fef3c7, #3a2f10);
  }

  dialog {
    width: min(760px, calc(100vw - 32px));
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: Canvas;
    color: inherit;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }

  .sheet {
    display: grid;
    gap: 12px;
    padding: 16px;
  }

  .head {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
  }

  h2 {
    margin: 0;
    font-size: 15px;
  }

  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }

  .tabs [aria-selected='true'] {
    background: CanvasText;
    color: Canvas;
  }

  pre,
  textarea {
    overflow: auto;
    width: 100%;
    height: 320px;
    margin: 0;
    padding: 12px;
    border-radius: 8px;
    background: var(--soft);
    font:
      12px/1.5 ui-monospace,
      monospace;
    tab-size: 2;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .row > input {
    flex: 1;
    min-width: 0;
  }

  p.row {
    margin: 0;
  }
`;

/** Canvas left, controls right. */
export const layoutStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 340px;
    height: 100dvh;
  }

  kb-export-dialog,
  kb-import-dialog {
    position: absolute;
  }

  .bar {
    display: flex;
    grid-column: 1 / -1;
    gap: 8px 16px;
    align-items: center;
    min-width: 0;
    padding: 8px 16px;
    border-bottom: 1px solid var(--line);
  }

  /* Seen by who comes to it with the keyboard, or by nobody where what it names says the same. */
  .skip:not(:focus),
  .tools .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .tools nav {
    gap: 12px;
    font-size: 13px;
  }

  a {
    color: inherit;
  }

  h1 {
    margin: 0;
    font-size: 15px;
    font-weight: 600;
  }

  .end {
    margin-inline-start: auto;
  }

  .canvas {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 12px;
    min-width: 0;
    min-height: 0;
    padding: 12px;
    background: var(--soft);
  }

  .controls {
    overflow: auto;
    border-inline-start: 1px solid var(--line);
  }

  @media (width < 900px) {
    :host {
      grid-template: auto auto auto / minmax(0, 1fr);
      height: auto;
    }

    .bar {
      flex-wrap: wrap;
      gap: 6px 4px;
      padding: 8px;
    }

    .bar .group {
      gap: 2px;
    }

    .bar button:not(.ghost) {
      padding-inline: 7px;
    }

    h1 {
      font-size: 14px;
    }

    /* One row, whatever is in it: the rest is a swipe away. */
    .tools {
      flex-wrap: nowrap;
      order: 1;
      overflow-x: auto;
      width: 100%;
      padding: 4px;
      scrollbar-width: none;
    }

    .tools > * {
      flex: none;
    }

    /* In sight while the controls below it are used. Of two, the other is a scroll away: side by side, they would be
       too small to judge. */
    .canvas {
      position: sticky;
      top: 0;
      z-index: 1;
      grid-auto-flow: row;
      grid-auto-rows: 100%;
      grid-auto-columns: auto;
      overflow: auto;
      height: 52dvh;
      padding: 8px;
      border-bottom: 1px solid var(--line);
      background: color-mix(in srgb, CanvasText 5%, Canvas);
    }

    .canvas:has(> :nth-child(2)) {
      grid-auto-rows: 92%;
    }

    .controls {
      overflow: visible;
      border-inline-start: 0;
    }

    /* What takes the focus is not hidden behind the canvas. */
    .controls * {
      scroll-margin-top: 54dvh;
    }
  }
`;
