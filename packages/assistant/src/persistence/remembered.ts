import { ALL_KEYS } from './keys.ts';

/**
 * Whether this may be somebody who was on a page of this site before: the one they come from, another one in this tab,
 * or this one itself before it was loaded again or gone back to. The history of the tab says so whatever the site lets be
 * known of its addresses; where an engine does not tell (Firefox before 147, Safari before 26.2), it may be.
 *
 * To ask costs nothing. To open a storage takes a page half as long as all else that draws the launcher, and somebody
 * new has left nothing there.
 */
export const isBack = (): boolean =>
  !/push|replace/.test(window.navigation?.activation?.navigationType as string) ||
  document.referrer.startsWith(window.origin) ||
  navigation.canGoBack;

/**
 * Whether an assistant has written anything down on a page before this one: an open panel that comes back, a
 * conversation that goes on in other tabs, or what somebody has left who is not here any more and must be forgotten.
 * Who has is not kept waiting until somebody comes near the launcher. On a site with two assistants either may have.
 */
export function isRemembered(): boolean {
  try {
    return [sessionStorage, localStorage].flatMap(Object.keys).some((key) => key.startsWith(ALL_KEYS));
  } catch {
    // Closed to us, and so empty.
    return false;
  }
}
