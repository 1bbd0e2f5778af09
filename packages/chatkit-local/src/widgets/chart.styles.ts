import { css } from 'lit';

/** Charts, and what says what is in them. */
export const chartStyles = css`
  .w-chart {
    inline-size: 100%;
    min-inline-size: 0;
    margin: 0;
  }

  .w-chart svg {
    display: block;
    inline-size: 100%;
    max-block-size: 100%;
    overflow: visible;
    direction: ltr;
  }

  .w-grid {
    stroke: var(--line);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }

  .w-grid.zero {
    stroke: color-mix(in oklab, var(--text) 30%, var(--surface));
  }

  .w-tick {
    fill: var(--muted);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
  }

  .w-line {
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 2;
  }

  .w-area {
    opacity: 0.18;
  }

  .w-hit {
    fill: transparent;
  }

  .w-hit:hover {
    fill: color-mix(in oklab, var(--text) 6%, transparent);
  }

  .w-legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    margin-block-start: 8px;
    color: var(--muted);
    font-size: var(--size-12);
  }

  .w-legend span {
    display: inline-flex;
    gap: 6px;
    align-items: center;
  }

  .w-legend i {
    inline-size: 9px;
    block-size: 9px;
    border-radius: 3px;
  }
`;
