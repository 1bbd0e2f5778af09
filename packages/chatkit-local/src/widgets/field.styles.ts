import { css } from 'lit';

/** What is chosen or filled in. */
export const fieldStyles = css`
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
`;
