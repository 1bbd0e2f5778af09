import type { ColorScheme } from '@openai/chatkit';
import { warnOnce } from '../shared/warn.ts';
import { cssPropertyOf, unseen } from './color-probe.ts';
import type { Finding } from './derive.ts';
import { samplePage, workOut } from './engine.ts';
import type { PageLook } from './from-page.ts';
import type { Look, PaletteChoice, Seeds } from './palette.ts';

const ATTRIBUTES = {
  primaryColor: 'primary-color',
  backgroundColor: 'background-color',
  textColor: 'text-color',
} as const satisfies Record<keyof Seeds, string>;

/** Works out an assistant's colours from all that was said. Comes where anything is not as it is by default. */
export class Painter {
  readonly #reader = unseen();
  #page: PageLook | null = null;

  constructor(root: ShadowRoot) {
    root.prepend(this.#reader);
  }

  /** What the page looks like, read once. */
  get page(): PageLook {
    return (this.#page ??= samplePage(document));
  }

  /** The page has changed. */
  forgetPage(): void {
    this.#page = null;
  }

  /** @param css the colours that style sheets set. */
  paint(palette: PaletteChoice, scheme: ColorScheme, css: Partial<Seeds>): Pick<Look, 'colors' | 'typography'> {
    const { preset, fromPage } = palette;
    const [light, dark] = [this.#computed(palette.light), this.#computed(palette.dark)];
    const worked = workOut({ palette: { preset, light, dark }, scheme, page: fromPage ? this.page : null, css });
    for (const finding of worked.findings) tell(finding, palette, scheme, css);
    return worked;
  }

  /** The colours as the browser computes them here. What means nothing here comes out transparent. */
  #computed(seeds: Partial<Seeds>): Partial<Seeds> {
    const { style } = this.#reader;
    return Object.fromEntries(
      Object.entries(seeds).map(([seed, color]) => {
        style.setProperty('background-color', '');
        style.setProperty('background-color', color);
        return [seed, getComputedStyle(this.#reader).backgroundColor];
      }),
    );
  }
}

function tell(finding: Finding, palette: PaletteChoice, scheme: ColorScheme, css: Partial<Seeds>): void {
  const { seed, value, background, ratio, least, instead, insteadRatio } = finding;
  const inWords = palette[scheme][seed];
  // Read off the page: nobody wrote it down here.
  if (css[seed] === undefined && inWords === undefined) return;
  const name =
    css[seed] !== undefined ? cssPropertyOf(seed) : scheme === 'dark' ? `theme.dark.${seed}` : ATTRIBUTES[seed];
  const what = seed === 'primaryColor' ? 'its words and lines take' : 'the assistant takes';
  warnOnce(
    `contrast ${name}=${value}/${background}`,
    `${name}="${css[seed] ?? inWords}": ${inTenths(ratio)}:1 against the background ${background}, where WCAG AA ` +
      `asks for ${least}:1; ${what} ${instead} (${inTenths(insteadRatio)}:1).`,
  );
}

/** Downwards, so that a ratio that is too low never reads as if it were enough. */
const inTenths = (ratio: number): string => (Math.floor(ratio * 10) / 10).toFixed(1);
