import type { Seeds } from './palette.ts';

/** The custom properties that colour the shell and the chat, and what the probe's style sheet has each in. */
const PROPERTIES = {
  primaryColor: ['--kb-accent', 'background-color'],
  backgroundColor: ['--kb-background', 'border-top-color'],
  textColor: ['--kb-text', 'border-bottom-color'],
} as const satisfies Record<keyof Seeds, readonly [name: string, through: string]>;

/** What browsers take where a page names no font: no page means it. */
const UNNAMED = /^["']?(times( new roman)?|serif|-webkit-standard)["']?$/i;
const SYSTEM = 'system-ui, sans-serif';

export const cssPropertyOf = (seed: keyof Seeds): string => PROPERTIES[seed][0];

/**
 * An unseen element in the shadow root that has the browser read colours: any notation, `var()` and `color-mix()` too,
 * comes out as plain numbers. It has the watched properties on it with a transition (`probeStyles`), so that a style sheet
 * which changes them, or the colour scheme, is noticed by the event of that transition, and nobody has to poll.
 */
export class ColorProbe {
  readonly #host: HTMLElement;
  readonly #watched = unseen('probe');

  /** @param onChange called when a style sheet changed a watched property. */
  constructor(host: HTMLElement, root: ShadowRoot, onChange: () => void) {
    this.#host = host;
    this.#watched.addEventListener('transitionend', (event) => {
      event.stopPropagation();
      onChange();
    });
    root.append(this.#watched);
    // What has never been computed changes without a transition, and a page may turn before its next frame.
    void getComputedStyle(this.#watched).outlineColor;
  }

  /** The colours that style sheets set on the host; those that nobody set are missing. */
  colors(): Partial<Seeds> {
    const said = getComputedStyle(this.#host);
    const computed = getComputedStyle(this.#watched);
    const colors: Partial<Seeds> = {};
    for (const [seed, [name, through]] of Object.entries(PROPERTIES)) {
      if (said.getPropertyValue(name).trim() !== '') colors[seed as keyof Seeds] = computed.getPropertyValue(through);
    }
    return colors;
  }

  /** The font that a style sheet set on the host; on a page that names none, the system's; nothing where it is the page's. */
  fontFamily(): string {
    const said = getComputedStyle(this.#host);
    return said.getPropertyValue('--kb-font-family').trim() || (UNNAMED.test(said.fontFamily) ? SYSTEM : '');
  }
}

/** An element that nobody sees, and that takes colours as the page means them. */
export function unseen(name = ''): HTMLElement {
  const element = document.createElement('span');
  element.className = `unseen ${name}`;
  return element;
}
