import type { ColorScheme } from '@openai/chatkit';

/** Where sites and their frameworks write down which scheme they are in. */
const ATTRIBUTES = [
  'data-theme',
  'data-color-scheme',
  'data-color-mode',
  'data-mode',
  'data-bs-theme',
  'data-mantine-color-scheme',
] as const;

/** What to watch on the elements around for a change of scheme. */
export const SCHEME_ATTRIBUTES: readonly string[] = [...ATTRIBUTES, 'class', 'style'];

/** The element itself and all that it stands in, inside out, through shadow roots. */
export function* around(element: Element): Generator<Element> {
  for (let each: Element | null = element; each; each = parentOf(each)) yield each;
}

const parentOf = (element: Element): Element | null =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;

/** The scheme that a word such as `dark`, `github-dark` or `light high-contrast` speaks of; `auto` and others of none. */
function schemeIn(words: string | null): ColorScheme | null {
  const found = /(?:^|[\s_-])(dark|light)(?=$|[\s_-])/i.exec(words ?? '');
  return found ? (found[1]?.toLowerCase() as ColorScheme) : null;
}

/** As `dark`, `dark-mode`, `theme-dark`; not `dark:bg-black`, and not `btn-dark`, which colours one thing only. */
function schemeInClass(list: DOMTokenList): ColorScheme | null {
  for (const name of list) {
    const found = /^(?:(?:theme|mode|scheme)-{1,2})?(dark|light)(?:-(?:theme|mode|scheme))?$/i.exec(name);
    if (found) return found[1]?.toLowerCase() as ColorScheme;
  }
  return null;
}

/**
 * The scheme of the page around an element: what an attribute says, then a class, then the CSS property `color-scheme`,
 * then the system. The nearest element counts.
 *
 * @param systemIsDark what `prefers-color-scheme` says.
 * @example
 * hostScheme(document.body, false); // 'dark' in <html data-theme="dark">
 */
export function hostScheme(element: Element, systemIsDark: boolean): ColorScheme {
  const chain = Array.from(around(element));
  for (const each of chain) {
    for (const name of ATTRIBUTES) {
      const said = schemeIn(each.getAttribute(name));
      if (said) return said;
    }
  }
  for (const each of chain) {
    const said = schemeInClass(each.classList);
    if (said) return said;
  }
  // "light dark" leaves it to the system, and so does "normal", which nobody chose.
  const property = getComputedStyle(element).colorScheme ?? '';
  const [dark, light] = [/\bdark\b/.test(property), /\blight\b/.test(property)];
  if (dark !== light) return dark ? 'dark' : 'light';
  return systemIsDark ? 'dark' : 'light';
}
