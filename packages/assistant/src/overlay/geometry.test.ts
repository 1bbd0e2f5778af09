import { describe, expect, it } from 'vitest';
import { clampSize, cornerTowards, nearestCorner, resized } from './geometry.ts';

it.each([
  [10, 10, 'top-left'],
  [900, 10, 'top-right'],
  [10, 700, 'bottom-left'],
  [900, 700, 'bottom-right'],
] as const)('nearestCorner(%d, %d) is %s', (x, y, corner) => {
  expect(nearestCorner(x, y, 1000, 800)).toBe(corner);
});

it('goes from corner to corner by arrow keys, and not over the edge', () => {
  expect(cornerTowards('bottom-right', 'ArrowUp')).toBe('top-right');
  expect(cornerTowards('bottom-right', 'ArrowLeft')).toBe('bottom-left');
  expect(cornerTowards('top-left', 'ArrowDown')).toBe('bottom-left');
  expect(cornerTowards('top-left', 'ArrowRight')).toBe('top-right');
  expect(cornerTowards('bottom-right', 'ArrowRight')).toBe(null);
  expect(cornerTowards('bottom-right', 'Enter')).toBe(null);
});

describe('the size of the panel', () => {
  const window = { width: 1000, height: 800 };

  it.each([
    [{ width: 5000, height: 5000 }, window],
    [
      { width: 1, height: -5 },
      { width: 320, height: 360 },
    ],
    [
      { width: 500.4, height: 600.6 },
      { width: 500, height: 601 },
    ],
  ])('is kept within the window: %j → %j', (asked, got) => {
    expect(clampSize(asked, window)).toEqual(got);
  });

  it('grows away from the corner that it stands in', () => {
    const start = { width: 400, height: 600 };
    expect(resized(start, -50, -20, 'top-left')).toEqual({ width: 450, height: 620 });
    expect(resized(start, 50, 20, 'bottom-right')).toEqual({ width: 450, height: 620 });
  });
});
