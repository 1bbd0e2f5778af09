import type { FontSource, ResolvedTheme } from './theme.ts';
import { themeTokens } from './tokens.ts';

/** What browsers set in where a page names no font: no page means it. */
const UNSTYLED = /^["']?(Times New Roman|Times|-webkit-standard)["']?$|^serif$/;
const SYSTEM = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/**
 * Puts a theme on an element: its tokens through a style sheet of the shadow root (no inline style, so that a
 * strict Content-Security-Policy holds), its fonts through the document, the only place fonts load from.
 */
export class ThemePainter {
  readonly #host: HTMLElement;
  readonly #sheet = new CSSStyleSheet();
  #fonts: FontFace[] = [];
  #sources: FontSource[] = [];

  constructor(host: HTMLElement, root: ShadowRoot) {
    this.#host = host;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
  }

  paint(theme: ResolvedTheme): void {
    this.#sheet.replaceSync(':host {}');
    const { style } = this.#sheet.cssRules[0] as CSSStyleRule;
    // Set one by one: a value cannot break out of its declaration.
    for (const [name, value] of Object.entries(themeTokens(theme))) style.setProperty(name, value);
    if (!theme.fontFamily && UNSTYLED.test(getComputedStyle(this.#host).fontFamily)) {
      style.setProperty('--ck-font', SYSTEM);
    }
    this.#host.dataset['colorScheme'] = theme.colorScheme;
    if (JSON.stringify(theme.fontSources) === JSON.stringify(this.#sources)) return;
    this.release();
    this.#sources = theme.fontSources;
    for (const font of theme.fontSources) this.#load(font);
  }

  /** Takes the fonts back from the document. */
  release(): void {
    for (const font of this.#fonts) document.fonts.delete(font);
    this.#fonts = [];
    this.#sources = [];
  }

  #load({ family, src, descriptors }: FontSource): void {
    try {
      const font = new FontFace(family, `url(${JSON.stringify(src)})`, descriptors);
      document.fonts.add(font);
      this.#fonts.push(font);
    } catch {
      // A descriptor that no browser knows: the text is set in the fallback.
    }
  }
}
