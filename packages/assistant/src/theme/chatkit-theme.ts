import type { ThemeOption } from '@openai/chatkit';
import type { Look } from './palette.ts';

/** All of ChatKit's theme, so that nothing is left to a default that may change upstream. */
export type FullTheme = Required<ThemeOption> & { color: Required<NonNullable<ThemeOption['color']>> };

/**
 * The look as ChatKit takes it.
 *
 * @example
 * element.setOptions({ …, theme: chatkitTheme(look) });
 */
export function chatkitTheme({ scheme, colors, radius, density, typography }: Look): FullTheme {
  const { accent, background, text, gray } = colors;
  return {
    colorScheme: scheme,
    typography: { ...typography },
    radius,
    density,
    color: {
      accent: { primary: accent, level: 1 },
      surface: { background, foreground: text },
      grayscale: { hue: gray.hue, tint: gray.tint as 0, shade: 0 },
    },
  };
}
