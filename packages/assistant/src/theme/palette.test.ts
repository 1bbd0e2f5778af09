import { describe, expect, it } from 'vitest';
import { chatkitTheme } from './chatkit-theme.ts';
import { derive } from './derive.ts';
import { DEFAULT_COLORS, type Look } from './palette.ts';
import { PRESET_SEEDS } from './presets.ts';
import { shellCss } from './shell-css.ts';

const look: Look = {
  scheme: 'light',
  colors: DEFAULT_COLORS.light,
  radius: 'soft',
  density: 'compact',
  typography: { baseSize: 16, fontFamily: '"Inter", sans-serif' },
};

describe('the default palette', () => {
  it.each(['light', 'dark'] as const)('is what would be worked out of it, %s', (scheme) => {
    expect(DEFAULT_COLORS[scheme]).toEqual(derive(scheme, { light: {}, dark: {}, base: PRESET_SEEDS.azure }).colors);
  });
});

describe('chatkitTheme', () => {
  it('leaves nothing to a default of ChatKit', () => {
    expect(chatkitTheme(look)).toEqual({
      colorScheme: 'light',
      typography: { baseSize: 16, fontFamily: '"Inter", sans-serif' },
      radius: 'soft',
      density: 'compact',
      color: {
        accent: { primary: '#2563eb', level: 1 },
        surface: { background: '#ffffff', foreground: '#111827' },
        grayscale: { hue: 265, tint: 3, shade: 0 },
      },
    });
  });
});

describe('shellCss', () => {
  it('says the same in custom properties', () => {
    const css = shellCss(look);
    for (const part of ['--_accent:#2563eb', '--_text:#111827', '--_radius:10px', '--_header:48px', '--_size:16px']) {
      expect(css).toContain(part);
    }
  });

  it('lets no font end the declaration that it stands in', () => {
    const css = shellCss({ ...look, typography: { fontFamily: 'Inter;}:host{display:none' } });
    expect(css).not.toMatch(/[{}]/);
    expect(css.match(/--_font:[^;]*/)?.[0]).toBe('--_font:Interhostdisplaynone');
  });
});
