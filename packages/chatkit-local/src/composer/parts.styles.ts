import { css } from 'lit';

/** Of what comes with the parts of the composer; put into the shadow root when they come. */
export const partsStyles = css`
  .composer {
    position: relative;
  }

  .popup {
    position: absolute;
    z-index: 2;
    inset-block-end: calc(100% + 8px);
    inset-inline: 0;
    max-block-size: min(320px, 50vh);
    padding: 6px;
    border: 1px solid var(--line);
    border-radius: min(var(--ck-radius-composer, 24px), 16px);
    background: var(--field);
    box-shadow: 0 8px 28px color-mix(in oklab, #000 16%, transparent);
    cursor: default;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    animation: popup 140ms var(--ease);
  }

  @keyframes popup {
    from {
      opacity: 0;
      transform: translateY(4px);
    }
  }

  .popup.menu {
    inset-inline-end: auto;
    min-inline-size: 200px;
    max-inline-size: 100%;
    outline: 0;
  }

  .popup.menu.end {
    inset-inline: auto 0;
  }

  .popup-row {
    display: flex;
    gap: 10px;
    align-items: center;
    inline-size: 100%;
    min-block-size: 40px;
    padding: 6px 10px;
    border: 0;
    border-radius: var(--ck-radius-item, 10px);
    background: none;
    font-size: var(--size-14);
    line-height: 20px;
    text-align: start;
    cursor: pointer;
  }

  .popup-row > .icon {
    inline-size: 18px;
    block-size: 18px;
    color: var(--muted);
  }

  .popup-row > .picture {
    border-radius: 4px;
    object-fit: cover;
  }

  .popup-row[aria-selected='true'],
  .popup-row:focus,
  .menu .popup-row:hover:not([aria-disabled='true']) {
    background: color-mix(in oklab, var(--text) 9%, var(--field));
  }

  .popup-row:focus-visible {
    outline-offset: -2px;
  }

  .popup-row[aria-disabled='true'] {
    color: var(--muted);
    cursor: default;
  }

  .popup-words {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }

  .popup-label,
  .popup-description {
    overflow: hidden;
    text-align: match-parent;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .popup-description {
    color: var(--muted);
    font-size: var(--size-13);
  }

  .popup-check .icon {
    inline-size: 16px;
    block-size: 16px;
    color: var(--accent-text);
  }

  .popup-group {
    padding: 8px 10px 4px;
    color: var(--muted);
    font-size: var(--size-12);
    font-weight: 600;
    line-height: 16px;
    text-align: match-parent;
  }

  .popup-empty {
    padding: 10px;
    color: var(--muted);
    font-size: var(--size-14);
    line-height: 20px;
  }

  .marks {
    grid-area: 1 / 1;
    min-inline-size: 0;
    max-block-size: inherit;
    padding: 4px 4px 4px 11px;
    color: transparent;
    line-height: calc(24 / 15);
    overflow: hidden;
    overflow-wrap: anywhere;
    pointer-events: none;
    white-space: pre-wrap;
  }

  [dir='rtl'] .marks {
    padding-inline: 11px 4px;
  }

  .marks mark {
    padding-block: 2px;
    border-radius: 5px;
    background: var(--tint);
    box-shadow: 0 0 0 2px var(--tint);
    color: transparent;
  }

  .tools {
    display: flex;
    gap: 2px;
    align-items: center;
    padding: 0 7px 7px;
  }

  .tools > .send:last-child {
    margin-inline-start: 4px;
  }

  .icon-button.tool {
    inline-size: 32px;
    block-size: 32px;
    border-radius: var(--ck-radius-control, 999px);
  }

  .icon-button.tool[aria-expanded='true'] {
    background: var(--press);
    color: var(--text);
  }

  .gap {
    flex: 1;
  }

  .chips {
    display: flex;
    gap: 4px;
    min-inline-size: 0;
    padding: 2px;
    overflow-x: auto;
    scrollbar-width: none;
  }

  .foot {
    container-type: inline-size;
  }

  /* Where there is little room, the chips get a row of their own. */
  @container (max-width: 500px) {
    .tools:has(.chips) {
      flex-wrap: wrap;
    }

    .chips {
      flex: 1 0 100%;
      order: -1;
    }
  }

  .tool-chip {
    display: inline-flex;
    flex: none;
    gap: 6px;
    align-items: center;
    min-inline-size: 0;
    max-inline-size: 160px;
    block-size: 32px;
    padding: 0 10px;
    border: 1px solid transparent;
    border-radius: var(--ck-radius-control, 999px);
    background: none;
    color: var(--muted);
    font-size: var(--size-13);
    font-weight: 500;
    line-height: 20px;
    white-space: nowrap;
    transition:
      background-color 120ms,
      color 120ms;
  }

  .tool-chip:hover {
    background: var(--hover);
    color: var(--text);
  }

  .tool-chip.stays {
    border-color: var(--line);
  }

  .tool-chip[aria-pressed='true'] {
    border-color: transparent;
    background: var(--tint);
    color: var(--accent-text);
  }

  .tool-chip:focus-visible {
    outline-offset: -2px;
  }

  .tool-chip .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .tool-chip.model {
    flex: 0 1 auto;
    min-inline-size: 3.5em;
    max-inline-size: 200px;
  }

  .tool-chip.model .icon,
  .tool-off .icon {
    inline-size: 14px;
    block-size: 14px;
  }

  .tool-label {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .draft-files {
    display: flex;
    gap: 8px;
    padding: 10px 10px 2px;
    overflow-x: auto;
    scrollbar-width: thin;
  }

  .draft-file {
    position: relative;
    display: flex;
    flex: none;
    gap: 8px;
    align-items: center;
    max-inline-size: 230px;
    block-size: 56px;
    padding: 0 34px 0 8px;
    border: 1px solid var(--line);
    border-radius: min(var(--ck-radius-card, 14px), 12px);
    background: var(--raised);
    font-size: var(--size-13);
    line-height: 18px;
  }

  [dir='rtl'] .draft-file {
    padding: 0 8px 0 34px;
  }

  .draft-file.pictured:not(.failed) {
    inline-size: 56px;
    padding: 0;
  }

  .draft-file.failed {
    border-color: color-mix(in oklab, var(--danger) 45%, var(--surface));
  }

  .draft-file.failed .draft-file-kind {
    color: var(--danger);
  }

  .draft-file-picture {
    inline-size: 100%;
    block-size: 100%;
    border-radius: inherit;
    object-fit: cover;
  }

  .failed .draft-file-picture {
    inline-size: 40px;
    block-size: 40px;
  }

  .uploading .draft-file-picture {
    opacity: 0.6;
  }

  .draft-file-mark {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 8px;
    background: var(--tint);
    color: var(--accent-text);
  }

  .draft-file-words {
    display: grid;
    min-inline-size: 0;
  }

  .draft-file-name,
  .draft-file-kind {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .draft-file-name {
    font-weight: 500;
  }

  .draft-file-kind {
    color: var(--muted);
    font-size: var(--size-12);
  }

  .icon-button.draft-file-remove {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 999px;
    background: color-mix(in oklab, var(--field) 88%, transparent);
    color: var(--text);
  }

  .icon-button.draft-file-remove:hover {
    background: var(--press);
  }

  .draft-file-remove .icon {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 2.25;
  }

  .draft-file-progress {
    position: absolute;
    inset-block-end: 5px;
    inset-inline: 8px;
    inline-size: auto;
    block-size: 3px;
    border: 0;
    border-radius: 999px;
    background: var(--press);
    appearance: none;
    overflow: hidden;
  }

  .draft-file-progress::-webkit-progress-bar {
    background: var(--press);
  }

  .draft-file-progress::-webkit-progress-value {
    border-radius: 999px;
    background: var(--accent);
    transition: inline-size 160ms;
  }

  .draft-file-progress::-moz-progress-bar {
    border-radius: 999px;
    background: var(--accent);
  }

  .draft-file-progress:indeterminate {
    background: linear-gradient(90deg, var(--press) 35%, var(--accent) 50%, var(--press) 65%) 0 0 / 300% 100%;
    animation: uploading 1.2s linear infinite;
  }

  .draft-file-progress:indeterminate::-webkit-progress-bar {
    background: none;
  }

  .draft-file-progress:indeterminate::-moz-progress-bar {
    background: none;
  }

  @keyframes uploading {
    from {
      background-position: 100% 0;
    }

    to {
      background-position: 0 0;
    }
  }

  .file-problems {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    padding: 10px 14px 0;
    color: var(--danger);
    font-size: var(--size-13);
    line-height: 18px;
    overflow-wrap: anywhere;
  }

  .file-problems .icon {
    inline-size: 16px;
    block-size: 16px;
    margin-block: 1px;
  }

  button.tag {
    border: 0;
    border-radius: 6px;
    line-height: inherit;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, var(--accent) 50%, transparent);
    text-underline-offset: 3px;
  }

  .drop-zone {
    position: absolute;
    z-index: 4;
    inset: 0;
    display: grid;
    place-items: center;
    background: color-mix(in oklab, var(--surface) 88%, transparent);
    color: var(--accent-text);
    font-weight: 500;
    pointer-events: none;
  }

  .drop-zone::before {
    position: absolute;
    inset: 12px;
    border: 2px dashed color-mix(in oklab, var(--accent-text) 60%, transparent);
    border-radius: 12px;
    content: '';
  }

  .drop-zone span {
    display: flex;
    gap: 8px;
    align-items: center;
  }

  .dictation {
    gap: 8px;
  }

  .dictation-cancel {
    inline-size: 32px;
    block-size: 32px;
    border-radius: 999px;
  }

  .levels {
    flex: 1;
    min-inline-size: 0;
    inline-size: 0;
    block-size: 24px;
    color: var(--accent-text);
  }

  .dictation-state {
    flex: 1;
    color: var(--muted);
    font-size: var(--size-14);
  }

  .dictation-time {
    min-inline-size: 2.6em;
    color: var(--muted);
    font-size: var(--size-13);
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  @media (pointer: coarse) {
    .popup-row {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .popup-row[aria-selected='true'],
    .popup-row:focus {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .tool-chip[aria-pressed='true'] {
      border-color: Highlight;
    }

    .marks mark {
      forced-color-adjust: none;
      background: Highlight;
      opacity: 0.4;
    }
  }
`;
