/**
 * The look of the launcher: 56 px, one shadow, a hairline so that it holds on any background.
 * The script tag carries it, so every byte is paid by every page.
 */
export const launcherCss =
  ':host{display:contents}' +
  '.launcher{all:unset;box-sizing:border-box;position:fixed;top:var(--_top,auto);right:var(--_right,auto);bottom:var(--_bottom,auto);left:var(--_left,auto);' +
  'z-index:var(--kb-launcher-z-index,1000);display:grid;place-items:center;width:var(--kb-launcher-size,56px);aspect-ratio:1;border-radius:50%;' +
  'background:var(--kb-accent,var(--_accent));color:var(--kb-on-accent,var(--_on-accent,#fff));cursor:pointer;-webkit-tap-highlight-color:transparent;' +
  'box-shadow:0 6px 20px rgb(17 24 39/.18),0 0 0 1px rgb(255 255 255/.16);transition:transform .16s,box-shadow .16s}' +
  '.launcher:hover{transform:translateY(-1px)}.launcher:active{transform:scale(.96)}' +
  '.launcher:focus-visible{outline:2px solid var(--_ring,#111827);outline-offset:2px}' +
  '.launcher[hidden]{display:none}' +
  '.launcher svg{grid-area:1/1;width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;transition:transform .16s,opacity .16s}' +
  '.launcher:not([aria-expanded=true]) svg+svg,.launcher[aria-expanded=true] svg:first-child{opacity:0;transform:scale(.6)}' +
  '@media(forced-colors:active){.launcher{border:2px solid ButtonText}}' +
  '@media(prefers-reduced-motion:reduce){.launcher,.launcher svg{transition:none}}' +
  '@media print{.launcher{display:none}}';
