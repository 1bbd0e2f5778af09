/** For tools that design an assistant: what can be chosen, how colours are worked out and checked, and the words. */
export { COLOR_SCHEMES, MODES, POSITIONS } from './config/types.ts';
export { en as ENGLISH } from './strings/en.ts';
export { AA, contrast, derive, type DeriveFrom, type Finding } from './theme/derive.ts';
export { type PageLook, samplePage } from './theme/from-page.ts';
export { type Colors, DENSITIES, RADII, type Seeds } from './theme/palette.ts';
export { type PresetName, PRESETS } from './theme/preset-names.ts';
export { PRESET_SEEDS } from './theme/presets.ts';
