import type { ColorScheme, ThemeOption, TypographyOption } from '@openai/chatkit';
import type { PresetName } from './preset-names.ts';

export const RADII = ['pill', 'round', 'soft', 'sharp'] as const satisfies readonly ThemeOption['radius'][];
export const DENSITIES = ['compact', 'normal', 'spacious'] as const satisfies readonly ThemeOption['density'][];

export type Radius = (typeof RADII)[number];
export type Density = (typeof DENSITIES)[number];

/** Three colours, from which everything else is mixed. Any CSS colour; `var(--brand)` too. */
export interface Seeds {
  /** Launcher, links, the person's own messages. Default `#2563eb`. */
  primaryColor: string;
  /** What the panel stands on. Default `#ffffff`, in the dark scheme `#0f1420`. */
  backgroundColor: string;
  /** Default `#111827`, in the dark scheme `#e6e9f0`. */
  textColor: string;
}

/**
 * What a page says of the look, for the shell and the chat at once. Everything is optional where it is given.
 *
 * @example
 * assistant.theme = { preset: 'forest', radius: 'soft', dark: { backgroundColor: '#101512' } };
 */
export interface Palette extends Seeds {
  /** A whole palette by name; what else is given is laid over it. Default `azure`. */
  preset: PresetName;
  /** How round the controls are. Default `pill`. */
  radius: Radius;
  /** How much room things have. Default `normal`. */
  density: Density;
  /** Font and base size in px, as ChatKit takes them. Default: the page's font. */
  typography: TypographyOption;
  /** Colours of the dark scheme. What is missing is derived from the light ones. */
  dark: Partial<Seeds>;
}

/** A palette, checked: what was said, and nothing else. */
export interface PaletteChoice {
  readonly preset: PresetName;
  /** Whether the colours are to be read from the page around. */
  readonly fromPage: boolean;
  readonly light: Readonly<Partial<Seeds>>;
  readonly dark: Readonly<Partial<Seeds>>;
  readonly radius: Radius;
  readonly density: Density;
  readonly typography: Readonly<TypographyOption>;
}

/** The colours of one scheme, worked out. */
export interface Colors {
  accent: string;
  /** Text and icons on the accent: white or near-black, whichever can be read better. */
  onAccent: string;
  /** The accent where it is text or a line: as it is, or as far from it as it takes to be read. */
  accentText: string;
  background: string;
  text: string;
  /** Text that stands back, and can still be read. */
  muted: string;
  /** The hue of the greys in degrees, and how strongly they lean to it, from 0 to 9. */
  gray: { hue: number; tint: number };
}

/** Everything that can be seen of a palette, in the scheme in force. */
export interface Look {
  scheme: ColorScheme;
  colors: Colors;
  radius: Radius;
  density: Density;
  typography: TypographyOption;
}

/** The default palette, worked out beforehand: a page without colours of its own need not load what works them out. */
export const DEFAULT_COLORS = {
  light: {
    accent: '#2563eb',
    onAccent: '#ffffff',
    accentText: '#2563eb',
    background: '#ffffff',
    text: '#111827',
    muted: '#575d69',
    gray: { hue: 265, tint: 3 },
  },
  dark: {
    accent: '#5c8dff',
    onAccent: '#0b1220',
    accentText: '#5c8dff',
    background: '#0f1420',
    text: '#e6e9f0',
    muted: '#9499a3',
    gray: { hue: 267, tint: 1 },
  },
} as const satisfies Record<ColorScheme, Colors>;
