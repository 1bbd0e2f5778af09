import { css } from 'lit';

/** A widget as a whole, and the scheme it may have of its own. */
export const rootStyles = css`
  .widget {
    --w-success: #17713f;
    --w-info: #1d5fbf;
    --w-discovery: #7a3cc2;

    min-inline-size: 0;
    max-inline-size: 100%;
    padding: 3px;
    margin: -3px;
    overflow: clip;
    isolation: isolate;
    contain: layout style;
    font-size: var(--size-14);
    line-height: calc(20 / 14);
    overflow-wrap: anywhere;
    transition: opacity 160ms;
  }

  .w-scheme-dark {
    --w-success: #6fd69a;
    --w-info: #8ab8ff;
    --w-discovery: #c9a4ff;
  }

  .widget[aria-busy='true'] {
    opacity: 0.55;
  }

  .w-theme {
    --accent-text: var(--accent);
    --tint: color-mix(in oklab, var(--accent) 12%, var(--surface));

    color: var(--text);
  }

  .w-theme-light {
    --surface: #fff;
    --text: #111827;
    --accent: #2563eb;
    --on-accent: #fff;
    --field: var(--surface);
    --danger: #b3261e;
    --warning: #8a5300;

    color-scheme: light;
  }

  .w-theme-dark {
    --surface: #0f1420;
    --text: #e6e9f0;
    --accent: #7ea6ff;
    --on-accent: #0b0f19;
    --field: color-mix(in oklab, var(--text) 5%, var(--surface));
    --danger: #ff8f87;
    --warning: #f5c26b;

    color-scheme: dark;
  }
`;
