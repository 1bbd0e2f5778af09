import { createIcon } from '../shared/icons.ts';
import { launcherCss } from './launcher-css.ts';

/** The launcher in a shadow root: the button, and the sheets that look after it. */
export interface Launcher {
  readonly button: HTMLButtonElement;
  readonly sheets: readonly CSSStyleSheet[];
  /** Declarations for the host: placement and colours. */
  setHostCss(css: string): void;
}

/** The script tag and the element are two bundles; through this key the second finds what the first has drawn. */
const LAUNCHER = Symbol.for('kb-assistant.launcher');
type LauncherRoot = ShadowRoot & { [LAUNCHER]?: Launcher };

let look: CSSStyleSheet | undefined;

/**
 * Draws the launcher into a shadow root, or gives the one that is there. Constructed style sheets and DOM calls only:
 * nothing that a strict content security policy or Trusted Types would stop.
 */
export function launcherIn(root: LauncherRoot): Launcher {
  return (root[LAUNCHER] ??= draw(root));
}

function draw(root: ShadowRoot): Launcher {
  if (!look) (look = new CSSStyleSheet()).replaceSync(launcherCss);
  const host = new CSSStyleSheet();
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.part.add('launcher');
  button.ariaHasPopup = 'dialog';
  button.ariaExpanded = 'false';
  button.append(createIcon('message-circle'), createIcon('chevron-down'));
  root.append(button);
  const sheets = [look, host];
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
  return { button, sheets, setHostCss: (css) => host.replaceSync(css) };
}
