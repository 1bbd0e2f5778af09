/** What is loaded for a page with colours of its own: the presets, and what works palettes out of colours. */
import type { ColorScheme, TypographyOption } from '@openai/chatkit';
import { derive, type Finding, isReadable, lookAt } from './derive.ts';
import { type PageLook, samplePage } from './from-page.ts';
import type { Colors, PaletteChoice, Seeds } from './palette.ts';
import { PRESET_SEEDS } from './presets.ts';

export { samplePage };

export interface WorkOrder {
  palette: Pick<PaletteChoice, 'preset' | 'light' | 'dark'>;
  scheme: ColorScheme;
  /** What was read off the page, where that was asked for. It gives way to what the page said in words. */
  page: PageLook | null;
  /** The colours that a style sheet set, for the scheme in force. They win over all others. */
  css: Partial<Seeds>;
}

export interface WorkedOut {
  colors: Colors;
  findings: Finding[];
  typography: TypographyOption;
}

/** Works out the colours of a scheme from all that was said. */
export function workOut({ palette, scheme, page, css }: WorkOrder): WorkedOut {
  const sampled = (of: ColorScheme): Partial<Seeds> => (page && page.dark === (of === 'dark') ? page.seeds : {});
  const light = { ...sampled('light'), ...usable(palette.light) };
  const dark = { ...sampled('dark'), ...usable(palette.dark) };
  // A dark page has told its brand colour, and a light one would have the same.
  if (page?.dark && page.seeds.primaryColor) light.primaryColor ??= page.seeds.primaryColor;
  const from = { light, dark, base: PRESET_SEEDS[palette.preset] };
  Object.assign(from[scheme], usable(css));
  const { colors, findings } = derive(scheme, from);
  return { colors, findings, typography: page?.typography ?? {} };
}

/** Without what no colour library reads, and what cannot be seen. */
const usable = (seeds: Partial<Seeds>): Partial<Seeds> =>
  Object.fromEntries(Object.entries(seeds).filter(([, color]) => isReadable(color) && lookAt(color).alpha > 0));
