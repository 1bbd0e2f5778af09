import { DENSITIES, type Palette, type PaletteChoice, RADII, type Seeds } from '../theme/palette.ts';
import { PRESETS } from '../theme/preset-names.ts';
import { oneOf, wrong } from './checks.ts';
import { DEFAULTS } from './defaults.ts';
import type { Inputs } from './types.ts';

const COLOR_ATTRIBUTES = {
  primaryColor: 'primary-color',
  backgroundColor: 'background-color',
  textColor: 'text-color',
} as const satisfies Record<keyof Seeds, string>;

const SEEDS = Object.keys(COLOR_ATTRIBUTES) as (keyof Seeds)[];

/**
 * What was said of the look, without what cannot be used. What `theme` has in common with attributes has been set as
 * such by then (`groups.ts`); here it is asked for the rest.
 */
export function paletteOf(inputs: Inputs): PaletteChoice {
  const theme = themeOf(inputs.theme);
  const { primaryColor, backgroundColor, textColor, preset, radius, density } = inputs;
  return Object.freeze({
    preset: oneOf('preset', preset, PRESETS, DEFAULTS.preset),
    fromPage: inputs.theme === 'from-page',
    light: colors({ primaryColor, backgroundColor, textColor }, (seed) => COLOR_ATTRIBUTES[seed]),
    dark: colors(theme.dark ?? {}, (seed) => `theme.dark.${seed}`),
    radius: oneOf('radius', radius, RADII, DEFAULTS.radius),
    density: oneOf('density', density, DENSITIES, DEFAULTS.density),
    typography: Object.freeze({ ...theme.typography }),
  });
}

function themeOf(theme: Inputs['theme']): Partial<Palette> {
  if (typeof theme === 'object' && theme !== null) return theme;
  if (theme && theme !== 'from-page') wrong('theme', theme, '"from-page" or an object of colours', null);
  return {};
}

/** The colours that were given and that are some. */
function colors(given: Partial<Record<keyof Seeds, unknown>>, name: (seed: keyof Seeds) => string): Partial<Seeds> {
  return Object.freeze(
    Object.fromEntries(SEEDS.filter((seed) => isColor(name(seed), given[seed])).map((seed) => [seed, given[seed]])),
  );
}

function isColor(name: string, value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  // The browser is the one to ask. Where there is none, nothing is painted either.
  const { CSS } = globalThis as Partial<typeof globalThis>;
  if (typeof value === 'string' && (!CSS || CSS.supports('color', value))) return true;
  wrong(name, value, 'a CSS colour such as "#2563eb"', null);
  return false;
}
