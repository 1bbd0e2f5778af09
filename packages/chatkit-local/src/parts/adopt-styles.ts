import type { CSSResult } from 'lit';

/** Gives a shadow root the look of a part that draws into it. */
export function adoptStyles(root: Node | null, styles: CSSResult | undefined): void {
  const sheet = styles?.styleSheet;
  if (!(root instanceof ShadowRoot) || !sheet || root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets.push(sheet);
}
