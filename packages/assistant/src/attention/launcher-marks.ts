import { createIcon } from '../shared/create-icon.ts';
import { icons } from '../shared/icons.ts';
import { badgeText, type LauncherState } from './launcher-state.ts';

/** What stands on the launcher: a chevron while it is open, the badge, a mark for a state. */
export interface LauncherMarks {
  update(state: LauncherState, unread: number): void;
}

/** Adds the marks to a launcher. They are for the eye: the launcher's name and the live region say the same. */
export function addLauncherMarks(button: HTMLButtonElement): LauncherMarks {
  const icon = button.querySelector('slot');
  const chevron = createIcon(icons['chevron-down']);
  icon?.after(chevron);
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.part.add('badge');
  badge.ariaHidden = 'true';
  badge.hidden = true;
  button.append(badge);
  return {
    update(state, unread) {
      button.dataset['state'] = state;
      const mark = state === 'failed' || state === 'offline' ? '!' : unread > 0 ? badgeText(unread) : '';
      badge.textContent = mark;
      badge.hidden = mark === '';
    },
  };
}
