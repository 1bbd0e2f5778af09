import type { Mode, Position } from '../config/types.ts';

/** How the panel stands on the screen: as its mode says, or over the whole of a narrow one. */
export type Presentation = Mode | 'full';

/** On a narrow screen every overlay fills it. */
export const presentationOf = (mode: Mode, narrow: boolean): Presentation =>
  narrow && mode !== 'inline' ? 'full' : mode;

/** The side that a position stands at where the text runs from right to left, or not. */
export function sideOf(position: Position, rtl: boolean): 'left' | 'right' {
  const side = position.split('-')[1];
  if (side === 'start') return rtl ? 'right' : 'left';
  if (side === 'end') return rtl ? 'left' : 'right';
  return side as 'left' | 'right';
}

export type Corner = 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';

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

/** The size after the free corner of the panel was moved; it is the one opposite to where the panel stands. */
export const resized = (start: Size, dx: number, dy: number, side: 'left' | 'right', top: boolean): Size => ({
  width: start.width + (side === 'right' ? -dx : dx),
  height: start.height + (top ? dy : -dy),
});
