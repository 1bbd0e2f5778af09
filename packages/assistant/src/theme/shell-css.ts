import type { Density, Look, Radius } from './palette.ts';

/** Corners of the panel and of the controls in it, in px. The launcher stays round: the script tag draws it first. */
const CORNERS = {
  pill: [16, 10],
  round: [16, 10],
  soft: [10, 7],
  sharp: [2, 2],
} as const satisfies Record<Radius, readonly [panel: number, control: number]>;

/** Height of the panel's header, in px. */
const HEADERS = { compact: 48, normal: 56, spacious: 64 } as const satisfies Record<Density, number>;

/** The look as declarations of custom properties, for the shell's style sheets. */
export function shellCss({ scheme, colors, radius, density, typography }: Look): string {
  const [panel, control] = CORNERS[radius];
  const declarations = {
    '--_accent': colors.accent,
    '--_on-accent': colors.onAccent,
    '--_accent-text': colors.accentText,
    '--_background': colors.background,
    '--_text': colors.text,
    '--_muted': colors.muted,
    '--_scheme': scheme,
    // Around the launcher, which stands on the page: near-black by day, white by night.
    '--_ring': scheme === 'dark' ? '#ffffff' : '#0b1220',
    '--_radius': `${panel}px`,
    '--_radius-control': `${control}px`,
    '--_header': `${HEADERS[density]}px`,
    ...(typography.baseSize ? { '--_size': `${typography.baseSize}px` } : {}),
    ...(typography.fontFamily ? { '--_font': fontList(typography.fontFamily) } : {}),
  };
  return Object.entries(declarations)
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
}

/** A list of families and nothing else: a font from elsewhere must not end the declaration it stands in. */
const fontList = (families: string): string => families.replace(/[^\p{L}\p{N}\s"',._-]/gu, '');
