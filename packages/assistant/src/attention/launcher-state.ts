import type { Strings } from '../strings/strings.ts';

/** What the launcher tells of: the first of these that holds, from the last to the first. */
export type LauncherState = 'idle' | 'connecting' | 'answering' | 'unread' | 'offline' | 'failed';

export interface LauncherFacts {
  failed: boolean;
  offline: boolean;
  connecting: boolean;
  answering: boolean;
  /** Answers that nobody has seen yet. */
  unread: number;
}

/**
 * What matters most to somebody who sees nothing but the launcher.
 *
 * @example
 * launcherStateOf({ failed: false, offline: false, connecting: false, answering: true, unread: 0 }); // 'answering'
 */
export function launcherStateOf({ failed, offline, connecting, answering, unread }: LauncherFacts): LauncherState {
  if (offline) return 'offline';
  if (failed) return 'failed';
  if (connecting) return 'connecting';
  if (answering) return 'answering';
  return unread > 0 ? 'unread' : 'idle';
}

/** What a screen reader says when the launcher comes into a state. */
export function announcementOf(state: LauncherState, unread: number, strings: Strings): string {
  switch (state) {
    case 'idle':
      return '';
    case 'connecting':
      return strings.connecting;
    case 'answering':
      return strings.answering;
    case 'unread':
      return strings.unread(unread);
    case 'offline':
      return strings.offline;
    case 'failed':
      return strings.failed;
  }
}

/** The number on the badge: from ten on it says that there are many. */
export const badgeText = (unread: number): string => (unread > 9 ? '9+' : String(unread));
