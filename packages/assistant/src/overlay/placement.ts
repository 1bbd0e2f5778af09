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
