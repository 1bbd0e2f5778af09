import { svg, type TemplateResult } from 'lit';

const icon = (path: string): TemplateResult =>
  svg`<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${path}></path></svg>`;

/** Lucide's, as in the assistant. */
export const icons = {
  undo: icon('M9 14 4 9l5-5 M4 9h10.5a5.5 5.5 0 0 1 0 11H11'),
  redo: icon('m15 14 5-5-5-5 M20 9H9.5a5.5 5.5 0 0 0 0 11H13'),
  reset: icon('M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8 M3 3v5h5'),
  remove: icon('M18 6 6 18 M6 6l12 12'),
  add: icon('M5 12h14 M12 5v14'),
};
