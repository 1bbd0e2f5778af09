import type { ChatKitOptions, ColorScheme, ThemeOption } from '@openai/chatkit';
import {
  converter,
  formatHex,
  modeHsl,
  modeHwb,
  modeLab,
  modeLch,
  modeLrgb,
  modeOklab,
  modeOklch,
  modeP3,
  modeRgb,
  parse,
  useMode,
  wcagContrast,
} from 'culori/fn';

// What CSS can write a colour in, and the linear RGB that contrast is measured in.
for (const mode of [modeRgb, modeHsl, modeHwb, modeLab, modeLch, modeLrgb, modeOklab, modeOklch, modeP3]) useMode(mode);
const toOklch = converter('oklch');

/** Three colours, from which everything else is mixed. */
export interface Palette {
  /** Launcher, links, the person's own messages. Default `#2563eb`. */
  primaryColor: string;
  /** What the panel stands on, in the light scheme. Default `#ffffff`. */
  backgroundColor: string;
  /** In the light scheme. Default `#111827`. */
  textColor: string;
}

export const DEFAULT_PALETTE: Palette = {
  primaryColor: '#2563eb',
  backgroundColor: '#ffffff',
  textColor: '#111827',
};

const DARK_SURFACE = { background: '#0f1420', text: '#e6e9f0' };
const INK = '#0b1220';
const PAPER = '#ffffff';

/** WCAG 2.2, success criterion 1.4.3. */
const MIN_CONTRAST = 4.5;

/** The colours of one scheme, as any browser reads them. */
export interface Colors {
  accent: string;
  /** Text and icons on the accent: whichever of white and near-black has more contrast. */
  onAccent: string;
  background: string;
  text: string;
}

/** Whether this is a colour that can be worked with. */
export const isColor = (value: string): boolean => parse(value) !== undefined;

/** Contrast of two colours, 1 to 21. */
export const contrast = (a: string, b: string): number => wcagContrast(a, b);

/** White or near-black, whichever can be read better on `color`. */
export const readableOn = (color: string): string => (contrast(color, PAPER) >= contrast(color, INK) ? PAPER : INK);

/**
 * The colours of a scheme. In the dark one the surface is ours, and the accent is lightened until it can be read on it.
 *
 * @example
 * colorsFor(DEFAULT_PALETTE, 'dark').background; // '#0f1420'
 */
export function colorsFor(palette: Palette, scheme: ColorScheme): Colors {
  if (scheme === 'light') {
    const { primaryColor, backgroundColor, textColor } = palette;
    return {
      accent: primaryColor,
      onAccent: readableOn(primaryColor),
      background: backgroundColor,
      text: textColor,
    };
  }
  const { background, text } = DARK_SURFACE;
  const accent = lightenUntilReadable(palette.primaryColor, background);
  return { accent, onAccent: readableOn(accent), background, text };
}

function lightenUntilReadable(color: string, background: string): string {
  const start = toOklch(color);
  if (!start || contrast(color, background) >= MIN_CONTRAST) return color;
  for (let lightness = start.l; lightness < 1; lightness += 0.01) {
    const lighter = formatHex({ ...start, l: lightness });
    if (contrast(lighter, background) >= MIN_CONTRAST) return lighter;
  }
  return PAPER;
}

/**
 * The same colours as ChatKit takes them.
 *
 * @example
 * element.setOptions({ …, theme: chatkitTheme(colorsFor(palette, 'light'), 'light') });
 */
export function chatkitTheme(colors: Colors, colorScheme: ColorScheme): NonNullable<ChatKitOptions['theme']> {
  const text = toOklch(colors.text);
  return {
    colorScheme,
    radius: 'pill',
    density: 'normal',
    color: {
      accent: { primary: colors.accent, level: 1 },
      surface: { background: colors.background, foreground: colors.text },
      ...(text?.h === undefined ? {} : { grayscale: { hue: Math.round(text.h), tint: tintOf(text.c) } }),
    },
  } satisfies ThemeOption;
}

/** How strongly greys lean to the hue of the text: ChatKit counts it from 0 to 9. */
const tintOf = (chroma: number): 0 | 3 | 6 => (chroma < 0.01 ? 0 : chroma < 0.06 ? 3 : 6);
