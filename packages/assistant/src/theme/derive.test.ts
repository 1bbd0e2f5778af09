import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AA, contrast, derive, isReadable, readableOn } from './derive.ts';
import type { Colors, Seeds } from './palette.ts';
import { PRESET_ACCENTS, PRESETS } from './preset-names.ts';
import { PRESET_SEEDS } from './presets.ts';

const SCHEMES = ['light', 'dark'] as const;
const base = PRESET_SEEDS.azure;
const hex = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);
const seeds = fc.record(
  { primaryColor: hex, backgroundColor: hex, textColor: hex },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Seeds>>;

/** Every pair of colours that stand on one another, and how far apart they have to be. */
const expectReadable = ({ accent, onAccent, accentText, background, text, muted }: Colors): void => {
  for (const [name, color, ground] of [
    ['text', text, background],
    ['muted', muted, background],
    ['accentText', accentText, background],
    ['onAccent', onAccent, accent],
  ] as const) {
    expect(contrast(color, ground), `${name} ${color} on ${ground}`).toBeGreaterThanOrEqual(AA.text);
  }
};

describe.each(PRESETS)('the preset %s', (name) => {
  it.each(SCHEMES)('can be read, %s', (scheme) => {
    const { colors, findings } = derive(scheme, { light: {}, dark: {}, base: PRESET_SEEDS[name] });
    expectReadable(colors);
    // Its own colours, not corrected ones.
    expect(findings).toEqual([]);
    expect(colors.text).toBe(PRESET_SEEDS[name][scheme].textColor);
    expect(contrast(colors.text, colors.background)).toBeGreaterThanOrEqual(7);
  });

  it('has the accent that the script tag draws', () => {
    expect(PRESET_ACCENTS[name]).toBe(PRESET_SEEDS[name].light.primaryColor);
  });
});

describe('derive', () => {
  it('makes something that can be read of any colours', () => {
    fc.assert(
      fc.property(seeds, seeds, fc.constantFrom(...SCHEMES), (light, dark, scheme) => {
        expectReadable(derive(scheme, { light, dark, base }).colors);
      }),
    );
  });

  it('leaves colours alone that can be read', () => {
    const light = { primaryColor: '#0f766e', backgroundColor: '#fafaf9', textColor: '#1c1917' };
    const { colors, findings } = derive('light', { light, dark: {}, base });
    expect(colors).toMatchObject({ accent: '#0f766e', accentText: '#0f766e', background: '#fafaf9', text: '#1c1917' });
    expect(findings).toEqual([]);
  });

  it('corrects a text that was given and cannot be read, and says by how much it was off', () => {
    const { colors, findings } = derive('light', { light: { textColor: '#999999' }, dark: {}, base });
    expect(contrast(colors.text, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(findings).toEqual([
      expect.objectContaining({ seed: 'textColor', value: '#999999', least: 4.5, instead: colors.text }),
    ]);
    expect(findings[0]?.ratio).toBeCloseTo(2.85, 2);
  });

  it('keeps a bright accent where it is a fill, and finds a darker one for words', () => {
    const { colors, findings } = derive('light', { light: { primaryColor: '#facc15' }, dark: {}, base });
    expect(colors).toMatchObject({ accent: '#facc15', onAccent: '#0b1220' });
    expect(contrast(colors.accentText, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(findings.map(({ seed, least }) => [seed, least])).toEqual([['primaryColor', 3]]);
  });

  it('writes on a dark surface in light words without being told to', () => {
    const { colors, findings } = derive('light', { light: { backgroundColor: '#101418' }, dark: {}, base });
    expect(contrast(colors.text, colors.background)).toBeGreaterThanOrEqual(4.5);
    expect(findings).toEqual([]);
  });

  describe('in the dark, where nothing dark was given', () => {
    it('lightens the accent until it can be read', () => {
      const { accent, background } = derive('dark', { light: { primaryColor: '#7c0a02' }, dark: {}, base }).colors;
      expect(background).toBe('#0f1420');
      expect(contrast(accent, background)).toBeGreaterThanOrEqual(4.5);
    });

    it('makes a surface of the hue of the light one', () => {
      const warm = derive('dark', { light: { backgroundColor: '#fff7ed' }, dark: {}, base }).colors;
      expect(contrast(warm.background, '#000000')).toBeLessThan(1.4);
      expect(warm.gray.hue).toBeGreaterThan(40);
      expect(warm.gray.hue).toBeLessThan(100);
    });

    it('takes what was given for the dark before all else', () => {
      const dark = { primaryColor: '#8ab4f8', backgroundColor: '#202124', textColor: '#e8eaed' };
      expect(derive('dark', { light: {}, dark, base }).colors).toMatchObject({
        accent: '#8ab4f8',
        background: '#202124',
        text: '#e8eaed',
      });
    });
  });
});

describe('readableOn', () => {
  it('finds ink for every colour', () => {
    fc.assert(fc.property(hex, (color) => contrast(color, readableOn(color)) >= AA.text));
  });
});

describe('isReadable', () => {
  it.each(['#fff', 'rgb(1 2 3)', 'hsl(10deg 50% 50%)', 'tomato', 'oklch(0.5 0.1 20)', 'color(srgb 1 0 0)'])(
    'knows %s',
    (color) => expect(isReadable(color)).toBe(true),
  );
  it.each(['', 'bluish', '#ff', 'url(x)', 'red;}body{display:none'])('refuses %j', (color) => {
    expect(isReadable(color)).toBe(false);
  });
});
