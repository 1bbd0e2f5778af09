import type { ColorScheme } from '@openai/chatkit';
import { noChange } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';
import { resolveBackground, resolveColor } from './colors.ts';

/** CSS properties by name; what is null or undefined is not set. */
export type Styles = Record<string, string | number | null | undefined>;

/**
 * Puts styles on an element through its style object. A `style` attribute would be forbidden by a strict
 * Content-Security-Policy; and a value set one by one cannot break out of its declaration.
 */
class StyledDirective extends Directive {
  #before: string[] = [];

  override render(_styles: Styles): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [styles]: [Styles]): unknown {
    const { style } = element as HTMLElement | SVGElement;
    for (const name of this.#before) if (styles[name] == null) style.removeProperty(name);
    this.#before = Object.keys(styles).filter((name) => styles[name] != null);
    for (const name of this.#before) style.setProperty(name, String(styles[name]));
    return noChange;
  }
}

/** `<div ${styled({ color: 'red' })}>` */
export const styled = directive(StyledDirective);

/** Pixels per unit of `gap`, `padding` and `margin`. */
const UNIT_PX = 4;

/** A length in pixels, or as CSS has it. */
export const length = (value: unknown): string | null =>
  typeof value === 'number' && Number.isFinite(value) ? `${value}px` : typeof value === 'string' ? safe(value) : null;

/** A length in spacing units, or as CSS has it. */
export const spacing = (value: unknown): string | null =>
  typeof value === 'number' && Number.isFinite(value) ? `${value * UNIT_PX}px` : length(value);

/** Numbers, units and arithmetic: nothing that could name an address. */
const safe = (value: string): string | null =>
  /^[\w\s.%+*/(),-]{1,80}$/.test(value) && !/url|src|image/i.test(value) ? value : null;

const fields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** `padding` or `margin`, whole or by side. */
export function sides(property: 'padding' | 'margin', value: unknown): Styles {
  if (typeof value !== 'object' || value === null) return { [property]: spacing(value) };
  const { top, right, bottom, left, x, y } = fields(value);
  return {
    [`${property}-block-start`]: spacing(top ?? y),
    [`${property}-inline-end`]: spacing(right ?? x),
    [`${property}-block-end`]: spacing(bottom ?? y),
    [`${property}-inline-start`]: spacing(left ?? x),
  };
}

const LINES = ['solid', 'dashed', 'dotted', 'double', 'groove', 'ridge', 'inset', 'outset'];

function edge(value: unknown, scheme: ColorScheme): string | null {
  const { size, color, style } = typeof value === 'number' ? { size: value } : fields(value);
  if (typeof size !== 'number') return null;
  const line = LINES.includes(String(style)) ? String(style) : 'solid';
  return `${Math.max(0, size)}px ${line} ${resolveColor(color, scheme) ?? 'var(--line)'}`;
}

export function borders(value: unknown, scheme: ColorScheme): Styles {
  const whole = edge(value, scheme);
  if (whole) return { border: whole };
  const { top, right, bottom, left, x, y } = fields(value);
  return {
    'border-block-start': edge(top ?? y, scheme),
    'border-inline-end': edge(right ?? x, scheme),
    'border-block-end': edge(bottom ?? y, scheme),
    'border-inline-start': edge(left ?? x, scheme),
  };
}

const RADII: Record<string, string> = {
  none: '0',
  '2xs': '2px',
  xs: '4px',
  sm: '6px',
  md: '8px',
  lg: '10px',
  xl: '12px',
  '2xl': '16px',
  '3xl': '20px',
  '4xl': '24px',
  full: '999px',
  '100%': '100%',
};

const ALIGN: Record<string, string> = {
  start: 'flex-start',
  center: 'center',
  end: 'flex-end',
  baseline: 'baseline',
  stretch: 'stretch',
};

const JUSTIFY: Record<string, string> = {
  start: 'flex-start',
  center: 'center',
  end: 'flex-end',
  between: 'space-between',
  around: 'space-around',
  evenly: 'space-evenly',
  stretch: 'stretch',
};

/** What a table has for a name that came over the wire. */
export const pick = <T>(table: Record<string, T>, name: unknown): T | null =>
  typeof name === 'string' && Object.hasOwn(table, name) ? table[name]! : null;

export const alignment = (value: unknown): string | null => pick(ALIGN, value);

/** Size and place of a block. */
export function block(props: object): Styles {
  const it = fields(props);
  return {
    height: length(it['height'] ?? it['size']),
    width: length(it['width'] ?? it['size']),
    'min-height': length(it['minHeight'] ?? it['minSize']),
    'min-width': length(it['minWidth'] ?? it['minSize']),
    'max-height': length(it['maxHeight'] ?? it['maxSize']),
    'max-width': length(it['maxWidth'] ?? it['maxSize']),
    'aspect-ratio': typeof it['aspectRatio'] === 'number' ? it['aspectRatio'] : length(it['aspectRatio']),
    'border-radius': pick(RADII, it['radius']),
    ...(it['margin'] === undefined ? {} : sides('margin', it['margin'])),
  };
}

/** Everything that a box can say of itself. */
export function box(props: object, scheme: ColorScheme): Styles {
  const it = fields(props);
  const flex = it['flex'];
  return {
    ...block(props),
    'align-items': alignment(it['align']),
    'justify-content': pick(JUSTIFY, it['justify']),
    'flex-wrap': ['nowrap', 'wrap', 'wrap-reverse'].includes(String(it['wrap'])) ? String(it['wrap']) : null,
    flex: typeof flex === 'number' ? `${flex} 1 0%` : length(flex),
    gap: spacing(it['gap']),
    ...(it['padding'] === undefined ? {} : sides('padding', it['padding'])),
    ...(it['border'] === undefined ? {} : borders(it['border'], scheme)),
    ...resolveBackground(it['background'], scheme),
  };
}
