import { html, type TemplateResult } from 'lit';
import { GLYPHS } from './glyphs.ts';
import { CHATKIT_ICONS, DEFAULT_ICON, HEADER_ICONS, type GlyphName, type UiIcon } from './names.ts';

const own = <T extends object>(table: T, key: string): T[keyof T] | undefined =>
  Object.hasOwn(table, key) ? table[key as keyof T] : undefined;

const draw = (glyph: GlyphName, filled = false): TemplateResult =>
  html`<svg class="icon ${filled ? 'filled' : ''}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${GLYPHS[glyph]}></path>
  </svg>`;

/** One of our own icons, 20 px square unless the style around it says otherwise. */
export const icon = (name: UiIcon): TemplateResult => draw(name);

/**
 * The Lucide icon drawn for a name from the options or the wire: `book-open`, `lucide:plug`.
 * A name that is not known gets a neutral one: an icon is never worth an error.
 */
export function glyphName(name: string): GlyphName {
  const lucide = name.startsWith('lucide:') ? name.slice('lucide:'.length) : null;
  if (lucide !== null) return Object.hasOwn(GLYPHS, lucide) ? (lucide as GlyphName) : DEFAULT_ICON;
  return own(HEADER_ICONS, name) ?? own(CHATKIT_ICONS, name) ?? DEFAULT_ICON;
}

/** The icon for a name from the options or the wire. */
export const namedIcon = (name: string): TemplateResult => draw(glyphName(name), name === 'star-filled');
