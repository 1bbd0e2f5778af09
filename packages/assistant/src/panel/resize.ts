import { html, type TemplateResult } from 'lit/html.js';

type Corner = 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';

export interface ResizeView {
  label: string;
  /** The corner of the panel that is free, and that the handle stands at. */
  corner: Corner;
  /** Hears all that is done to the handle. */
  onHandle: (event: Event) => void;
}

/** The handle at the free corner of the panel. */
export const resizeView = ({ label, corner, onHandle }: ResizeView): TemplateResult =>
  html`<button
    class="resize"
    part="resize"
    data-corner=${corner}
    type="button"
    aria-label=${label}
    title=${label}
    @pointerenter=${onHandle}
    @focus=${onHandle}
    @pointerdown=${onHandle}
    @pointermove=${onHandle}
    @pointerup=${onHandle}
    @pointercancel=${onHandle}
    @dblclick=${onHandle}
    @keydown=${onHandle}
  ></button>`;
