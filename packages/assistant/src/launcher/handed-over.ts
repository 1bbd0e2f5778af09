type Launcher = typeof import('./launcher.ts');
type Placement = typeof import('./placement-css.ts');

/** What draws a launcher, which the script tag has already. */
export type HandedOver = [
  launcherIn: Launcher['launcherIn'],
  placementCss: Placement['placementCss'],
  sideCss: Placement['sideCss'],
];

/**
 * In the file that the script tag fetches, these are the tag's own: the build puts this module in the place of
 * `launcher.ts` and `placement-css.ts` (`vite.config.ts`), so that nobody pays for them twice.
 */
export let [launcherIn, placementCss, sideCss] = [] as unknown as HandedOver;

/** Takes them, before anything is drawn. */
export const takeOver = (...tag: HandedOver): void => void ([launcherIn, placementCss, sideCss] = tag);
