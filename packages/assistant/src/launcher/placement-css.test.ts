import { describe, expect, it } from 'vitest';
import { placementCss, sideCss } from './placement-css.ts';

describe('placementCss', () => {
  it.each([
    ['bottom-right', '--_top:auto;--_bottom:max(32px,env(safe-area-inset-bottom))', 'left:auto;right:max(24px,'],
    ['top-left', '--_top:max(32px,env(safe-area-inset-top));--_bottom:auto', 'left:max(24px,'],
    ['bottom-start', '--_top:auto;', 'inset-inline:max(24px,'],
    ['top-end', ';--_bottom:auto', 'inset-inline:auto max(24px,'],
  ] as const)('puts %s into its corner, clear of the edges of the device', (position, vertical, side) => {
    const css = placementCss(position, 24, 32, '.a,.b');
    expect(css).toContain(vertical);
    expect(css).toContain(`.a,.b{${side}`);
  });

  it('keeps clear of both sides where it may be either', () => {
    expect(sideCss('top-end', 8)).toBe(
      'inset-inline:auto max(8px,env(safe-area-inset-left),env(safe-area-inset-right))',
    );
  });
});
