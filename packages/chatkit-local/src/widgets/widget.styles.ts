import { css } from 'lit';

/**
 * Widgets stand on the palette of the element. Nothing of them reaches out of their box: what a server draws cannot
 * lie over the chat's own controls.
 */
export const widgetStyles = css`
  .widget {
    --w-success: #17713f;
    --w-info: #1d5fbf;
    --w-discovery: #7a3cc2;

    min-inline-size: 0;
    max-inline-size: 100%;
    padding: 3px;
    margin: -3px;
    overflow: clip;
    isolation: isolate;
    contain: layout style;
    font-size: var(--size-14);
    line-height: calc(20 / 14);
    overflow-wrap: anywhere;
    transition: opacity 160ms;
  }

  .w-scheme-dark {
    --w-success: #6fd69a;
    --w-info: #8ab8ff;
    --w-discovery: #c9a4ff;
  }

  .widget[aria-busy='true'] {
    opacity: 0.55;
  }

  .w-theme {
    --accent-text: var(--accent);
    --muted: color-mix(in oklab, var(--text) 66%, var(--surface));
    --faint: color-mix(in oklab, var(--text) 38%, var(--surface));
    --line: color-mix(in oklab, var(--text) 11%, var(--surface));
    --hover: color-mix(in oklab, var(--text) 5.5%, var(--surface));
    --press: color-mix(in oklab, var(--text) 10%, var(--surface));
    --raised: color-mix(in oklab, var(--text) 4%, var(--surface));
    --tint: color-mix(in oklab, var(--accent) 12%, var(--surface));

    color: var(--text);
  }

  .w-theme-light {
    --surface: #fff;
    --text: #111827;
    --accent: #2563eb;
    --on-accent: #fff;
    --field: var(--surface);
    --danger: #b3261e;
    --warning: #8a5300;

    color-scheme: light;
  }

  .w-theme-dark {
    --surface: #0f1420;
    --text: #e6e9f0;
    --accent: #7ea6ff;
    --on-accent: #0b0f19;
    --field: color-mix(in oklab, var(--text) 5%, var(--surface));
    --danger: #ff8f87;
    --warning: #f5c26b;

    color-scheme: dark;
  }

  .w-card {
    inline-size: 100%;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-card, 14px);
    background: var(--field);
  }

  .w-card-body {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: calc(16px * var(--d));
  }

  .w-status {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 40px;
    padding: 8px calc(16px * var(--d));
    border-block-end: 1px solid var(--line);
    color: var(--muted);
    font-size: var(--size-13);
    line-height: 18px;
  }

  .w-status .icon,
  .w-favicon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  .w-favicon {
    border-radius: 3px;
  }

  .w-favicon.framed {
    inline-size: 20px;
    block-size: 20px;
    padding: 2px;
    border: 1px solid var(--line);
    background: #fff;
  }

  .w-card-actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
    padding: 0 calc(16px * var(--d)) calc(16px * var(--d));
  }

  .w-card-actions .w-button {
    flex: 1 1 auto;
  }

  .w-fold > summary,
  .w-more > summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    cursor: pointer;
    list-style: none;
  }

  .w-fold > summary::-webkit-details-marker,
  .w-more > summary::-webkit-details-marker {
    display: none;
  }

  .w-fold > summary > :first-child {
    flex: 1;
    min-inline-size: 0;
    border-block-end: 0;
  }

  .w-fold > summary::after {
    flex: none;
    inline-size: 7px;
    block-size: 7px;
    margin-inline: 8px 18px;
    border-block-end: 1.75px solid var(--muted);
    border-inline-end: 1.75px solid var(--muted);
    content: '';
    rotate: 45deg;
    translate: 0 -2px;
  }

  .w-fold[open] > summary::after {
    rotate: 225deg;
    translate: 0 2px;
  }

  .w-fold[open] > summary {
    border-block-end: 1px solid var(--line);
  }

  .w-fold-words {
    padding: 10px calc(16px * var(--d));
    overflow: hidden;
    color: var(--muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .w-fold > summary:focus-visible,
  .w-more > summary:focus-visible {
    outline-offset: -2px;
  }

  .w-more > summary {
    justify-content: center;
    padding: 10px 16px;
    border-block-start: 1px solid var(--line);
    color: var(--accent-text);
    font-size: var(--size-13);
    font-weight: 500;
  }

  .w-more > summary:hover {
    background: var(--hover);
  }

  .w-more[open] > summary {
    display: none;
  }

  .w-row-item {
    position: relative;
    display: flex;
    gap: 12px;
    align-items: center;
    padding: calc(11px * var(--d)) calc(16px * var(--d));
  }

  .w-list li + li,
  .w-more li {
    border-block-start: 1px solid var(--line);
  }

  .w-cover {
    position: absolute;
    inset: 0;
    padding: 0;
    border: 0;
    background: none;
  }

  .w-cover:hover {
    background: color-mix(in oklab, var(--text) 5%, transparent);
  }

  .w-cover:focus-visible {
    outline-offset: -2px;
  }

  .w-cover[aria-busy='true'] {
    animation: breathe 1.2s ease-in-out infinite;
    background: color-mix(in oklab, var(--text) 8%, transparent);
  }

  .w-pressable > * {
    pointer-events: none;
  }

  .w-pressable > .w-cover,
  .w-pressable :is(button, a, input, select, textarea, label) {
    pointer-events: auto;
  }

  .w-pressable :is(.w-button, .w-picker, .w-field, .w-choice) {
    position: relative;
    z-index: 1;
  }

  .w-box {
    display: flex;
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .w-row {
    flex-direction: row;
    align-items: center;
    gap: 8px;
  }

  .w-col {
    flex-direction: column;
    gap: 8px;
  }

  .w-basic {
    gap: 12px;
  }

  .w-row > :is(.w-text, .w-title, .w-caption) {
    min-inline-size: 0;
  }

  .w-form {
    min-inline-size: 0;
    transition: opacity 160ms;
  }

  .w-form > .w-box {
    gap: 10px;
  }

  .w-form[aria-busy='true'] {
    opacity: 0.6;
    pointer-events: none;
  }

  .w-spacer {
    flex: 1 1 auto;
  }

  .w-divider {
    align-self: stretch;
    flex: none;
    block-size: var(--w-size, 1px);
    margin-block: var(--w-room, 0);
    background: var(--w-line, var(--line));
  }

  .w-row > .w-divider {
    inline-size: var(--w-size, 1px);
    block-size: auto;
    margin-block: 0;
    margin-inline: var(--w-room, 0);
  }

  .w-card-body > .flush {
    margin-inline: calc(-16px * var(--d));
  }

  .w-card-body > img.flush {
    inline-size: calc(100% + 32px * var(--d));
    max-inline-size: none;
    border-radius: 0;
  }

  .w-card-body > img.flush:first-child {
    margin-block-start: calc(-16px * var(--d));
  }

  .w-card-body > img.flush:last-child {
    margin-block-end: calc(-16px * var(--d));
  }

  .w-enter {
    animation: arrive 240ms var(--ease);
  }

  .w-text,
  .w-title,
  .w-caption,
  .w-label {
    line-height: 1.42;
    text-align: match-parent;
    white-space: pre-line;
  }

  .w-title {
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.28;
  }

  .w-caption {
    color: var(--muted);
  }

  .w-label {
    font-weight: 500;
  }

  .w-truncate {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .w-clamp {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
  }

  .w-markdown .markdown {
    font-size: inherit;
    line-height: inherit;
  }

  .w-icon {
    display: inline-flex;
    flex: none;
  }

  .w-icon .icon {
    inline-size: var(--w-icon, 16px);
    block-size: var(--w-icon, 16px);
  }

  .w-image {
    display: block;
    flex: none;
    max-inline-size: 100%;
    border-radius: var(--ck-radius-item, 10px);
    background: var(--raised);
    object-fit: cover;
  }

  .w-image.framed {
    border: 1px solid var(--line);
  }

  .w-no-image {
    color: var(--muted);
    font-size: var(--size-13);
  }

  /* One colour a name: as text, and with text on it. */
  .w-c-primary {
    --c: var(--accent);
    --c-text: var(--accent-text);
    --c-on: var(--on-accent);
  }

  .w-c-secondary {
    --c: color-mix(in oklab, var(--text) 86%, var(--surface));
    --c-text: color-mix(in oklab, var(--text) 82%, var(--surface));
    --c-on: var(--surface);
  }

  .w-c-success {
    --c-text: var(--w-success);
  }

  .w-c-danger {
    --c-text: var(--danger);
  }

  .w-c-warning,
  .w-c-caution {
    --c-text: var(--warning);
  }

  .w-c-info {
    --c-text: var(--w-info);
  }

  .w-c-discovery {
    --c-text: var(--w-discovery);
  }

  .w-badge,
  .w-button {
    --fill: var(--c, var(--c-text));
    --on-fill: var(--c-on, var(--surface));
  }

  .w-badge {
    display: inline-flex;
    flex: none;
    align-items: center;
    max-inline-size: 100%;
    padding: 1px 7px;
    border: 1px solid transparent;
    border-radius: min(var(--ck-radius-item, 6px), 6px);
    font-size: var(--size-12);
    font-weight: 500;
    line-height: 16px;
    overflow-wrap: anywhere;
  }

  .w-badge-md {
    padding: 2px 9px;
    font-size: var(--size-13);
    line-height: 18px;
  }

  .w-badge-lg {
    padding: 4px 11px;
    font-size: var(--size-14);
    line-height: 20px;
  }

  .w-solid {
    background: var(--fill);
    color: var(--on-fill);
  }

  .w-soft {
    background: color-mix(in oklab, var(--c-text) 11%, var(--surface));
    color: var(--c-text);
  }

  :is(.w-badge, .w-button).w-outline {
    border-color: color-mix(in oklab, var(--c-text) 30%, var(--surface));
    background: transparent;
    color: var(--c-text);
  }

  .w-ghost {
    background: transparent;
    color: var(--c-text);
  }

  .w-badge.w-soft {
    color: color-mix(in oklab, var(--c-text) 92%, var(--text));
  }

  .w-s-3xs {
    --h: 22px;
    --f: var(--size-12);
  }

  .w-s-2xs {
    --h: 24px;
    --f: var(--size-12);
  }

  .w-s-xs {
    --h: 26px;
    --f: var(--size-13);
  }

  .w-s-sm {
    --h: 28px;
    --f: var(--size-13);
  }

  .w-s-md {
    --h: 32px;
    --f: var(--size-14);
  }

  .w-s-lg {
    --h: 36px;
    --f: var(--size-14);
  }

  .w-s-xl {
    --h: 40px;
    --f: var(--size-15);
  }

  .w-s-2xl {
    --h: 44px;
    --f: var(--size-15);
  }

  .w-s-3xl {
    --h: 48px;
    --f: var(--size-17);
  }

  .w-button {
    position: relative;
    display: inline-flex;
    flex: none;
    gap: 6px;
    align-items: center;
    justify-content: center;
    max-inline-size: 100%;
    min-block-size: var(--h);
    padding: 2px calc(var(--h) * 0.36);
    border: 1px solid transparent;
    border-radius: min(var(--ck-radius-control, 999px), 10px);
    font-size: var(--f);
    font-weight: 500;
    line-height: 1.3;
    transition:
      filter 120ms,
      background-color 120ms;
  }

  .w-button.pill,
  .w-badge.pill,
  .w-field.pill {
    border-radius: 999px;
  }

  :is(.w-col, .w-card-body) > .w-button:not(.block) {
    align-self: flex-start;
  }

  .w-button.uniform {
    inline-size: var(--h);
    padding: 0;
  }

  .w-button.block {
    inline-size: 100%;
  }

  .w-button .icon {
    inline-size: var(--w-icon, 16px);
    block-size: var(--w-icon, 16px);
  }

  .w-button.w-solid:hover {
    background: color-mix(in oklab, var(--fill) 88%, var(--text));
  }

  .w-button:is(.w-outline, .w-ghost):hover {
    background: color-mix(in oklab, var(--c-text) 7%, var(--surface));
  }

  .w-button.w-soft:hover {
    background: color-mix(in oklab, var(--c-text) 17%, var(--surface));
  }

  .w-button:is(:disabled, [aria-disabled='true']) {
    cursor: default;
    opacity: 0.5;
  }

  .w-button[aria-busy='true'] {
    color: transparent;
  }

  .w-button[aria-busy='true']::after {
    position: absolute;
    inline-size: 16px;
    block-size: 16px;
    border: 2px solid var(--c-text);
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: w-turn 700ms linear infinite;
    content: '';
  }

  .w-button.w-solid[aria-busy='true']::after {
    border-color: var(--on-fill);
    border-inline-end-color: transparent;
  }

  @keyframes w-turn {
    to {
      rotate: 1turn;
    }
  }

  .w-field,
  .w-editable {
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: var(--h);
    padding: 5px var(--w-gutter, 11px);
    border: 1px solid color-mix(in oklab, var(--text) 46%, var(--surface));
    border-radius: min(var(--ck-radius-control, 999px), 10px);
    background: var(--surface);
    color: inherit;
    font-family: inherit;
    font-size: max(var(--f), var(--w-field-size, 0px));
    line-height: 20px;
    text-align: start;
    transition: border-color 120ms;
  }

  .w-field.block,
  .w-picker.block,
  .w-picker.block .w-field {
    inline-size: 100%;
  }

  .w-f-soft,
  .w-f-ghost {
    border-color: transparent;
    background: var(--press);
  }

  .w-f-solid {
    background: var(--raised);
  }

  .w-f-ghost {
    background: transparent;
  }

  .w-field:hover:not(:disabled) {
    border-color: color-mix(in oklab, var(--text) 62%, var(--surface));
  }

  .w-field:focus-visible {
    border-color: var(--accent-text);
    outline-offset: -1px;
  }

  .w-field:user-invalid,
  .w-editable:user-invalid {
    border-color: var(--danger);
  }

  .w-field:disabled,
  .w-choice:has(:disabled) {
    opacity: 0.55;
  }

  .w-field::placeholder,
  .w-editable::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  .w-textarea {
    resize: vertical;
  }

  .w-textarea.grows {
    field-sizing: content;
    resize: none;
  }

  .w-editable {
    inline-size: 100%;
    min-block-size: 30px;
    padding: 4px 0 3px;
    border-width: 0 0 1px;
    border-radius: 0;
    background: transparent;
    font-size: max(var(--size-14), var(--w-field-size, 0px));
  }

  .w-editable:hover {
    border-block-end-color: var(--text);
  }

  textarea.w-editable {
    field-sizing: content;
    resize: none;
  }

  .w-picker {
    position: relative;
    display: inline-flex;
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .w-picker .w-select {
    padding-inline-end: 32px;
    appearance: none;
    text-overflow: ellipsis;
  }

  .w-picker > .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 10px;
    inline-size: 15px;
    block-size: 15px;
    margin-block: auto;
    color: var(--muted);
    pointer-events: none;
  }

  .w-date::-webkit-calendar-picker-indicator {
    inline-size: 16px;
    padding: 0;
    margin: 0;
    opacity: 0.65;
  }

  /* In half of a phone's width the whole date can be read. */
  .w-picker:has(.w-clear) .w-date {
    padding-inline: 8px 28px;
  }

  .w-clear {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 3px;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    padding: 0;
    margin-block: auto;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--muted);
  }

  .w-clear:hover {
    background: var(--press);
    color: var(--text);
  }

  .w-clear .icon {
    inline-size: 14px;
    block-size: 14px;
  }

  .w-choice {
    display: inline-flex;
    gap: 9px;
    align-items: flex-start;
    min-block-size: 24px;
    padding-block: 2px;
    cursor: pointer;
  }

  .w-choice input {
    flex: none;
    inline-size: 17px;
    block-size: 17px;
    margin: 1.5px 0;
    accent-color: var(--accent);
    cursor: inherit;
  }

  .w-radios {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 18px;
  }

  .w-radios.w-col {
    gap: 4px;
  }

  .w-radios.w-row {
    align-items: flex-start;
  }

  .w-table {
    max-inline-size: 100%;
    overflow-x: auto;
    scrollbar-width: thin;
  }

  .w-table:focus-visible {
    outline-offset: -2px;
  }

  .w-table table {
    min-inline-size: 100%;
    border-collapse: collapse;
    line-height: 20px;
  }

  .w-table :is(td, th) {
    padding: 8px 10px;
    text-align: start;
    vertical-align: middle;
    overflow-wrap: normal;
  }

  .w-table :is(td, th):first-child {
    padding-inline-start: 0;
  }

  .w-table :is(td, th):last-child {
    padding-inline-end: 0;
  }

  .w-table th {
    color: var(--muted);
    font-weight: 500;
  }

  .w-table tr + tr {
    border-block-start: 1px solid var(--line);
  }

  .w-chart {
    inline-size: 100%;
    min-inline-size: 0;
    margin: 0;
  }

  .w-chart svg {
    display: block;
    inline-size: 100%;
    max-block-size: 100%;
    overflow: visible;
    direction: ltr;
  }

  .w-grid {
    stroke: var(--line);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }

  .w-grid.zero {
    stroke: color-mix(in oklab, var(--text) 30%, var(--surface));
  }

  .w-tick {
    fill: var(--muted);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
  }

  .w-line {
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 2;
  }

  .w-area {
    opacity: 0.18;
  }

  .w-hit {
    fill: transparent;
  }

  .w-hit:hover {
    fill: color-mix(in oklab, var(--text) 6%, transparent);
  }

  .w-legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    margin-block-start: 8px;
    color: var(--muted);
    font-size: var(--size-12);
  }

  .w-legend span {
    display: inline-flex;
    gap: 6px;
    align-items: center;
  }

  .w-legend i {
    inline-size: 9px;
    block-size: 9px;
    border-radius: 3px;
  }

  /* A phone zooms into a field with smaller text, and does not come back. */
  @media (pointer: coarse) {
    .widget {
      --w-field-size: 16px;
    }
  }

  @media (forced-colors: active) {
    .w-button,
    .w-badge,
    .w-field,
    .w-cover {
      border: 1px solid ButtonText;
    }

    .w-legend i,
    .w-bar,
    .w-line,
    .w-area {
      forced-color-adjust: none;
    }
  }
`;
