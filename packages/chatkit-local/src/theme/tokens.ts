import type { ColorScheme } from '@openai/chatkit';
import { contrast, mix, parseColor, toHex, withContrast, type Rgb } from './color.ts';
import type { ResolvedTheme } from './theme.ts';

/** The colours that all others are mixed from in CSS. */
const DEFAULTS = {
  light: { surface: '#ffffff', text: '#111827' },
  dark: { surface: '#0f1420', text: '#e6e9f0' },
} satisfies Record<ColorScheme, object>;

const ACCENT = '#2563eb';

/** Contrast that WCAG AA asks of text. */
const AA = 4.5;

const WHITE: Rgb = [1, 1, 1];
const NEAR_BLACK: Rgb = [0.043, 0.059, 0.098];

/** How much of the accent tints a surface, by `accent.level`. The eye sees less of it on a dark one. */
const TINTS = { light: [0.06, 0.1, 0.14, 0.2], dark: [0.1, 0.16, 0.22, 0.28] } as const;

const RADII: Record<
  ResolvedTheme['radius'],
  { control: number; composer: number; bubble: number; card: number; item: number }
> = {
  pill: { control: 999, composer: 24, bubble: 18, card: 14, item: 10 },
  round: { control: 10, composer: 16, bubble: 14, card: 12, item: 8 },
  soft: { control: 7, composer: 10, bubble: 10, card: 8, item: 6 },
  sharp: { control: 2, composer: 2, bubble: 2, card: 2, item: 2 },
};

const DENSITIES: Record<ResolvedTheme['density'], number> = { compact: 0.8, normal: 1, spacious: 1.25 };

/** The neutral colours: ours, or shades of a hue. */
function neutrals({ colorScheme, grayscale }: ResolvedTheme): { surface: string; text: string } {
  if (!grayscale) return DEFAULTS[colorScheme];
  const { hue, tint, shade } = grayscale;
  const oklch = (lightness: number) => `oklch(${lightness} ${tint * 0.0035} ${hue})`;
  return colorScheme === 'dark'
    ? { surface: oklch(0.2 + shade * 0.015), text: oklch(0.93) }
    : { surface: oklch(Math.min(1, 1 - tint * 0.003 + shade * 0.01)), text: oklch(0.22 + shade * 0.015) };
}

/** Custom properties, by name, that draw a theme. */
export function themeTokens(theme: ResolvedTheme): Record<string, string> {
  const neutral = neutrals(theme);
  const surface = theme.surface?.background ?? neutral.surface;
  const text = theme.surface?.foreground ?? neutral.text;
  const primary = theme.accent?.primary ?? ACCENT;
  const tint = TINTS[theme.colorScheme][theme.accent?.level ?? 1];
  const radii = RADII[theme.radius];
  return {
    '--ck-surface': surface,
    '--ck-text': text,
    ...accentTokens(primary, surface, theme.colorScheme, tint),
    '--ck-tint': `${Math.round(tint * 100)}%`,
    // Depth is shown by light where there is no room for shadow.
    '--ck-lift': theme.colorScheme === 'dark' ? '5%' : '0%',
    '--ck-danger-base': theme.colorScheme === 'dark' ? '#ff8f87' : '#b3261e',
    '--ck-warning-base': theme.colorScheme === 'dark' ? '#f5c26b' : '#8a5300',
    '--ck-radius-control': `${radii.control}px`,
    '--ck-radius-composer': `${radii.composer}px`,
    '--ck-radius-bubble': `${radii.bubble}px`,
    '--ck-radius-card': `${radii.card}px`,
    '--ck-radius-item': `${radii.item}px`,
    '--ck-density': String(DENSITIES[theme.density]),
    '--ck-scale': String(theme.baseSize / 15),
    ...(theme.fontFamily ? { '--ck-font': theme.fontFamily } : {}),
    ...(theme.fontFamilyMono ? { '--ck-font-mono': theme.fontFamilyMono } : {}),
    'color-scheme': theme.colorScheme,
  };
}

function accentTokens(primary: string, surface: string, scheme: ColorScheme, tint: number): Record<string, string> {
  const accent = parseColor(primary);
  const ground = parseColor(surface) ?? parseColor(DEFAULTS[scheme].surface);
  // A colour that only the browser understands (`var(--brand)`): taken as it is.
  if (!accent || !ground) return { '--ck-accent': primary, '--ck-accent-text': primary, '--ck-on-accent': '#ffffff' };
  // On a dark surface the whole accent is lightened; on a light one only where it is text. Such text stands on
  // the tint too, which a lighter accent makes lighter: a few rounds settle it.
  const dark = scheme === 'dark';
  let words = accent;
  for (let round = 0; round < 5; round++) words = withContrast(words, mix(dark ? words : accent, tint, ground), AA);
  const fill = dark ? words : accent;
  const onFill = contrast(WHITE, fill) >= contrast(NEAR_BLACK, fill) ? WHITE : NEAR_BLACK;
  return { '--ck-accent': toHex(fill), '--ck-accent-text': toHex(words), '--ck-on-accent': toHex(onFill) };
}
