import { CHATKIT_ICONS, DEFAULT_ICON, HEADER_ICONS, type NamedGlyph } from './chatkit-icons.ts';
import { GLYPHS } from './glyphs.ts';
import { NAMED_GLYPHS } from './named-glyphs.ts';
import type { UiIcon } from './names.ts';

const own = <T extends object>(table: T, key: string): T[keyof T] | undefined =>
  Object.hasOwn(table, key) ? table[key as keyof T] : undefined;

const PATHS: Record<UiIcon | NamedGlyph, string> = { ...GLYPHS, ...NAMED_GLYPHS };

/**
 * The Lucide icon drawn for a name from the options or the wire: `book-open`, `lucide:plug`.
 * A name that is not known gets a neutral one: an icon is never worth an error.
 */
export function glyphName(name: string): keyof typeof PATHS {
  const lucide = name.startsWith('lucide:') ? name.slice('lucide:'.length) : null;
  if (lucide !== null) return Object.hasOwn(PATHS, lucide) ? (lucide as keyof typeof PATHS) : DEFAULT_ICON;
  return own(HEADER_ICONS, name) ?? own(CHATKIT_ICONS, name) ?? DEFAULT_ICON;
}

/** Path data on a grid of 24 by 24. */
export const pathOf = (name: string): string => PATHS[glyphName(name)];
