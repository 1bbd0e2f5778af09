import { describe, expect, it } from 'vitest';
import { placementCss, placementFor } from './placement.ts';

describe('placementFor', () => {
  it.each([
    ['bottom-right', 'auto', '24px', '32px', 'auto', 'bottom right'],
    ['bottom-left', 'auto', 'auto', '32px', '24px', 'bottom left'],
    ['top-right', '32px', '24px', 'auto', 'auto', 'top right'],
    ['top-left', '32px', 'auto', 'auto', '24px', 'top left'],
  ] as const)('puts %s into its corner', (position, top, right, bottom, left, origin) => {
    expect(placementFor(position, 24, 32)).toMatchObject({
      '--_top': top,
      '--_right': right,
      '--_bottom': bottom,
      '--_left': left,
      '--_origin': origin,
      '--_offset-x': '24px',
      '--_offset-y': '32px',
    });
  });

  it('is one rule for the host', () => {
    expect(placementCss(placementFor('top-left', 1, 2))).toMatch(/^:host\{--_top:2px;--_right:auto;.*\}$/);
  });
});
