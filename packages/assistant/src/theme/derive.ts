/**
 * Works out a whole palette from three colours, in OKLCH, where a step of lightness looks like one. The colour library
 * comes with this file, so it is loaded only for pages with colours of their own.
 */
import type { ColorScheme } from '@openai/chatkit';
import {
  clampChroma,
  converter,
  formatHex,
  interpolate,
  modeHsl,
  modeHwb,
  modeLab,
  modeLch,
  modeLrgb,
  modeOklab,
  modeOklch,
  modeP3,
  modeRgb,
  type Oklch,
  parse,
  useMode,
  wcagContrast,
} from 'culori/fn';
import type { Colors, Seeds } from './palette.ts';

// What a browser writes a computed colour in, and the linear RGB that contrast is measured in.
for (const mode of [modeRgb, modeHsl, modeHwb, modeLab, modeLch, modeLrgb, modeOklab, modeOklch, modeP3]) useMode(mode);
const toOklch = converter('oklch');

const WHITE = '#ffffff';
const BLACK = '#000000';
const INK = '#0b1220';

/** WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (controls). */
export const AA = { text: 4.5, control: 3 } as const;

/** Below this a colour has no hue worth speaking of. */
const GREY = 0.004;

/** A colour that was given and cannot be read where it stands. */
export interface Finding {
  /** Which of the three. */
  seed: keyof Seeds;
  value: string;
  background: string;
  ratio: number;
  /** What WCAG AA asks for. */
  least: number;
  /** What is taken instead. */
  instead: string;
  insteadRatio: number;
}

/** What to work from: what the page said, over a palette for both schemes. */
export interface DeriveFrom {
  light: Partial<Seeds>;
  dark: Partial<Seeds>;
  base: Record<ColorScheme, Seeds>;
}

/** Whether this is a colour that can be worked with. */
export const isReadable = (value: string): boolean => parse(value) !== undefined;

/** Contrast of two colours as WCAG 2 counts it, from 1 to 21. */
export const contrast = (a: string, b: string): number => wcagContrast(a, b);

/** Lightness and chroma in OKLCH, and how opaque it is. */
export function lookAt(color: string): { l: number; c: number; alpha: number } {
  const { l, c, alpha = 1 } = oklch(color);
  return { l, c, alpha };
}

const oklch = (color: string): Oklch => toOklch(color) ?? { mode: 'oklch', l: 0, c: 0 };

/** As hex, without alpha, in sRGB: less colourful where the screen cannot show it, but of the same hue. */
const toHex = (color: string | Oklch): string =>
  formatHex(clampChroma(typeof color === 'string' ? oklch(color) : color, 'oklch'));

/** As it is where sRGB has it, so that a brand's hex stays that hex. */
const plain = (color: string): string => {
  const parsed = parse(color);
  return parsed?.mode === 'rgb' ? formatHex(parsed) : toHex(color);
};

/** White, near-black or, between the two, black: whichever can be read on `color`. */
export function readableOn(color: string): string {
  const best = contrast(color, WHITE) >= contrast(color, INK) ? WHITE : INK;
  return contrast(color, best) >= AA.text ? best : BLACK;
}

/** The colour, as much lighter or darker as it takes to stand out from a background by `least`. */
function withContrast(color: string, background: string, least: number): string {
  if (contrast(color, background) >= least) return color;
  const from = oklch(color);
  const step = contrast(background, WHITE) >= contrast(background, BLACK) ? 0.005 : -0.005;
  for (let l = from.l + step; l > 0 && l < 1; l += step) {
    const moved = toHex({ ...from, l });
    if (contrast(moved, background) >= least) return moved;
  }
  return step > 0 ? WHITE : BLACK;
}

