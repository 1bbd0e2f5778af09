import { contrast, derive, PRESET_SEEDS } from 'kb-assistant/design';

export type Scheme = 'light' | 'dark';

/**
 * What the browser makes of the colours of a design on the page that it is for, by the text of each: `var(--brand)`
 * and `CanvasText` are known to nobody else. An empty text means nothing there.
 */
export type Computed = Partial<Record<Scheme, Readonly<Record<string, string>>>>;

/**
 * A colour as the assistant paints it, which is without transparency; or why it takes its own instead: nobody has told
 * yet what it comes to, it means nothing on this page, it cannot be seen, or no colour library reads it.
 */
export type Solid =
  | { kind: 'solid' | 'made-solid'; hex: string }
  | { kind: 'untold' | 'nothing' | 'unseen' | 'unreadable'; hex?: undefined };

export function solid(color: string, scheme: Scheme, computed: Computed): Solid {
  if (/^#[\da-f]{6}$/i.test(color)) return { kind: 'solid', hex: color.toLowerCase() };
  const told = computed[scheme]?.[color];
  if (told === '') return { kind: 'nothing' };
  const hex = hexOf(told ?? color);
  if (hex === null) return { kind: told === undefined ? 'untold' : 'unreadable' };
  const alpha = alphaOf(told ?? color);
  if (alpha === 0) return { kind: 'unseen' };
  return { kind: alpha < 1 ? 'made-solid' : 'solid', hex };
}

/** Of a computed colour: `rgba(255, 0, 0, 0.2)`, or `oklab(0.6 0.1 0 / 0.2)`. */
function alphaOf(color: string): number {
  if (color === 'transparent') return 0;
  const [, alpha, percent] = /(?:^rgba\([^)/]*,|\/)\s*([\d.]+)(%?)\s*\)$/.exec(color) ?? [];
  return alpha === undefined ? 1 : Number(alpha) / (percent ? 100 : 1);
}

/** Asked for again at each drawing. */
const known = new Map<string, string | null>();

/** By the assistant's own colour library, so that both agree; `null` where it reads no such thing. */
function hexOf(color: string): string | null {
  if (!known.has(color)) known.set(color, readHex(color));
  return known.get(color)!;
}

function readHex(color: string): string | null {
  try {
    contrast(color, '#000000');
  } catch {
    return null;
  }
  return derive('light', { light: { primaryColor: color }, dark: {}, base: PRESET_SEEDS.azure }).colors.accent;
}
