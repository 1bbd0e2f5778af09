/**
 * The presets, and the accent of each: all that the script tag has to know, so that the launcher has its colour before
 * the rest arrives. A test holds them to `presets.ts`.
 */
export const PRESET_ACCENTS = {
  azure: '#2563eb',
  ink: '#18181b',
  slate: '#475569',
  ocean: '#0369a1',
  lagoon: '#0f766e',
  forest: '#166534',
  olive: '#4d5d1e',
  amber: '#f5b301',
  clay: '#b4532a',
  cherry: '#be123c',
  orchid: '#a21caf',
  violet: '#6d28d9',
} as const;

export type PresetName = keyof typeof PRESET_ACCENTS;

export const PRESETS = /* @__PURE__ */ Object.keys(PRESET_ACCENTS) as PresetName[];
