import type { Position } from '../config/types.ts';

/** Where launcher and panel stand: CSS values for the custom properties that the style sheets read. */
export interface Placement {
  '--_top': string;
  '--_right': string;
  '--_bottom': string;
  '--_left': string;
  /** The distances themselves, whichever corner it is. */
  '--_offset-x': string;
  '--_offset-y': string;
  /** Where the panel grows from. */
  '--_origin': string;
}

/**
 * The corner and its distances. Pure: the same for the launcher that the script tag draws and for the element.
 *
 * @param offsetX distance from the left or right edge, in px.
 * @param offsetY distance from the top or bottom edge, in px.
 * @example
 * placementFor('top-left', 16, 32)['--_top']; // '32px'
 */
export function placementFor(position: Position, offsetX: number, offsetY: number): Placement {
  const [vertical, horizontal] = position.split('-') as ['top' | 'bottom', 'left' | 'right'];
  const inset = (side: string, chosen: string, offset: number): string => (side === chosen ? `${offset}px` : 'auto');
  return {
    '--_top': inset('top', vertical, offsetY),
    '--_right': inset('right', horizontal, offsetX),
    '--_bottom': inset('bottom', vertical, offsetY),
    '--_left': inset('left', horizontal, offsetX),
    '--_offset-x': `${offsetX}px`,
    '--_offset-y': `${offsetY}px`,
    '--_origin': `${vertical} ${horizontal}`,
  };
}

/** The declarations as one rule for the host. */
export const placementCss = (placement: Placement): string =>
  `:host{${Object.entries(placement)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;
