import type { Launcher } from './launcher.ts';

/** Says that what a click has asked for is on its way, has come (`false`), or did not. */
export function showFetching({ button }: Pick<Launcher, 'button'>, fetching: boolean | 'failed'): void {
  button.ariaBusy = fetching === true ? 'true' : null;
  if (fetching === 'failed') button.title = 'No connection. Try again.';
  else button.removeAttribute('title');
}
