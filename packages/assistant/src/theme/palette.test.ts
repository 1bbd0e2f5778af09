import { describe, expect, it } from 'vitest';
import { chatkitTheme, colorsFor, contrast, DEFAULT_PALETTE, isColor } from './palette.ts';

describe('colorsFor', () => {
  it('takes the palette as it is in the light scheme', () => {
    expect(colorsFor(DEFAULT_PALETTE, 'light')).toEqual({
      accent: '#2563eb',
      onAccent: '#ffffff',
      background: '#ffffff',
      text: '#111827',
    });
  });

  it.each(['#2563eb', '#0b1220', '#7c0a02', 'rebeccapurple', 'oklch(0.3 0.1 140)'])(
    'lightens %s until it can be read in the dark scheme',
    (primaryColor) => {
      const { accent, background, text } = colorsFor({ ...DEFAULT_PALETTE, primaryColor }, 'dark');
      expect(contrast(accent, background)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, background)).toBeGreaterThanOrEqual(7);
    },
  );

  it.each(['#facc15', '#ffffff', '#111827', '#2563eb', '#22c55e'])(
    'finds a text that can be read on %s',
    (primaryColor) => {
      const { accent, onAccent } = colorsFor({ ...DEFAULT_PALETTE, primaryColor }, 'light');
      expect(contrast(accent, onAccent)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

describe('chatkitTheme', () => {
  it('says the same in words of ChatKit', () => {
    expect(chatkitTheme(colorsFor(DEFAULT_PALETTE, 'light'), 'light')).toMatchObject({
      colorScheme: 'light',
      color: {
        accent: { primary: '#2563eb' },
        surface: { background: '#ffffff', foreground: '#111827' },
        grayscale: { hue: expect.any(Number), tint: expect.any(Number) },
      },
    });
  });

  it('gives a grey text no hue', () => {
    const theme = chatkitTheme(colorsFor({ ...DEFAULT_PALETTE, textColor: '#000000' }, 'light'), 'light');
    expect(theme).not.toHaveProperty('color.grayscale');
  });
});

describe('isColor', () => {
  it.each(['#fff', 'rgb(1 2 3)', 'hsl(10deg 50% 50%)', 'tomato', 'oklch(0.5 0.1 20)'])('knows %s', (color) => {
    expect(isColor(color)).toBe(true);
  });
  it.each(['', 'bluish', '#ff', 'url(x)', 'red;}body{display:none'])('refuses %j', (color) => {
    expect(isColor(color)).toBe(false);
  });
});
