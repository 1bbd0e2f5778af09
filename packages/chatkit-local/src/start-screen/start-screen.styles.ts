import { css } from 'lit';

export const startScreenStyles = css`
  .start {
    display: flex;
    flex-direction: column;
    justify-content: center;
    max-inline-size: var(--column);
    min-block-size: 100%;
    margin-inline: auto;
    padding: 20px var(--gutter) max(8px, 7cqb);
  }

  .note,
  .start > .failure {
    margin-block-end: 24px;
  }

  .greeting {
    margin-block-end: calc(14px * var(--d));
    font-size: var(--size-22);
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.018em;
    text-wrap: balance;
    overflow-wrap: break-word;
  }

  .prompts li + li {
    border-block-start: 1px solid var(--line);
  }

  .prompt {
    position: relative;
    display: flex;
    gap: 12px;
    align-items: center;
    inline-size: 100%;
    min-block-size: 44px;
    padding: calc(10px * var(--d)) 0;
    border: 0;
    background: none;
    font-size: var(--size-14);
    line-height: 20px;
    text-align: start;
  }

  /* The hover shows a little beyond the words, which stay in line with everything else. */
  .prompt::before {
    position: absolute;
    inset: 2px -10px;
    border-radius: var(--ck-radius-item, 10px);
    background: var(--hover);
    content: '';
    opacity: 0;
    transition: opacity 120ms;
  }

  .prompt > * {
    position: relative;
  }

  .prompt .icon {
    inline-size: 18px;
    block-size: 18px;
    color: var(--accent-text);
  }

  .prompt.more .icon {
    color: var(--muted);
  }

  .prompt.more {
    color: var(--muted);
  }

  .prompt-label {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .prompt-go {
    opacity: 0;
    transform: translateX(-4px) rotate(45deg);
    transition:
      opacity 120ms,
      transform 160ms var(--ease);
  }

  .prompt .prompt-go .icon {
    inline-size: 16px;
    block-size: 16px;
    color: var(--muted);
  }

  [dir='rtl'] .prompt-go {
    transform: translateX(4px) rotate(-45deg);
  }

  .prompt:focus-visible {
    outline: 0;
  }

  .prompt:focus-visible::before {
    outline: 2px solid var(--accent-text);
    background: none;
    opacity: 1;
  }

  .prompt:focus-visible .prompt-go {
    opacity: 1;
    transform: rotate(45deg);
  }

  @media (hover: hover) {
    .prompt:hover::before {
      opacity: 1;
    }

    .prompt:hover .prompt-go {
      opacity: 1;
      transform: rotate(45deg);
    }

    [dir='rtl'] .prompt:hover .prompt-go {
      transform: rotate(-45deg);
    }
  }

  .prompt:active::before {
    background: var(--press);
    opacity: 1;
  }

  @media (forced-colors: active) {
    .prompt {
      border: 1px solid ButtonText;
    }
  }
`;
