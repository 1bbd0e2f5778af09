import type { Position } from '../config/types.ts';

/** Keeps clear of what the device has at its edges. */
const clear = (offset: number, ...edges: string[]): string =>
  `max(${offset}px,${edges.map((edge) => `env(safe-area-inset-${edge})`).join()})`;

/** The declarations that put something at the side of a position; those of start and end follow the writing direction. */
export function sideCss(position: Position, offset: number): string {
  const side = position.split('-')[1];
  const distance = clear(offset, ...(side === 'left' || side === 'right' ? [side] : ['left', 'right']));
  switch (side) {
    case 'left':
      return `left:${distance};right:auto`;
    case 'right':
      return `left:auto;right:${distance}`;
    case 'start':
      return `inset-inline:${distance} auto`;
    default:
      return `inset-inline:auto ${distance}`;
  }
}

/**
 * The corner and its distances, as rules of a style sheet. Pure: the same for the launcher that the script tag draws
 * and for the element.
 *
 * @param offsetX distance from the side, in px.
 * @param offsetY distance from the top or bottom, in px.
 * @param selector what stands at that side.
 * @example
 * placementCss('top-left', 16, 32); // ':host{--_top:max(32px,…);…}.launcher{left:max(16px,…);right:auto}'
 */
export function placementCss(position: Position, offsetX: number, offsetY: number, selector = '.launcher'): string {
  const [vertical = ''] = position.split('-');
  const at = (edge: string): string => (edge === vertical ? clear(offsetY, edge) : 'auto');
  return `:host{--_top:${at('top')};--_bottom:${at('bottom')}}${selector}{${sideCss(position, offsetX)}}`;
}
