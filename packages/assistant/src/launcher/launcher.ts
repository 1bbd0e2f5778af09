import { launcherCss } from './launcher-css.ts';

/** The launcher in a shadow root: the button, and the sheet that looks after it. */
export interface Launcher {
  readonly button: HTMLButtonElement;
  readonly sheet: CSSStyleSheet;
  /** Rules of this assistant: placement and colours. */
  setHostCss(css: string): void;
}

/** The script tag and the element are two bundles; through this key the second finds what the first has drawn. */
const LAUNCHER = Symbol.for('kb-assistant.launcher');
type LauncherRoot = ShadowRoot & { [LAUNCHER]?: Launcher };

/**
 * Draws the launcher into a shadow root, or gives the one that is there. Constructed style sheets and DOM calls only:
 * nothing that a strict content security policy or Trusted Types would stop. One sheet and one icon are what a page
 * pays before anybody comes near; the element adds the rest.
 */
export function launcherIn(root: LauncherRoot, css = ''): Launcher {
  return (root[LAUNCHER] ??= draw(root, css));
}

const group = (css: string): string => `@media all{${css}}`;

function draw(root: ShadowRoot, css: string): Launcher {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherCss + group(css));
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.part.add('launcher');
  button.ariaHasPopup = 'dialog';
  button.ariaExpanded = 'false';
  // A site may put an icon of its own in the place of ours.
  const icon = document.createElement('slot');
  icon.name = 'launcher-icon';
  icon.append(document.createElement('i'));
  button.append(icon);
  root.append(button);
  root.adoptedStyleSheets = [sheet];
  const setHostCss = (next: string): void => {
    if (next === css) return;
    css = next;
    const last = sheet.cssRules.length - 1;
    sheet.deleteRule(last);
    sheet.insertRule(group(next), last);
  };
  return { button, sheet, setHostCss };
}
