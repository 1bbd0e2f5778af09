import type { ColorScheme } from '@openai/chatkit';

const mix = (percent: number, color = '--text'): string =>
  `color-mix(in oklab, var(${color}) ${percent}%, var(--surface))`;

/** The names that colours go by, and what they are in the theme of the element. */
const TOKENS: Record<string, string> = {
  prose: 'var(--text)',
  primary: 'var(--text)',
  emphasis: 'var(--text)',
  secondary: 'var(--muted)',
  tertiary: 'var(--muted)',
  success: 'var(--w-success)',
  danger: 'var(--danger)',
  warning: 'var(--warning)',
  caution: 'var(--warning)',
  info: 'var(--w-info)',
  discovery: 'var(--w-discovery)',
  surface: 'var(--surface)',
  'surface-secondary': 'var(--raised)',
  'surface-tertiary': 'var(--press)',
  'surface-elevated': 'var(--field)',
  'surface-elevated-secondary': 'var(--raised)',
  default: 'var(--line)',
  subtle: mix(7),
  strong: mix(28),
};

/** Hue and greatest chroma of the primitive colours. */
const HUES: Record<string, readonly [hue: number, chroma: number]> = {
  gray: [260, 0.012],
  red: [25, 0.21],
  orange: [50, 0.18],
  yellow: [88, 0.16],
  green: [150, 0.17],
  teal: [185, 0.12],
  blue: [258, 0.2],
  purple: [300, 0.2],
  pink: [350, 0.2],
};

/** Colours for the series of a chart, in the order they are given out. */
export const CHART_COLORS = ['blue', 'purple', 'orange', 'green', 'red', 'yellow', 'pink'] as const;

/** `blue-500`, and whatever lies between `0` (white) and `1000` (black). */
function primitive(name: string): string | null {
  const [, hue = '', step = ''] = /^([a-z]+)-(\d{1,4})$/.exec(name) ?? [];
  if (hue === 'alpha') return `color-mix(in oklab, var(--text) ${Math.min(100, Number(step))}%, transparent)`;
  const found = Object.hasOwn(HUES, hue) ? HUES[hue] : undefined;
  if (!found || Number(step) > 1000) return null;
  const depth = Number(step) / 1000;
  const lightness = 1 - depth * 0.82;
  const chroma = found[1] * Math.sin(Math.PI * Math.min(1, depth + 0.08)) ** 0.8;
  return `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${found[0]})`;
}

const PLAIN_COLOR = /^[\w#%.,/()\s+-]{1,80}$/;

/**
 * A colour of a widget as CSS; null where it is none. Nothing that fetches can pass: it has to be a colour to the
 * browser, and to look like one.
 */
export function resolveColor(value: unknown, scheme: ColorScheme): string | null {
  const name = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[scheme] : value;
  if (typeof name !== 'string') return null;
  if (Object.hasOwn(TOKENS, name)) return TOKENS[name]!;
  const color = primitive(name);
  if (color) return color;
  return PLAIN_COLOR.test(name) && CSS.supports('color', name) ? name : null;
}

/** The colour of a chart's series. */
export function chartColor(value: unknown, index: number, scheme: ColorScheme): string {
  const step = scheme === 'dark' ? 400 : 500;
  const names: readonly string[] = CHART_COLORS;
  const token = typeof value === 'string' && names.includes(value) ? value : names[index % names.length]!;
  const given = typeof value === 'string' && names.includes(value) ? null : resolveColor(value, scheme);
  return given ?? primitive(`${token}-${step}`)!;
}

/** What a background may be: a colour, or a gradient of colours. */
export function resolveBackground(value: unknown, scheme: ColorScheme): Record<string, string | null> {
  const color = resolveColor(value, scheme);
  if (color) return { 'background-color': color };
  const gradient =
    typeof value === 'string' && /^(?:repeating-)?(?:linear|radial|conic)-gradient\([^;{}"'\\]*\)$/i.test(value);
  return gradient && !/url|image|src|element|cross-fade|paint/i.test(value) ? { 'background-image': value } : {};
}
