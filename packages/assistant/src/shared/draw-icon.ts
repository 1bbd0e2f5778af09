import { html, svg, type TemplateResult } from 'lit/html.js';
import { type IconName, icons } from './icons.ts';

/** An icon as a template. */
export const drawIcon = (icon: IconName): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${icons[icon].map((d) => svg`<path d=${d}></path>`)}</svg>`;
