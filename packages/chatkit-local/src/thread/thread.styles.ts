import { css } from 'lit';

export const threadStyles = css`
  .turns,
  .chunk,
  .turn,
  .question,
  .answer,
  .skeleton {
    display: flex;
    flex-direction: column;
    gap: calc(22px * var(--d));
    min-inline-size: 0;
  }

  .turns {
    max-inline-size: var(--column);
    margin-inline: auto;
    padding: 20px var(--gutter);
  }

  .turn {
    gap: calc(14px * var(--d));
  }

  /* Room at its edges: what is kept out of sight is cut off there. */
  .chunk {
    margin: -6px calc(-1 * var(--gutter));
    padding: 6px var(--gutter);
    contain-intrinsic-block-size: auto 1600px;
  }

  /* Where it is not seen, it keeps the size it had, and costs nothing. */
  .settled {
    content-visibility: auto;
  }

  /* Room for the answer: its question can stand at the top of the view. */
  .turn.anchored {
    min-block-size: calc(100cqb - 32px);
  }

  .question {
    gap: 6px;
    align-items: flex-end;
    padding-inline-start: 15%;
  }

  .bubble {
    max-inline-size: 100%;
    padding: 10px 14px;
    border-radius: var(--ck-radius-bubble, 18px);
    background: var(--tint);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .turn.pending .bubble {
    animation: arrive 180ms var(--ease);
  }

  .tag {
    padding: 1px 6px;
    border-radius: 6px;
    background: color-mix(in oklab, var(--accent) 16%, var(--surface));
    font-weight: 500;
  }

  .question-quote {
    display: -webkit-box;
    max-inline-size: 100%;
    padding-inline-start: 10px;
    overflow: hidden;
    border-inline-start: 2px solid var(--line);
    color: var(--muted);
    font-size: var(--size-13);
    line-height: 1.4;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .file {
    display: flex;
    gap: 6px;
    align-items: center;
    max-inline-size: 240px;
    padding: 4px 10px 4px 8px;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-item, 10px);
    font-size: var(--size-13);
    line-height: 20px;
  }

  .file span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .file .icon {
    inline-size: 14px;
    block-size: 14px;
    color: var(--muted);
  }

  .answer {
    gap: 14px;
  }

  /* Where the next words will come. */
  .growing .markdown > :last-child:not(ul, ol, blockquote, .code, .table)::after,
  .growing .markdown > :is(ul, ol):last-child > li:last-child:not(:has(ul, ol))::after,
  .growing .markdown > blockquote:last-child > p:last-child::after {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-start: 6px;
    border-radius: 50%;
    background: var(--accent);
    animation: breathe 1.2s ease-in-out infinite;
    content: '';
    vertical-align: 0.06em;
  }

  .progress {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 24px;
    color: var(--muted);
    font-size: var(--size-14);
  }

  .progress .icon {
    inline-size: 16px;
    block-size: 16px;
    color: var(--accent-text);
    animation: breathe 1.8s ease-in-out infinite;
  }

  .shimmer {
    overflow-wrap: anywhere;
  }

  @media (prefers-reduced-motion: no-preference) and (forced-colors: none) {
    .shimmer {
      background: linear-gradient(
          100deg,
          var(--muted) 40%,
          color-mix(in oklab, var(--muted) 30%, var(--surface)) 50%,
          var(--muted) 60%
        )
        0 0 / 250% 100%;
      background-clip: text;
      color: transparent;
      animation: shimmer 2s linear infinite;
    }
  }

  .part-coming {
    block-size: 64px;
    border-radius: var(--ck-radius-card, 14px);
    background: var(--raised);
    animation: appear 200ms 200ms both;
  }

  .part-failed {
    color: var(--muted);
    white-space: pre-line;
  }

  .notice-text {
    min-inline-size: 0;
  }

  .notice .markdown {
    font-size: inherit;
    line-height: inherit;
  }

  .actions {
    display: flex;
    gap: 0;
    margin-block-start: -6px;
    margin-inline-start: -8px;
    transition: opacity 120ms;
  }

  .actions .icon-button {
    inline-size: 32px;
    block-size: 32px;
  }

  .actions .icon {
    inline-size: 16px;
    block-size: 16px;
  }

  .actions .icon-button[aria-pressed='true'] {
    color: var(--accent-text);
  }

  .actions .icon-button[aria-pressed='true'] .icon {
    fill: color-mix(in oklab, var(--accent) 22%, var(--surface));
  }

  @media (hover: hover) {
    .turn:not(.last) .actions {
      opacity: 0;
    }

    .turn:hover .actions,
    .turn:focus-within .actions {
      opacity: 1;
    }
  }

  .sources {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .sources li {
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .chip {
    display: flex;
    gap: 7px;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: 30px;
    padding-block: 4px;
    padding-inline: 5px 11px;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-control, 999px);
    color: var(--text);
    font-size: var(--size-13);
    line-height: 20px;
    text-decoration: none;
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  button.chip {
    background: none;
    text-align: start;
  }

  :is(a, button).chip:hover {
    border-color: color-mix(in oklab, var(--accent) 35%, var(--line));
    background: var(--tint);
  }

  .chip-number {
    display: grid;
    flex: none;
    place-items: center;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 4px;
  }

  /* Not a box of its own in the line: a line may not begin with the mark of the word before. */
  .mark {
    padding: 2.5px 6px;
    white-space: nowrap;
  }

  .chip-number,
  .mark {
    border-radius: min(var(--ck-radius-control, 999px), 10px);
    background: var(--tint);
    color: var(--accent-text);
    font-size: 11px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1;
    text-decoration: none;
  }

  a.chip:hover .chip-number {
    background: color-mix(in oklab, var(--accent) 16%, var(--surface));
  }

  .chip-title {
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chip-origin {
    display: inline-flex;
    flex: 0 1 auto;
    gap: 4px;
    align-items: center;
    min-inline-size: 3.5em;
    max-inline-size: 12em;
    color: var(--muted);
    font-size: var(--size-12);
  }

  .chip-origin span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chip-origin .icon {
    inline-size: 12px;
    block-size: 12px;
  }

  .icon-button.latest {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    margin-inline: auto;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-control, 999px);
    background: var(--surface);
    box-shadow: 0 4px 14px color-mix(in oklab, var(--text) 14%, transparent);
    color: var(--text);
    animation: arrive 160ms var(--ease);
  }

  .icon-button.latest:hover {
    background: var(--hover);
  }

  .icon-button.latest .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  .older {
    display: flex;
    gap: 5px;
    justify-content: center;
    padding-block: 4px;
  }

  .older i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--faint);
    animation: breathe 1.2s ease-in-out infinite;
  }

  .older i:nth-child(2) {
    animation-delay: 150ms;
  }

  .older i:nth-child(3) {
    animation-delay: 300ms;
  }

  .load-more {
    align-self: center;
  }

  .skeleton {
    gap: 12px;
    color: var(--muted);
    font-size: var(--size-14);
    /* A thread that comes at once is not announced by a flicker. */
    animation: appear 200ms 150ms both;
  }

  .skeleton i,
  .skeleton b {
    block-size: 14px;
    border-radius: 7px;
    background: var(--press);
    animation: breathe 1.6s ease-in-out infinite;
  }

  .skeleton.text b {
    align-self: flex-end;
    inline-size: 55%;
    block-size: 42px;
    margin-block-end: 12px;
    border-radius: var(--ck-radius-bubble, 18px);
  }

  .skeleton.text i:nth-of-type(2) {
    inline-size: 88%;
  }

  .skeleton.text i:nth-of-type(3) {
    inline-size: 62%;
  }

  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @keyframes breathe {
    50% {
      opacity: 0.45;
    }
  }

  @keyframes shimmer {
    from {
      background-position: 100% 0;
    }

    to {
      background-position: -66% 0;
    }
  }

  @media (forced-colors: active) {
    .bubble,
    .chip-number,
    .mark {
      border: 1px solid CanvasText;
    }
  }
`;
