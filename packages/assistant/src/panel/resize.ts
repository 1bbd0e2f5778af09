import { html, type TemplateResult } from 'lit/html.js';

type Corner = 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';

export interface ResizeView {
  label: string;
  /** The corner of the panel that is free, and that the handle stands at. */
  corner: Corner;
  handlers: {
    readonly onPointerdown: (event: PointerEvent) => void;
    readonly onPointermove: (event: PointerEvent) => void;
    readonly onPointerup: (event: PointerEvent) => void;
    readonly onReset: () => void;
    readonly onKeydown: (event: KeyboardEvent) => void;
  };
}

/** The handle at the free corner of the panel. */
export const resizeView = ({ label, corner, handlers }: ResizeView): TemplateResult =>
  html`<button
    class="resize"
    part="resize"
    data-corner=${corner}
    type="button"
    aria-label=${label}
    title=${label}
    @pointerdown=${handlers.onPointerdown}
    @pointermove=${handlers.onPointermove}
    @pointerup=${handlers.onPointerup}
    @pointercancel=${handlers.onPointerup}
    @dblclick=${handlers.onReset}
    @keydown=${handlers.onKeydown}
  ></button>`;
