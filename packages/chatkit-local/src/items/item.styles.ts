import { css } from 'lit';

export const itemStyles = css`
  .workflow > summary {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: 28px;
    padding-inline: 6px;
    margin-inline-start: -6px;
    border-radius: var(--ck-radius-item, 10px);
    color: var(--muted);
    cursor: pointer;
    font-size: var(--size-14);
    line-height: 20px;
    list-style: none;
    overflow-wrap: anywhere;
  }

  .workflow > summary::-webkit-details-marker {
    display: none;
  }

  .workflow > summary:hover {
    background: var(--hover);
    color: var(--text);
  }

  .workflow > summary .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .workflow > summary .icon:last-child {
    inline-size: 14px;
    block-size: 14px;
    transition: rotate 160ms;
  }

  .workflow[open] > summary .icon:last-child {
    rotate: 180deg;
  }

  .tasks {
    display: flex;
    flex-direction: column;
    margin-block-start: 8px;
    list-style: none;
  }

  .tasks.alone {
    margin-block-start: 0;
  }

  .task {
    position: relative;
    display: flex;
    gap: 10px;
    min-inline-size: 0;
    padding-block-end: 10px;
    font-size: var(--size-14);
    line-height: 20px;
  }

  .task:last-child {
    padding-block-end: 0;
  }

  /* From one step to the next. */
  .task:not(:last-child)::before {
    position: absolute;
    inset-block: 22px 2px;
    inset-inline-start: 7.5px;
    inline-size: 1px;
    background: var(--line);
    content: '';
  }

  .task-icon {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 16px;
    block-size: 20px;
    color: var(--muted);
  }

  .task-icon .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .task-dot {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--faint);
  }

  .spinner {
    inline-size: 13px;
    block-size: 13px;
    border: 2px solid var(--accent-text);
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: turn 800ms linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  .task-body {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .task-title {
    font-weight: 500;
  }

  .task-words .markdown {
    color: var(--muted);
    font-size: var(--size-14);
    line-height: calc(21 / 14);
  }

  .task-queries {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block: 2px;
  }

  .task-queries li {
    display: inline-flex;
    gap: 5px;
    align-items: center;
    padding: 2px 9px 2px 7px;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-control, 999px);
    color: var(--muted);
    font-size: var(--size-12);
    line-height: 18px;
  }

  .task-queries .icon {
    inline-size: 12px;
    block-size: 12px;
  }

  .task-sources {
    display: flex;
    flex-direction: column;
    gap: 1px;
    margin-inline-start: -6px;
  }

  .task-source {
    display: flex;
    gap: 7px;
    align-items: center;
    min-block-size: 26px;
    padding: 2px 6px;
    border-radius: 7px;
    color: var(--text);
    font-size: var(--size-13);
    text-decoration: none;
  }

  a.task-source:hover {
    background: var(--hover);
  }

  .task-source .icon {
    inline-size: 14px;
    block-size: 14px;
    color: var(--muted);
  }

  .task-source-title,
  .task-source-origin {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .task-source-origin {
    flex: 0 1 auto;
    max-inline-size: 12em;
    color: var(--muted);
    font-size: var(--size-12);
  }

  .image {
    inline-size: min(100%, 340px);
    margin: 0;
  }

  .image :is(img, .image-room) {
    display: block;
    inline-size: 100%;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-card, 14px);
    background: var(--raised);
  }

  .image a {
    display: block;
    border-radius: var(--ck-radius-card, 14px);
  }

  .image-room {
    aspect-ratio: 1;
    animation: breathe 1.8s ease-in-out infinite;
  }

  .image img.coming {
    filter: blur(6px) saturate(0.85);
    clip-path: inset(0 round var(--ck-radius-card, 14px));
  }

  .image figcaption {
    display: flex;
    gap: 12px;
    align-items: center;
    min-block-size: 32px;
    color: var(--muted);
    font-size: var(--size-13);
  }

  .image progress {
    flex: 1;
    block-size: 4px;
    min-inline-size: 0;
    overflow: hidden;
    border: 0;
    border-radius: 2px;
    appearance: none;
    background: var(--press);
    accent-color: var(--accent);
  }

  .image progress::-webkit-progress-bar {
    background: var(--press);
  }

  .image progress::-webkit-progress-value {
    border-radius: 2px;
    background: var(--accent);
  }

  .image progress::-moz-progress-bar {
    border-radius: 2px;
    background: var(--accent);
  }

  .image-missing {
    display: flex;
    gap: 8px;
    align-items: center;
    color: var(--muted);
    font-size: var(--size-14);
  }

  .image-missing .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .ask {
    display: flex;
    flex-direction: column;
    gap: calc(18px * var(--d));
    padding: calc(16px * var(--d));
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-card, 14px);
    background: var(--field);
    font-size: var(--size-14);
    line-height: 20px;
  }

  .ask-question {
    min-inline-size: 0;
    padding: 0;
    margin: 0;
    border: 0;
  }

  .ask-words {
    display: block;
    padding: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .ask-hint {
    color: var(--muted);
    font-size: var(--size-13);
  }

  .ask-options {
    display: flex;
    flex-direction: column;
    gap: 6px;
    margin-block-start: 10px;
  }

  .ask-option {
    display: flex;
    gap: 10px;
    align-items: flex-start;
    min-block-size: 40px;
    padding: 9px 12px;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-item, 10px);
    cursor: pointer;
    overflow-wrap: anywhere;
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  .ask-option:hover {
    background: var(--hover);
  }

  .ask-option:has(:checked) {
    border-color: var(--accent);
    background: var(--tint);
  }

  .ask-option:has(:focus-visible) {
    outline: 2px solid var(--accent-text);
    outline-offset: 1px;
  }

  .ask-option input {
    flex: none;
    inline-size: 17px;
    block-size: 17px;
    margin: 1.5px 0;
    accent-color: var(--accent);
    outline: none;
  }

  .ask-field {
    display: block;
    inline-size: 100%;
    min-block-size: 60px;
    padding: 9px 12px;
    margin-block-start: 10px;
    border: 1px solid color-mix(in oklab, var(--text) 46%, var(--surface));
    border-radius: var(--ck-radius-item, 10px);
    background: var(--surface);
    field-sizing: content;
    resize: vertical;
  }

  .ask-field::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  @media (pointer: coarse) {
    .ask-field {
      font-size: max(16px, var(--size-14));
    }
  }

  .ask-actions {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
  }

  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  .button.primary:hover {
    background: color-mix(in oklab, var(--accent) 88%, var(--text));
  }

  .ask .button:disabled {
    cursor: default;
    opacity: 0.5;
  }

  .ask.answered {
    gap: 2px;
    margin: 0;
    background: none;
  }

  .answered dt {
    color: var(--muted);
    font-size: var(--size-13);
  }

  .answered dd {
    margin: 0 0 8px;
    font-weight: 500;
    overflow-wrap: anywhere;
  }

  .answered dd:last-child {
    margin-block-end: 0;
  }

  .answered .skipped {
    color: var(--muted);
    font-weight: 400;
  }

  @media (forced-colors: active) {
    .ask-option:has(:checked) {
      border-color: Highlight;
    }

    .spinner,
    .task-dot {
      forced-color-adjust: none;
      border-color: CanvasText;
      border-inline-end-color: transparent;
    }
  }
`;
