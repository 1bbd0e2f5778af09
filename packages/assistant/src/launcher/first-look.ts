import { PRESET_ACCENTS } from '../theme/preset-names.ts';
import { placementCss } from './placement-css.ts';

/** What an attribute says, or an empty string. */
export type Setting = (name: string) => string;

const POSITION = /^(top|bottom)-(left|right|start|end)$/;

/**
 * How a launcher looks before anything else is loaded: placed and coloured as the attributes say, with a name in
 * English. The script tag draws it so, and the element until the rest has come.
 */
export function firstLook(setting: Setting): { css: string; label: string } {
  const offset = (name: string): number => {
    const px = Number.parseFloat(setting(name));
    return px >= 0 ? px : 24;
  };
  // A pattern is compiled when it is first used, which costs more than all the rest here: most pages say neither.
  const corner = setting('position');
  const position = corner && POSITION.test(corner) ? corner : 'bottom-right';
  const color = setting('primary-color');
  const preset = setting('preset') as keyof typeof PRESET_ACCENTS;
  const accent = (color && color.replace(/[^\w#%.,/() -]/g, '')) || (PRESET_ACCENTS[preset] ?? PRESET_ACCENTS.azure);
  return {
    css: `${placementCss(position as Parameters<typeof placementCss>[0], offset('offset-x'), offset('offset-y'))}:host{--_accent:${accent}}`,
    label: setting('launcher-label') || `Open ${setting('heading') || 'Assistant'}`,
  };
}
