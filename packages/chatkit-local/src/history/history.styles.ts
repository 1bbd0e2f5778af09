import { css } from 'lit';

export const historyStyles = css`
  .history {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    background: var(--surface);
    animation: history-in 180ms var(--ease);
  }

  @keyframes history-in {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }

  .history-scroller {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    padding: 8px 10px max(12px, env(safe-area-inset-bottom));
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-color: color-mix(in oklab, var(--text) 22%, transparent) transparent;
    scrollbar-width: thin;
  }

  .history-scroller > * {
    flex: none;
    inline-size: 100%;
    max-inline-size: var(--column);
    margin-inline: auto;
  }

  .history-scroller > .failure {
    margin-block-end: 8px;
  }

  .thread-row {
    position: relative;
    display: flex;
    align-items: center;
    min-block-size: 56px;
    border-radius: var(--ck-radius-item, 10px);
    transition: background-color 120ms;
  }

  .thread-row + .thread-row {
    margin-block-start: 2px;
  }

  .thread-row.current {
    background: var(--tint);
  }

  .thread-open {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    padding: calc(8px * var(--d)) 10px;
    border: 0;
    border-radius: inherit;
    background: none;
    text-align: start;
  }

  .thread-open:focus-visible {
    outline-offset: -2px;
  }

  .thread-title {
    overflow: hidden;
    font-size: var(--size-14);
    font-weight: 500;
    line-height: 20px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .thread-date {
    overflow: hidden;
    color: var(--muted);
    font-size: var(--size-12);
    line-height: 18px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .thread-now {
    color: var(--accent-text);
    font-weight: 500;
  }

  .thread-now::after {
    color: var(--muted);
    font-weight: 400;
    content: ' · ';
  }

  .thread-date time:first-child {
    display: inline-block;
  }

  .thread-date time:first-child::first-letter {
    text-transform: uppercase;
  }

  .thread-actions {
    display: flex;
    flex: none;
    padding-inline-end: 6px;
  }

  .thread-actions .icon-button,
  .rename-form .icon-button {
    inline-size: 32px;
    block-size: 32px;
  }

  .thread-actions .icon,
  .rename-form .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .thread-row .icon-button:hover {
    background: var(--press);
  }

  @media (hover: hover) {
    .thread-row:not(.rename, .delete):hover {
      background: var(--hover);
    }

    .thread-row.current:hover {
      background: color-mix(in oklab, var(--accent) 14%, var(--surface));
    }

    .thread-actions {
      opacity: 0;
      transition: opacity 120ms;
    }

    .thread-row:hover .thread-actions,
    .thread-row:focus-within .thread-actions {
      opacity: 1;
    }
  }

  .rename-form,
  .delete-form {
    display: flex;
    flex: 1;
    gap: 6px;
    align-items: center;
    min-inline-size: 0;
    padding: 6px;
  }

  .rename-form {
    gap: 2px;
  }

  .rename-input {
    flex: 1;
    min-inline-size: 0;
    block-size: 36px;
    padding-inline: 10px;
    border: 1px solid color-mix(in oklab, var(--accent) 70%, var(--surface));
    border-radius: min(var(--ck-radius-item, 10px), 8px);
    outline: 0;
    background: var(--surface);
    box-shadow: 0 0 0 3px color-mix(in oklab, var(--accent) 16%, transparent);
    font-size: var(--size-14);
  }

  .thread-row.delete {
    background: color-mix(in oklab, var(--danger) 7%, var(--surface));
  }

  .delete-question {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    padding-inline: 4px;
  }

  .empty {
    display: flex;
    flex: 1 !important;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    padding: 24px;
    text-align: center;
  }

  .empty-icon {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    margin-block-end: 14px;
    border-radius: 50%;
    background: var(--tint);
    color: var(--accent-text);
  }

  .empty-title {
    font-weight: 600;
  }

  .empty-hint {
    max-inline-size: 28em;
    margin-block: 2px 16px;
    color: var(--muted);
    font-size: var(--size-14);
    line-height: 20px;
  }

  .skeleton.rows {
    padding: 10px;
  }

  .skeleton.rows i {
    block-size: 40px;
    border-radius: var(--ck-radius-item, 10px);
  }

  .history .load-more {
    inline-size: auto;
    margin-block-start: 10px;
  }
`;
