import { messageCircle } from './message-circle.ts';

/**
 * The look of the launcher: 56 px, one shadow, a hairline so that it holds on any background.
 * The script tag carries it, so every byte is paid by every page. How it moves is in `attention.styles.ts`.
 */
export const launcherCss =
  ':host{display:contents}' +
  '.launcher{all:unset;box-sizing:border-box;position:fixed;top:var(--_top);bottom:var(--_bottom);' +
  'z-index:var(--kb-launcher-z-index,1000);display:grid;place-items:center;width:var(--kb-launcher-size,56px);aspect-ratio:1;border-radius:50%;' +
  'background:var(--kb-accent,var(--_accent));color:var(--kb-on-accent,var(--_on-accent,oklch(from var(--kb-accent,var(--_accent)) clamp(0,(.7 - l)*99,1) 0 0)));cursor:pointer;' +
  'box-shadow:0 6px 20px rgb(17 24 39/.18),0 0 0 1px rgb(255 255 255/.16)}' +
  '.launcher:focus-visible{outline:2px solid var(--_ring,#111827);outline-offset:2px}' +
  '.launcher[hidden]{display:none}' +
  `.launcher>*{grid-area:1/1}.launcher i{display:block;width:24px;aspect-ratio:1;background:currentColor;clip-path:path(evenodd,'${messageCircle}')}` +
  '@media(forced-colors:active){.launcher{border:2px solid ButtonText}.launcher i{background:ButtonText}}' +
  '@media print{.launcher{display:none}}';
