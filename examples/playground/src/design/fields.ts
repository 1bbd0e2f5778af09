import { COLOR_SCHEMES, DENSITIES, ENGLISH, MODES, POSITIONS, PRESETS, RADII } from 'kb-assistant/design';
import type { Path } from './design.ts';

interface Common {
  path: Path;
  label: string;
}

export type Field =
  | (Common & { kind: 'color'; scheme: 'light' | 'dark' })
  | (Common & { kind: 'choice'; values: readonly string[]; initial: string })
  | (Common & { kind: 'number'; min: number; max: number; unit: string; initial: number })
  | (Common & { kind: 'text'; placeholder: string; long?: boolean })
  | (Common & { kind: 'flag' })
  | (Common & { kind: 'prompts' });

export interface Section {
  title: string;
  /** Folded away at first. */
  folded?: boolean;
  fields: readonly Field[];
}

const color = (scheme: 'light' | 'dark', name: string, label: string): Field => ({
  kind: 'color',
  scheme,
  path: scheme === 'dark' ? `dark.${name}` : name,
  label,
});

const text = (path: Path, label: string, placeholder: string): Field => ({ kind: 'text', path, label, placeholder });

/** `newChat` → `New chat`. */
const sentence = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Every other word that is plain text. Those that are worked out, such as counts, are functions and no part of a design. */
const WORDS: readonly Field[] = Object.entries(ENGLISH).flatMap(([name, words]) =>
  typeof words !== 'string' || ['heading', 'greeting', 'placeholder'].includes(name)
    ? []
    : [text(`strings.${name}`, sentence(name), words)],
);

/** Every control, in the order in which they stand. What is no field here is no part of a design. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Palette',
    fields: [
      { kind: 'choice', path: 'preset', label: 'Preset', values: PRESETS, initial: 'azure' },
      { kind: 'choice', path: 'theme', label: 'Colours', values: ['from-page'], initial: 'preset' },
      color('light', 'primaryColor', 'Accent'),
      color('light', 'backgroundColor', 'Surface'),
      color('light', 'textColor', 'Text'),
      color('dark', 'primaryColor', 'Accent, dark'),
      color('dark', 'backgroundColor', 'Surface, dark'),
      color('dark', 'textColor', 'Text, dark'),
      { kind: 'choice', path: 'colorScheme', label: 'Scheme', values: COLOR_SCHEMES, initial: 'auto' },
    ],
  },
  {
    title: 'Shape and type',
    fields: [
      { kind: 'choice', path: 'radius', label: 'Radius', values: RADII, initial: 'pill' },
      { kind: 'choice', path: 'density', label: 'Density', values: DENSITIES, initial: 'normal' },
      { ...text('typography.fontFamily', 'Font', 'the page’s') },
      { kind: 'number', path: 'typography.baseSize', label: 'Size', min: 14, max: 18, unit: 'px', initial: 16 },
    ],
  },
  {
    title: 'Place',
    fields: [
      { kind: 'choice', path: 'mode', label: 'Mode', values: MODES, initial: 'floating' },
      { kind: 'choice', path: 'position', label: 'Corner', values: POSITIONS, initial: 'bottom-right' },
      { kind: 'number', path: 'offsetX', label: 'From the side', min: 0, max: 160, unit: 'px', initial: 24 },
      { kind: 'number', path: 'offsetY', label: 'From the edge', min: 0, max: 160, unit: 'px', initial: 24 },
      { kind: 'number', path: 'panelWidth', label: 'Width', min: 320, max: 800, unit: 'px', initial: 400 },
      { kind: 'number', path: 'panelHeight', label: 'Height', min: 400, max: 900, unit: 'px', initial: 704 },
      { kind: 'flag', path: 'draggableLauncher', label: 'Launcher can be dragged' },
      { kind: 'flag', path: 'closeOnOutsideClick', label: 'A click outside closes' },
    ],
  },
  {
    title: 'Words',
    fields: [
      text('heading', 'Heading', 'Assistant'),
      text('greeting', 'Greeting', 'How can I help?'),
      text('placeholder', 'Placeholder', 'Ask a question…'),
      text('disclaimer', 'Disclaimer', 'none'),
      text('teaser', 'Teaser', 'none'),
      text('locale', 'Language', 'the page’s'),
      text('shortcut', 'Shortcut', 'none, or mod+k'),
    ],
  },
  {
    title: 'Prompts',
    fields: [
      { kind: 'prompts', path: 'prompts', label: 'Quick prompts' },
      { kind: 'flag', path: 'promptsOnLauncher', label: 'Also above the launcher' },
    ],
  },
  {
    title: 'Other words',
    folded: true,
    fields: WORDS,
  },
];

export const FIELDS: readonly Field[] = SECTIONS.flatMap(({ fields }) => fields);
