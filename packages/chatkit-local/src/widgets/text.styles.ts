import { css } from 'lit';

/** What is read or looked at. */
export const textStyles = css`
  .w-text,
  .w-title,
  .w-caption,
  .w-label {
    line-height: 1.42;
    text-align: match-parent;
    white-space: pre-line;
  }

  .w-title {
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.28;
  }

  .w-caption {
    color: var(--muted);
  }

  .w-label {
    font-weight: 500;
  }

  .w-truncate {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .w-clamp {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
  }

  .w-markdown .markdown {
    font-size: inherit;
    line-height: inherit;
  }

  .w-icon {
    display: inline-flex;
    flex: none;
  }

  .w-icon .icon {
    inline-size: var(--w-icon, 16px);
    block-size: var(--w-icon, 16px);
  }

  .w-image {
    display: block;
    flex: none;
    max-inline-size: 100%;
    border-radius: var(--ck-radius-item, 10px);
    background: var(--raised);
    object-fit: cover;
  }

  .w-image.framed {
    border: 1px solid var(--line);
  }

  .w-no-image {
    color: var(--muted);
    font-size: var(--size-13);
  }
`;
