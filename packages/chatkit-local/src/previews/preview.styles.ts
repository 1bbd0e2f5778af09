import { css } from 'lit';

export const previewStyles = css`
  .preview {
    position: absolute;
    z-index: 3;
    inline-size: max-content;
    max-inline-size: min(320px, calc(100% - 24px));
    max-block-size: calc(100% - 24px);
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--ck-radius-card, 14px);
    background: var(--field);
    box-shadow: 0 8px 28px color-mix(in oklab, #000 16%, transparent);
    font-size: var(--size-13);
    line-height: 20px;
    overflow: hidden auto;
    overflow-wrap: anywhere;
    animation: appear 140ms var(--ease);
  }

  .preview-origin {
    display: flex;
    gap: 6px;
    color: var(--muted);
    font-size: var(--size-12);
    line-height: 18px;
  }

  .preview-origin .icon {
    flex: none;
    inline-size: 13px;
    block-size: 18px;
  }

  .preview-title,
  .preview-description {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .preview-title {
    font-weight: 500;
  }

  .preview-description {
    margin-block-start: 2px;
    color: var(--muted);
    -webkit-line-clamp: 6;
  }
`;
