import { css } from 'lit';

/** Cards and lists: what stands by itself, folds, and can be pressed as a whole. */
export const cardStyles = css`
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
`;
