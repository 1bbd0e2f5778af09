import { DEFAULT_THEME, type FontSource, type ResolvedTheme } from '../theme/theme.ts';
import type { Checker } from './check.ts';

const SCHEMES = ['light', 'dark'] as const;

export function readTheme(value: unknown, check: Checker): ResolvedTheme {
  if (typeof value === 'string') {
    return { ...DEFAULT_THEME, colorScheme: check.oneOf(value, 'theme', SCHEMES) ?? DEFAULT_THEME.colorScheme };
  }
  const theme = check.object(value, 'theme') ?? {};
  const color = check.object(theme['color'], 'theme.color') ?? {};
  const type = check.object(theme['typography'], 'theme.typography') ?? {};
  return {
    colorScheme: check.oneOf(theme['colorScheme'], 'theme.colorScheme', SCHEMES) ?? DEFAULT_THEME.colorScheme,
    radius: check.oneOf(theme['radius'], 'theme.radius', ['pill', 'round', 'soft', 'sharp']) ?? DEFAULT_THEME.radius,
    density: check.oneOf(theme['density'], 'theme.density', ['compact', 'normal', 'spacious']) ?? DEFAULT_THEME.density,
    accent: readAccent(color['accent'], check),
    surface: readSurface(color['surface'], check),
    grayscale: readGrayscale(color['grayscale'], check),
    baseSize:
      check.oneOf(type['baseSize'], 'theme.typography.baseSize', [14, 15, 16, 17, 18]) ?? DEFAULT_THEME.baseSize,
    fontFamily: check.css('font-family', type['fontFamily'], 'theme.typography.fontFamily') ?? null,
    fontFamilyMono: check.css('font-family', type['fontFamilyMono'], 'theme.typography.fontFamilyMono') ?? null,
    fontSources: (check.array(type['fontSources'], 'theme.typography.fontSources') ?? []).flatMap((each, index) =>
      readFont(each, `theme.typography.fontSources[${index}]`, check),
    ),
  };
}

function readAccent(value: unknown, check: Checker): ResolvedTheme['accent'] {
  const field = 'theme.color.accent';
  const accent = check.object(value, field);
  const primary = accent && check.css('color', accent['primary'], `${field}.primary`);
  if (!primary) return null;
  return { primary, level: check.oneOf(accent['level'], `${field}.level`, [0, 1, 2, 3]) ?? 1 };
}

function readSurface(value: unknown, check: Checker): ResolvedTheme['surface'] {
  const field = 'theme.color.surface';
  const surface = check.object(value, field);
  if (!surface) return null;
  const background = check.css('color', surface['background'], `${field}.background`);
  const foreground = check.css('color', surface['foreground'], `${field}.foreground`);
  return { background: background ?? null, foreground: foreground ?? null };
}

function readGrayscale(value: unknown, check: Checker): ResolvedTheme['grayscale'] {
  const field = 'theme.color.grayscale';
  const gray = check.object(value, field);
  if (!gray) return null;
  return {
    hue: check.number(gray['hue'], `${field}.hue`, 0, 360) ?? 0,
    tint: check.number(gray['tint'], `${field}.tint`, 0, 9) ?? 0,
    shade: check.number(gray['shade'], `${field}.shade`, -4, 4) ?? 0,
  };
}

function readFont(value: unknown, field: string, check: Checker): FontSource[] {
  const font = check.object(value, field);
  if (!font) return [];
  const family = check.string(font['family'], `${field}.family`);
  const src = check.string(font['src'], `${field}.src`);
  if (!family || !src) return [];
  const weight = font['weight'];
  const unicodeRange = check.string(font['unicodeRange'], `${field}.unicodeRange`);
  const style = check.oneOf(font['style'], `${field}.style`, ['normal', 'italic', 'oblique']);
  const display = check.oneOf(font['display'], `${field}.display`, ['auto', 'block', 'swap', 'fallback', 'optional']);
  return [
    {
      family,
      src,
      descriptors: {
        ...(typeof weight === 'number' || typeof weight === 'string' ? { weight: String(weight) } : {}),
        ...(style ? { style } : {}),
        display: display ?? 'swap',
        ...(unicodeRange ? { unicodeRange } : {}),
      },
    },
  ];
}
