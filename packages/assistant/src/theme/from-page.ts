/** Reads a palette off the page: what it stands on, what it writes with, and the colour it calls attention with. */
import type { TypographyOption } from '@openai/chatkit';
import { contrast, isReadable, lookAt } from './derive.ts';
import type { Seeds } from './palette.ts';

/** What was found; what was not is missing. */
export interface PageLook {
  seeds: Partial<Seeds>;
  typography: TypographyOption;
  /** Whether the page is darker than it is light. */
  dark: boolean;
}

/** Where a brand shows its colour, the surest place first: what is read, and how much it counts. */
const PLACES = [
  ['button[type=submit], [class*=primary i]:is(a, button), [class*=btn i]:is(a, button)', 'backgroundColor', 4],
  ['button, [role=button]', 'backgroundColor', 3],
  ['main a[href], article a[href], p a[href]', 'color', 3],
  ['a[href]', 'color', 1],
  ['header, nav', 'backgroundColor', 1],
  ['h1, h2', 'color', 1],
] as const;

/** More than this of each tells nothing new. */
const PER_PLACE = 12;

/** Below this a colour is a grey, and no accent. */
const COLOURFUL = 0.05;

/**
 * Samples the page once.
 *
 * @example
 * samplePage(document).seeds.backgroundColor; // 'rgb(255, 255, 255)'
 */
export function samplePage(page: Document): PageLook {
  const styles = getComputedStyle(page.body);
  const backgroundColor = surfaceOf(page);
  const textColor = styles.color;
  const primaryColor = accentOf(page, backgroundColor);
  const baseSize = Math.min(18, Math.max(14, Math.round(Number.parseFloat(styles.fontSize) || 16)));
  return {
    seeds: { backgroundColor, textColor, ...(primaryColor ? { primaryColor } : {}) },
    typography: { fontFamily: styles.fontFamily, baseSize: baseSize as 14 },
    dark: lookAt(backgroundColor).l < 0.5,
  };
}

/** The first thing under the text that is painted; a page that paints nothing stands on white. */
function surfaceOf(page: Document): string {
  for (const element of [page.querySelector('main'), page.body, page.documentElement]) {
    const color = element ? getComputedStyle(element).backgroundColor : '';
    if (isReadable(color) && lookAt(color).alpha > 0.5) return color;
  }
  return getComputedStyle(page.documentElement).colorScheme === 'dark' ? '#121212' : '#ffffff';
}

/** The colour that is met most in the places where a brand shows itself. */
function accentOf(page: Document, background: string): string | null {
  const votes = new Map<string, number>();
  const vote = (color: string, weight: number): void => {
    if (!isReadable(color)) return;
    const { c, alpha } = lookAt(color);
    if (alpha < 0.9 || c < COLOURFUL || contrast(color, background) < 1.3) return;
    votes.set(color, (votes.get(color) ?? 0) + weight);
  };
  const chosen = getComputedStyle(page.body).accentColor;
  if (chosen && chosen !== 'auto') vote(chosen, 20);
  const meta = page.querySelector<HTMLMetaElement>('meta[name="theme-color"]:not([media])')?.content;
  if (meta && CSS.supports('color', meta)) vote(meta, 2);
  for (const [selector, property, weight] of PLACES) {
    for (const element of Array.from(page.querySelectorAll(selector)).slice(0, PER_PLACE)) {
      vote(getComputedStyle(element)[property], weight);
    }
  }
  // What a browser gives links that nobody styled is no brand.
  votes.delete('rgb(0, 0, 238)');
  const [best] = Array.from(votes).toSorted(([, a], [, b]) => b - a);
  return best?.[0] ?? null;
}
