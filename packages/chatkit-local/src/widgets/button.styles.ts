import { css } from 'lit';

/** Badges and buttons: their colours, variants and sizes. */
export const buttonStyles = css`
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
`;
