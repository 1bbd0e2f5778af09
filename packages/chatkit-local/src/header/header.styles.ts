import { css } from 'lit';

export const headerStyles = css`
  .header {
    display: flex;
    flex: none;
    gap: 2px;
    align-items: center;
    min-block-size: 56px;
    padding-inline: 10px;
    border-block-end: 1px solid var(--line);
  }

  .title {
    flex: 1;
    min-inline-size: 0;
    margin-inline: 6px;
    overflow: hidden;
    font-size: var(--size-15);
    font-weight: 600;
    line-height: 20px;
    letter-spacing: -0.005em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .title:first-child {
    margin-inline-start: 10px;
  }
`;
