import type { ColorScheme } from '@openai/chatkit';
import type { Seeds } from './palette.ts';
import type { PresetName } from './preset-names.ts';

const seeds = (primaryColor: string, backgroundColor: string, textColor: string): Seeds => ({
  primaryColor,
  backgroundColor,
  textColor,
});

/** Whole palettes, each drawn for both schemes: accent, surface, text. */
export const PRESET_SEEDS = {
  /** Ours: a clear blue on white, and on blue-black. */
  azure: { light: seeds('#2563eb', '#ffffff', '#111827'), dark: seeds('#5c8dff', '#0f1420', '#e6e9f0') },
  /** Print: black on white, white on black. */
  ink: { light: seeds('#18181b', '#ffffff', '#18181b'), dark: seeds('#f4f4f5', '#111113', '#ededef') },
  /** Quiet blue-grey, for pages with a loud brand. */
  slate: { light: seeds('#475569', '#f8fafc', '#0f172a'), dark: seeds('#94a3b8', '#10151d', '#e2e8f0') },
  /** Deep sea on a paper with a little sky in it. */
  ocean: { light: seeds('#0369a1', '#f7fbfe', '#0c2434'), dark: seeds('#38a9e4', '#0a1720', '#dcebf4') },
  lagoon: { light: seeds('#0f766e', '#f8fcfb', '#11302d'), dark: seeds('#2bb5a6', '#0a1817', '#d9ecea') },
  forest: { light: seeds('#166534', '#fafcf9', '#16261b'), dark: seeds('#4cb471', '#0e1711', '#dfeae1') },
  /** Earth and leaves on warm paper. */
  olive: { light: seeds('#4d5d1e', '#fbfbf4', '#25281a'), dark: seeds('#a9bd62', '#14160d', '#e8eadc') },
  /** Sun on white: dark words on the accent. */
  amber: { light: seeds('#f5b301', '#fffdf8', '#2a2210'), dark: seeds('#f5b301', '#17140c', '#f0eadb') },
  /** Fired clay on cream. */
  clay: { light: seeds('#b4532a', '#fdfaf6', '#2d1f18'), dark: seeds('#e08a5f', '#19120e', '#efe4dc') },
  cherry: { light: seeds('#be123c', '#fffafb', '#2c1218'), dark: seeds('#f5647f', '#1a0e11', '#f3e1e4') },
  orchid: { light: seeds('#a21caf', '#fefaff', '#2a1430'), dark: seeds('#d970e4', '#180f1b', '#efe1f2') },
  violet: { light: seeds('#6d28d9', '#fcfaff', '#1f1635'), dark: seeds('#a27cf5', '#13101d', '#e7e2f3') },
} as const satisfies Record<PresetName, Record<ColorScheme, Seeds>>;
