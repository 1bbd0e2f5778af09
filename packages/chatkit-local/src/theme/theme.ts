import type { ColorScheme, ThemeOption, TypographyOption } from '@openai/chatkit';

export interface FontSource {
  family: string;
  src: string;
  descriptors: FontFaceDescriptors;
}

/** ChatKit's `ThemeOption` with every default filled in. */
export interface ResolvedTheme {
  colorScheme: ColorScheme;
  radius: NonNullable<ThemeOption['radius']>;
  density: NonNullable<ThemeOption['density']>;
  accent: { primary: string; level: 0 | 1 | 2 | 3 } | null;
  surface: { background: string | null; foreground: string | null } | null;
  /** `hue` in degrees, `tint` 0 to 9, `shade` -4 to 4. */
  grayscale: { hue: number; tint: number; shade: number } | null;
  /** Pixels. */
  baseSize: NonNullable<TypographyOption['baseSize']>;
  fontFamily: string | null;
  fontFamilyMono: string | null;
  fontSources: FontSource[];
}

export const DEFAULT_THEME: ResolvedTheme = {
  colorScheme: 'light',
  radius: 'pill',
  density: 'normal',
  accent: null,
  surface: null,
  grayscale: null,
  baseSize: 15,
  fontFamily: null,
  fontFamilyMono: null,
  fontSources: [],
};
