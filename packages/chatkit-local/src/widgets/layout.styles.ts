import { css } from 'lit';

/** What holds other components, and what stands between them. */
export const layoutStyles = css`
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
`;
