import { resized, type Size } from './geometry.ts';
import type { Corner } from './placement.ts';

export interface ResizeHooks {
  panel(): HTMLElement | null;
  /** The corner that the handle stands at. */
  corner(): Corner;
  /** A size is asked for; `null` is the one that the site gave. */
  onResize(size: Size | null): void;
}

/** How far an arrow key goes, in px; with Shift four times as far. */
const STEP = 16;

/** What the handle at the free corner does: drawn with a pointer, moved with the arrow keys, set back with a double click. */
export class Resizing {
  readonly #hooks: ResizeHooks;
  #start: { x: number; y: number; size: Size } | null = null;

  constructor(hooks: ResizeHooks) {
    this.#hooks = hooks;
  }

  /** Something was done to the handle. */
  handle(event: Event): void {
    switch (event.type) {
      case 'pointerdown':
        return this.#begin(event as PointerEvent);
      case 'pointermove':
        return this.#onPointermove(event as PointerEvent);
      case 'dblclick':
        return this.#hooks.onResize(null);
      case 'keydown':
        return this.#onKeydown(event as KeyboardEvent);
      default:
        this.#start = null;
    }
  }

  #begin(event: PointerEvent): void {
    const size = this.#size();
    const handle = event.currentTarget as HTMLElement | null;
    // What was done before this was here may be over by now.
    if (event.buttons !== 1 || !size || !handle) return;
    event.preventDefault();
    // Over the frame of a chat the pointer would be lost.
    handle.setPointerCapture(event.pointerId);
    this.#start = { x: event.clientX, y: event.clientY, size };
  }

  #onPointermove(event: PointerEvent): void {
    // A finger was there before what moves the handle came. What a finger does is told where it began.
    if (!this.#start && event.pointerType === 'touch') this.#begin(event);
    if (!this.#start) return;
    const { x, y, size } = this.#start;
    this.#ask(size, event.clientX - x, event.clientY - y);
  }

  #onKeydown(event: KeyboardEvent): void {
    const size = this.#size();
    if (!size) return;
    const step = event.shiftKey ? STEP * 4 : STEP;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (move) this.#ask(size, ...move);
    else if (event.key === 'Home') this.#hooks.onResize(null);
    else return;
    event.preventDefault();
  }

  #ask(size: Size, dx: number, dy: number): void {
    this.#hooks.onResize(resized(size, dx, dy, this.#hooks.corner()));
  }

  #size(): Size | null {
    const box = this.#hooks.panel()?.getBoundingClientRect();
    return box ? { width: box.width, height: box.height } : null;
  }
}
