import type { Corner } from './placement.ts';

/** The corner of a window that a point is nearest to. */
export const nearestCorner = (x: number, y: number, width: number, height: number): Corner =>
  `${y < height / 2 ? 'top' : 'bottom'}-${x < width / 2 ? 'left' : 'right'}`;

/** The corner that an arrow key leads to, or `null` where it leads nowhere else. */
export function cornerTowards(corner: Corner, key: string): Corner | null {
  const [vertical, side] = corner.split('-') as ['top' | 'bottom', 'left' | 'right'];
  switch (key) {
    case 'ArrowUp':
      return vertical === 'top' ? null : `top-${side}`;
    case 'ArrowDown':
      return vertical === 'bottom' ? null : `bottom-${side}`;
    case 'ArrowLeft':
      return side === 'left' ? null : `${vertical}-left`;
    case 'ArrowRight':
      return side === 'right' ? null : `${vertical}-right`;
    default:
      return null;
  }
}

/** Width and height of the panel, in px. */
export interface Size {
  width: number;
  height: number;
}

/** Smaller than this a chat is no use. */
export const MIN_SIZE: Size = { width: 320, height: 360 };

/** A size that somebody asked for, as large as it may be in a window. */
export const clampSize = (size: Size, window: Size): Size => ({
  width: Math.round(Math.max(MIN_SIZE.width, Math.min(size.width, window.width))),
  height: Math.round(Math.max(MIN_SIZE.height, Math.min(size.height, window.height))),
});

/** The size after the free corner of the panel was moved. */
export const resized = (start: Size, dx: number, dy: number, corner: Corner): Size => ({
  width: start.width + (corner.endsWith('right') ? dx : -dx),
  height: start.height + (corner.startsWith('bottom') ? dy : -dy),
});
