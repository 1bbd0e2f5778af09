import { AA, contrast, derive, PRESET_SEEDS, type PresetName, type Seeds } from 'kb-assistant/design';
import { type Computed, type Scheme, solid } from './computed.ts';
import type { Design } from './design.ts';

/** What stands beside a colour: how well it can be read, and what would mend it. */
export interface Reading {
  /** From 1 to 21. */
  ratio: number;
  /** What WCAG AA asks for. */
  least: number;
  /** The nearest colour that passes; absent where this one does. */
  mend?: string;
}

/** The colours that were read off a page, in the scheme that it has. */
export interface PageColors {
  scheme: Scheme;
  seeds: Partial<Seeds>;
}

/** Those of the pages on the canvas, as far as they are known. */
export type Pages = Partial<Record<Scheme, Partial<Seeds>>>;

/** The design with what it takes from pages in it: of the light colours, those that were chosen stand. */
export function onPages(design: Design, pages: Pages): Design {
  if (design.theme !== 'from-page') return design;
  return { ...design, ...pages.light, ...lightOf(design), dark: { ...pages.dark } };
}

/** The colours of a design in one scheme, solid, as the assistant works them out before it corrects any. */
export function seedsOf(design: Design, scheme: Scheme, computed: Computed = {}): Record<keyof Seeds, string> {
  const base = PRESET_SEEDS[(design.preset ?? 'azure') as PresetName];
  const as = (seeds: Partial<Seeds>): Partial<Seeds> => usable(seeds, scheme, computed);
  const given = { light: as(lightOf(design)), dark: as(design.dark ?? {}) };
  const { colors } = derive(scheme, { ...given, base });
  const derived = { primaryColor: colors.accent, backgroundColor: colors.background, textColor: colors.text };
  return { ...derived, ...given[scheme] };
}

export const lightOf = ({ primaryColor, backgroundColor, textColor }: Design): Partial<Seeds> => ({
  ...(primaryColor && { primaryColor }),
  ...(backgroundColor && { backgroundColor }),
  ...(textColor && { textColor }),
});

/** The colours that were chosen, as they are written. */
export const colorsIn = (design: Design): string[] => [
  ...new Set([lightOf(design), design.dark ?? {}].flatMap((seeds) => Object.values<string>(seeds))),
];

/** Without what the assistant takes no notice of. */
const usable = (seeds: Partial<Seeds>, scheme: Scheme, computed: Computed): Partial<Seeds> =>
  Object.fromEntries(
    Object.entries(seeds).flatMap(([name, color]) => {
      const painted = solid(color, scheme, computed);
      return painted.hex === undefined ? [] : [[name, painted.hex]];
    }),
  );

/** Whether both colours of a reading are known: those of a page are, once it has told them. */
export function isKnown(design: Design, scheme: Scheme, seed: keyof Seeds): boolean {
  if (design.theme !== 'from-page') return true;
  const chosen = scheme === 'dark' ? design.dark : design;
  const other = seed === 'backgroundColor' ? 'textColor' : 'backgroundColor';
  return chosen?.[seed] !== undefined && chosen[other] !== undefined;
}

/** Whether each colour has been worked out: one that is only known to the page is, once that has told. */
export const isMeasurable = (design: Design, scheme: Scheme, computed: Computed): boolean =>
  [lightOf(design), ...(scheme === 'dark' ? [design.dark ?? {}] : [])]
    .flatMap((seeds) => Object.values<string>(seeds))
    .every((color) => solid(color, scheme, computed).kind !== 'untold');

/** How well a colour can be read where it stands: text and accent on the surface, the surface under the text. */
export function readingOf(design: Design, scheme: Scheme, seed: keyof Seeds, computed: Computed = {}): Reading {
  const seeds = seedsOf(design, scheme, computed);
  const least = seed === 'primaryColor' ? AA.control : AA.text;
  const other = seed === 'backgroundColor' ? seeds.textColor : seeds.backgroundColor;
  const ratio = contrast(seeds[seed], other);
  if (ratio >= least) return { ratio, least };
  // Of text and surface, the text gives way: a surface is a matter of the page around.
  const given = { light: {}, dark: {}, base: PRESET_SEEDS.azure, [scheme]: seeds };
  const { findings } = derive(scheme, given);
  const finding = findings.find((each) => each.seed === (seed === 'backgroundColor' ? 'textColor' : seed));
  return { ratio, least, ...(finding && { mend: finding.instead }) };
}
