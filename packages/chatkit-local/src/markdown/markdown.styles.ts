import { css } from 'lit';

export const markdownStyles = css`
  .markdown {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .markdown > * {
    margin-block: calc(12px * var(--d));
  }

  .markdown > :first-child {
    margin-block-start: 0;
  }

  .markdown > :last-child {
    margin-block-end: 0;
  }

  .markdown :is(h1, h2, h3, h4, h5, h6) {
    margin-block: calc(22px * var(--d)) calc(8px * var(--d));
    font-size: var(--size-15);
    font-weight: 600;
    line-height: 1.35;
    letter-spacing: -0.008em;
  }

  .markdown :is(h1, h2) {
    font-size: var(--size-17);
  }

  .markdown > :is(h1, h2, h3, h4, h5, h6):first-child {
    margin-block-start: 0;
  }

  .markdown :is(ul, ol) {
    padding-inline-start: 22px;
  }

  .markdown li + li,
  .markdown li > :is(ul, ol) {
    margin-block-start: calc(5px * var(--d));
  }

  .markdown li > p {
    margin-block: 0;
  }

  .markdown li > p + p {
    margin-block-start: 6px;
  }

  .markdown li::marker {
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }

  .markdown blockquote {
    padding-inline-start: 14px;
    border-inline-start: 3px solid color-mix(in oklab, var(--accent) 32%, var(--surface));
    color: color-mix(in oklab, var(--text) 84%, var(--surface));
  }

  .markdown blockquote > * + * {
    margin-block-start: 8px;
  }

  .markdown a:not(.mark) {
    border-radius: 2px;
    color: var(--accent-text);
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, var(--accent-text) 40%, transparent);
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }

  .markdown a:not(.mark):hover {
    text-decoration-color: currentColor;
  }

  .markdown strong,
  .markdown b {
    font-weight: 600;
  }

  .markdown hr {
    block-size: 1px;
    border: 0;
    background: var(--line);
  }

  .markdown img {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
    border-radius: var(--ck-radius-item, 10px);
  }

  .markdown :is(code, kbd, samp) {
    font-family: var(--mono);
    font-size: 0.875em;
    font-variant-ligatures: none;
  }

  .markdown :not(pre) > :is(code, kbd, samp) {
    padding: 0.12em 0.38em;
    border-radius: 5px;
    background: color-mix(in oklab, var(--text) 7%, var(--surface));
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }

  .table code {
    white-space: nowrap;
  }

  .markdown :is(sub, sup) {
    line-height: 0;
  }

  .markdown .mark {
    margin-inline: 3px 1px;
    vertical-align: 0.12em;
    transition: background-color 120ms;
  }

  .markdown .mark + .mark {
    margin-inline-start: 1px;
  }

  .markdown a.mark:hover {
    background: var(--accent);
    color: var(--on-accent);
  }

  .markdown .marks {
    margin-block-start: -6px;
  }

  .code {
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-card, 14px);
    background: var(--raised);
  }

  .code-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 36px;
    padding-inline: 14px 4px;
    color: var(--muted);
    font-size: var(--size-12);
    line-height: 16px;
  }

  .code-copy {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: min(var(--ck-radius-control, 999px), 8px);
    background: none;
    color: inherit;
    transition: background-color 120ms;
  }

  .code-copy:hover {
    background: var(--press);
    color: var(--text);
  }

  .code-copy:focus-visible {
    outline-offset: -2px;
  }

  .code-copy .icon {
    inline-size: 15px;
    block-size: 15px;
  }

  .code pre {
    margin: 0;
    padding: 2px 14px 14px;
    overflow-x: auto;
    direction: ltr;
    font-size: var(--size-14);
    line-height: 1.6;
    overflow-wrap: normal;
    tab-size: 2;
    text-align: left;
    white-space: pre;
    scrollbar-width: thin;
  }

  .code pre:focus-visible,
  .table:focus-visible {
    outline-offset: -2px;
  }

  .table {
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-card, 14px);
    scrollbar-width: thin;
  }

  .table table {
    min-inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--size-14);
    line-height: 20px;
  }

  .table :is(th, td) {
    padding: 8px 14px;
    text-align: start;
    vertical-align: top;
    /* Words stay whole: it is the table that scrolls. */
    overflow-wrap: normal;
  }

  .table td {
    min-inline-size: 6em;
  }

  .table thead {
    background: var(--raised);
  }

  .table th {
    font-weight: 600;
    white-space: nowrap;
  }

  .table tbody tr {
    border-block-start: 1px solid var(--line);
  }

  .table [align='right'] {
    text-align: end;
  }

  .table [align='center'] {
    text-align: center;
  }

  .markdown details > summary {
    cursor: pointer;
  }
`;
