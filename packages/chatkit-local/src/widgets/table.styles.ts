import { css } from 'lit';

/** Tables. */
export const tableStyles = css`
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
`;
