import type { ReactiveController } from '@lit/reactive-element';
import type { Presentation } from './placement.ts';

/** What is known of the panel. */
export interface OverlayFacts {
  /** How it is shown now; `null` where it is not. */
  readonly shown: Presentation | null;
  /** What it was opened from. */
  readonly openedFrom: HTMLElement | null;
}

export interface OutsideHooks {
  panel(): HTMLElement | null;
  /** Whether a click beside the panel closes it. */
  enabled(): boolean;
  onDismiss(): void;
}

/** Hears clicks beside the panel. Comes where a site wants them to close it. */
export class OutsideController implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #overlay: OverlayFacts;
  readonly #hooks: OutsideHooks;
  #pressedOutside = false;
  #abort = new AbortController();

  constructor(host: HTMLElement, overlay: OverlayFacts, hooks: OutsideHooks) {
    this.#host = host;
    this.#overlay = overlay;
    this.#hooks = hooks;
  }

  hostConnected(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    document.addEventListener('pointerdown', this.#onPointerdown, { signal, capture: true });
    document.addEventListener('click', this.#onClick, { signal });
  }

  hostDisconnected(): void {
    this.#abort.abort();
  }

  readonly #onPointerdown = (event: PointerEvent): void => {
    this.#pressedOutside = this.#isOutside(event);
  };

  readonly #onClick = (event: MouseEvent): void => {
    // Text that is marked from inside the panel to outside of it ends in a click there.
    const outside = this.#pressedOutside && this.#isOutside(event);
    this.#pressedOutside = false;
    const { shown, openedFrom } = this.#overlay;
    if (!outside || shown === null || shown === 'inline' || !this.#hooks.enabled()) return;
    // A click that opened the panel goes on to here.
    if (openedFrom && event.composedPath().includes(openedFrom)) return;
    this.#hooks.onDismiss();
  };

  #isOutside(event: MouseEvent): boolean {
    const panel = this.#hooks.panel();
    const path = event.composedPath();
    if (!panel || !path.includes(this.#host)) return true;
    // The dimmed page around a modal panel belongs to the panel.
    if (path[0] !== panel || this.#overlay.shown !== 'modal') return false;
    const { left, right, top, bottom } = panel.getBoundingClientRect();
    return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
  }
}
