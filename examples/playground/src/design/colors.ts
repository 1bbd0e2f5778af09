import { AA, contrast, derive, PRESET_SEEDS, type PresetName, type Seeds } from 'kb-assistant/design';
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

type Scheme = 'light' | 'dark';

/** The colours that were read off a page, in the scheme that it has. */
export interface PageColors {
  scheme: Scheme;
  seeds: Partial<Seeds>;
}

/** Those of the pages on the canvas, as far as they are known. */
export type Pages = Partial<Record<Scheme, Partial<Seeds>>>;

/** The design with what it takes from pages in it: what was chosen stands. */
export function onPages(design: Design, pages: Pages): Design {
  if (design.theme !== 'from-page') return design;
  return { ...hexed(pages.light), ...design, dark: { ...hexed(pages.dark), ...design.dark } };
}

/** `rgb(165, 65, 28)` → `#a5411c`, which a colour picker can show. */
const hexed = (seeds: Partial<Seeds> = {}): Partial<Seeds> =>
  Object.fromEntries(
    Object.entries(seeds).map(([name, color]) => {
      const [, ...parts] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(color) ?? [];
      const hex = parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('');
      return [name, hex ? `#${hex}` : color];
    }),
  );

/** The colours of a design in one scheme, as the assistant works them out before it corrects any. */
export function seedsOf(design: Design, scheme: Scheme): Record<keyof Seeds, string> {
  const base = PRESET_SEEDS[(design.preset ?? 'azure') as PresetName];
  const { colors } = derive(scheme, { light: lightOf(design), dark: design.dark ?? {}, base });
  const derived = { primaryColor: colors.accent, backgroundColor: colors.background, textColor: colors.text };
  return { ...derived, ...(scheme === 'dark' ? design.dark : lightOf(design)) };
}

const lightOf = ({ primaryColor, backgroundColor, textColor }: Design): Partial<Seeds> => ({
  ...(primaryColor && { primaryColor }),
  ...(backgroundColor && { backgroundColor }),
  ...(textColor && { textColor }),
});

/** The colour that a scheme has for a seed, chosen or not. */
export const effectiveColor = (design: Design, scheme: Scheme, seed: keyof Seeds): string =>
  seedsOf(design, scheme)[seed];

/** Whether both colours of a reading are known: those of a page are, once it has told them. */
export function isKnown(design: Design, scheme: Scheme, seed: keyof Seeds): boolean {
  if (design.theme !== 'from-page') return true;
  const chosen = scheme === 'dark' ? design.dark : design;
  const other = seed === 'backgroundColor' ? 'textColor' : 'backgroundColor';
  return chosen?.[seed] !== undefined && chosen[other] !== undefined;
}

/** How well a colour can be read where it stands: text and accent on the surface, the surface under the text. */
export function readingOf(design: Design, scheme: Scheme, seed: keyof Seeds): Reading {
  const seeds = seedsOf(design, scheme);
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
