import { html, render } from 'lit/html.js';
import { drawIcon } from '../shared/draw-icon.ts';
import { badgeText, type LauncherState } from './launcher-state.ts';

/**
 * Draws what stands on a launcher: a chevron while it is open, the badge, a mark for a state. They are for the eye: the
 * launcher's name and the live region say the same.
 */
export function markLauncher(button: HTMLButtonElement, state: LauncherState, unread: number): void {
  button.dataset['state'] = state;
  const mark = state === 'failed' || state === 'offline' ? '!' : unread > 0 ? badgeText(unread) : '';
  const badge = html`<span class="badge" part="badge" aria-hidden="true" ?hidden=${mark === ''}>${mark}</span>`;
  // Beside the icon, which is the page's to replace.
  render([drawIcon('chevron-down'), badge], button);
}
