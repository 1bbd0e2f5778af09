import { css } from 'lit';

export const composerStyles = css`
  .foot {
    flex: none;
    inline-size: 100%;
    max-inline-size: var(--column);
    margin-inline: auto;
    padding: 8px 14px max(14px, env(safe-area-inset-bottom));
  }

  .composer {
    display: flex;
    flex-direction: column;
    border: 1px solid color-mix(in oklab, var(--text) 16%, var(--surface));
    border-radius: var(--ck-radius-composer, 24px);
    background: var(--field);
    box-shadow: 0 1px 2px color-mix(in oklab, var(--text) 5%, transparent);
    cursor: text;
    transition:
      border-color 140ms,
      box-shadow 140ms;
  }

  .composer:hover {
    border-color: color-mix(in oklab, var(--text) 24%, var(--surface));
  }

  .composer:focus-within {
    border-color: color-mix(in oklab, var(--accent) 70%, var(--surface));
    box-shadow: 0 0 0 3px color-mix(in oklab, var(--accent) 16%, transparent);
  }

  .composer-row {
    display: flex;
    gap: 4px;
    align-items: flex-end;
    padding: 7px;
  }

  .grow {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    /* Six lines. */
    max-block-size: calc(6 * var(--size-15) * 24 / 15 + 8px);
    overflow: hidden;
  }

  /* The text once more, unseen: it gives the field its height. */
  .grow::after {
    content: attr(data-value) ' ';
    visibility: hidden;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .grow::after,
  .text {
    grid-area: 1 / 1;
    min-inline-size: 0;
    padding: 4px 4px 4px 11px;
    line-height: calc(24 / 15);
  }

  [dir='rtl'] .grow::after,
  [dir='rtl'] .text {
    padding-inline: 11px 4px;
  }

  .text {
    inline-size: 100%;
    block-size: 100%;
    max-block-size: inherit;
    border: 0;
    outline: 0;
    background: none;
    overflow-wrap: anywhere;
    overflow-y: auto;
    resize: none;
    scrollbar-width: thin;
  }

  .text::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  .send {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    padding: 0;
    border: 0;
    border-radius: var(--ck-radius-control, 999px);
    background: var(--accent);
    color: var(--on-accent);
    transition:
      background-color 140ms,
      color 140ms,
      transform 120ms var(--ease);
  }

  .send .icon {
    inline-size: 18px;
    block-size: 18px;
    stroke-width: 2.25;
  }

  .send.stop .icon {
    inline-size: 14px;
    block-size: 14px;
    fill: currentColor;
  }

  .send:hover {
    background: color-mix(in oklab, var(--accent) 88%, var(--text));
  }

  .send:active {
    transform: scale(0.94);
  }

  .send[aria-disabled='true'] {
    background: var(--press);
    color: var(--muted);
    cursor: default;
    transform: none;
  }

  .quote {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 8px 8px 0 14px;
    color: var(--muted);
    font-size: var(--size-13);
    line-height: 20px;
  }

  .quote span {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .quote .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .composer > .files {
    padding: 8px 10px 0;
  }

  .closed {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: center;
    justify-content: space-between;
    padding: 10px 10px 10px 16px;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-composer, 24px);
    background: var(--raised);
    color: var(--muted);
    font-size: var(--size-14);
    line-height: 20px;
  }

  .closed > span {
    flex: 1 1 10em;
  }

  .disclaimer {
    padding: 8px 8px 0;
    color: var(--muted);
    text-align: center;
    text-wrap: balance;
  }

  .disclaimer .markdown {
    font-size: var(--size-12);
    line-height: 16px;
  }

  .disclaimer.strong {
    color: var(--text);
  }

  @media (forced-colors: active) {
    .composer:focus-within {
      outline: 2px solid Highlight;
    }

    .send {
      border: 1px solid ButtonText;
    }
  }
`;
