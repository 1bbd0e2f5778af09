import { css } from 'lit';

/** Five colours, mixed with the text so that each is read on either scheme at 4.5:1 and more. */
export const highlightStyles = css`
  .code {
    --k-red: color-mix(in oklab, #c4184b 82%, var(--text));
    --k-blue: color-mix(in oklab, #1255cc 82%, var(--text));
    --k-green: color-mix(in oklab, #0d6b3c 85%, var(--text));
    --k-violet: color-mix(in oklab, #7a32c9 85%, var(--text));
    --k-orange: color-mix(in oklab, #9a4a00 85%, var(--text));
  }

  :host([data-color-scheme='dark']) .code {
    --k-red: #ff8fa8;
    --k-blue: #86b6ff;
    --k-green: #84d8a2;
    --k-violet: #cda6ff;
    --k-orange: #f2b37a;
  }

  .hljs-comment,
  .hljs-quote {
    color: var(--muted);
    font-style: italic;
  }

  .hljs-keyword,
  .hljs-selector-tag,
  .hljs-built_in,
  .hljs-doctag,
  .hljs-section,
  .hljs-meta,
  .hljs-tag,
  .hljs-name {
    color: var(--k-violet);
  }

  .hljs-string,
  .hljs-regexp,
  .hljs-addition,
  .hljs-template-tag,
  .hljs-selector-attr {
    color: var(--k-green);
  }

  .hljs-number,
  .hljs-literal,
  .hljs-symbol,
  .hljs-bullet,
  .hljs-attribute {
    color: var(--k-orange);
  }

  .hljs-title,
  .hljs-attr,
  .hljs-property,
  .hljs-selector-id,
  .hljs-selector-class,
  .hljs-link {
    color: var(--k-blue);
  }

  .hljs-type,
  .hljs-variable,
  .hljs-template-variable,
  .hljs-deletion {
    color: var(--k-red);
  }

  .hljs-subst {
    color: var(--text);
  }

  .hljs-strong,
  .hljs-section {
    font-weight: 600;
  }

  .hljs-emphasis {
    font-style: italic;
  }
`;