/** A surface for the night with the hue of the one for the day. One that is dark already stays. */
function darkSurface(surface: string, text: string): string {
  const day = oklch(surface);
  if (day.l < 0.35) return plain(surface);
  const { h, c } = day.c > GREY ? day : oklch(text);
  return c > GREY && h !== undefined
    ? toHex({ mode: 'oklch', l: 0.19, c: Math.min(0.024, 0.01 + c * 0.5), h })
    : '#141414';
}

/** Words for the night: nearly white, with a breath of the hue they stand on. */
function darkText(background: string): string {
  const { c, h } = oklch(background);
  return c > GREY && h !== undefined ? toHex({ mode: 'oklch', l: 0.93, c: 0.01, h }) : '#ececec';
}

/** The three colours of a scheme: given, or from the other scheme, or the palette's. */
function seedsOf(scheme: ColorScheme, { light, dark, base }: DeriveFrom): Seeds {
  if (scheme === 'light') return { ...base.light, ...light };
  const day = { ...base.light, ...light };
  const newSurface = light.backgroundColor !== undefined;
  const backgroundColor =
    dark.backgroundColor ??
    (newSurface || light.textColor !== undefined
      ? darkSurface(day.backgroundColor, day.textColor)
      : base.dark.backgroundColor);
  const ours = backgroundColor === base.dark.backgroundColor;
  return {
    backgroundColor,
    textColor: dark.textColor ?? (ours ? base.dark.textColor : darkText(backgroundColor)),
    primaryColor: dark.primaryColor ?? light.primaryColor ?? base.dark.primaryColor,
  };
}

/**
 * The colours of a scheme, each of which can be read where it stands, and what had to be changed for that.
 *
 * Only colours that were given for this very scheme are worth a word; ours are moved in silence. An accent stays as it
 * is where it is a fill, since what stands on it can be read, and gives way where it is text.
 *
 * @example
 * derive('light', { light: { textColor: '#999' }, dark: {}, base: PRESET_SEEDS.azure }).findings[0].ratio; // 2.85
 */
export function derive(scheme: ColorScheme, from: DeriveFrom): { colors: Colors; findings: Finding[] } {
  const given = from[scheme];
  const seeds = seedsOf(scheme, from);
  const findings: Finding[] = [];
  const background = plain(seeds.backgroundColor);

  const check = (seed: keyof Seeds, value: string, least: number, instead: string): void => {
    const ratio = contrast(value, background);
    if (given[seed] === undefined || ratio >= least) return;
    findings.push({ seed, value, background, ratio, least, instead, insteadRatio: contrast(instead, background) });
  };

  const wanted = plain(seeds.textColor);
  const text = withContrast(wanted, background, AA.text);
  check('textColor', wanted, AA.text, text);

  let accent = plain(seeds.primaryColor);
  // Derived, not chosen: in the dark the whole accent is lightened, as a fill that glows would be too heavy.
  if (scheme === 'dark' && given.primaryColor === undefined) accent = withContrast(accent, background, AA.text);
  const accentText = withContrast(accent, background, AA.text);
  check('primaryColor', accent, AA.control, accentText);

  return {
    colors: {
      accent,
      onAccent: readableOn(accent),
      accentText,
      background,
      text,
      muted: mutedOf(text, background),
      gray: grayOf(text, background),
    },
    findings,
  };
}

/** Two thirds of the text's weight, or more where that could not be read. */
function mutedOf(text: string, background: string): string {
  const mix = interpolate([background, text], 'oklab');
  for (let share = 0.66; share < 1; share += 0.02) {
    const muted = formatHex(mix(share));
    if (contrast(muted, background) >= AA.text) return muted;
  }
  return text;
}

/** The greys lean to the hue of the text, or of the surface where the text has none. */
function grayOf(text: string, background: string): Colors['gray'] {
  const words = oklch(text);
  const { c, h } = words.c > GREY ? words : oklch(background);
  if (h === undefined || c <= GREY) return { hue: 0, tint: 0 };
  return { hue: Math.round(h) % 360, tint: Math.min(9, Math.max(1, Math.round(c * 100))) };
}
