import { expect, test } from 'vitest';
import { contrast, mix, readColor, withContrast, type Rgb } from './color.ts';
import { DEFAULT_THEME } from './theme.ts';
import { themeTokens } from './tokens.ts';

const color = (value: string | undefined): Rgb => readColor(value ?? '')!;
const accent = (primary: string) => ({ accent: { primary, level: 1 } as const });

test('the defaults are those of the brand', () => {
  const tokens = themeTokens(DEFAULT_THEME);
  expect(tokens).toMatchObject({ '--ck-surface': '#ffffff', '--ck-text': '#111827', '--ck-accent': '#2563eb' });
  expect(tokens['--ck-on-accent']).toBe('#ffffff');
});

test.each(['#2563eb', '#facc15', '#111827', '#ffffff', '#e11d48', '#16a34a', '#7c3aed'])(
  'words in %s can be read in both schemes, on the surface and on its tint, and words on it too',
  (primary) => {
    for (const [colorScheme, tint] of [
      ['light', 0.1],
      ['dark', 0.16],
    ] as const) {
      const tokens = themeTokens({ ...DEFAULT_THEME, colorScheme, ...accent(primary) });
      const surface = color(tokens['--ck-surface']);
      const words = color(tokens['--ck-accent-text']);
      const fill = color(tokens['--ck-accent']);
      expect(contrast(words, surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(words, mix(fill, tint, surface))).toBeGreaterThanOrEqual(4.45);
      expect(contrast(color(tokens['--ck-on-accent']), fill)).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test('a surface of the page wins over a grayscale', () => {
  const surface = { background: '#fafafa', foreground: '#222222' };
  const tokens = themeTokens({ ...DEFAULT_THEME, surface, grayscale: { hue: 200, tint: 5, shade: 0 } });
  expect(tokens).toMatchObject({ '--ck-surface': '#fafafa', '--ck-text': '#222222' });
});

test('radius, density and size are numbers that CSS reckons with', () => {
  const tokens = themeTokens({ ...DEFAULT_THEME, radius: 'sharp', density: 'compact', baseSize: 18 });
  expect(tokens).toMatchObject({ '--ck-radius-bubble': '2px', '--ck-density': '0.8', '--ck-scale': '1.2' });
});

test('contrast is reckoned as WCAG has it', () => {
  expect(contrast([1, 1, 1], [0, 0, 0])).toBeCloseTo(21);
  expect(contrast(color('#767676'), [1, 1, 1])).toBeCloseTo(4.54, 1);
});

test('a colour that stands out already is left alone', () => {
  const blue = color('#2563eb');
  expect(withContrast(blue, [1, 1, 1], 4.5)).toBe(blue);
});

test.each([
  ['#abc', [0xaa, 0xbb, 0xcc]],
  ['#a1b2c3', [0xa1, 0xb2, 0xc3]],
  ['#a1b2c3ff', [0xa1, 0xb2, 0xc3]],
  ['rgb(10, 20, 30)', [10, 20, 30]],
  ['rgba(10 20 30 / 50%)', [10, 20, 30]],
])('%s is read', (value, channels) => {
  expect(color(value).map((channel) => Math.round(channel * 255))).toEqual(channels);
});

test('a higher level of the accent tints more', () => {
  const tint = (level: 0 | 1 | 2 | 3) => {
    const tokens = themeTokens({ ...DEFAULT_THEME, accent: { primary: '#2563eb', level } });
    return tokens['--ck-tint'];
  };
  expect([tint(0), tint(1), tint(2), tint(3)]).toEqual(['6%', '10%', '14%', '20%']);
});
