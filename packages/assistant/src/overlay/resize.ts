import { resized, type Size } from './placement.ts';

export interface ResizeHooks {
  panel(): HTMLElement | null;
  /** Where the panel stands, and so which corner of it is free. */
  anchor(): { side: 'left' | 'right'; top: boolean };
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

  readonly onPointerdown = (event: PointerEvent): void => {
    const size = this.#size();
    if (event.button !== 0 || !size) return;
    event.preventDefault();
    // Over the frame of a chat the pointer would be lost.
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#start = { x: event.clientX, y: event.clientY, size };
  };

  readonly onPointermove = (event: PointerEvent): void => {
    if (!this.#start) return;
    const { x, y, size } = this.#start;
    this.#ask(size, event.clientX - x, event.clientY - y);
  };

  readonly onPointerup = (): void => {
    this.#start = null;
  };

  readonly onReset = (): void => this.#hooks.onResize(null);

  readonly onKeydown = (event: KeyboardEvent): void => {
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
    else if (event.key === 'Home') this.onReset();
    else return;
    event.preventDefault();
  };

  #ask(size: Size, dx: number, dy: number): void {
    const { side, top } = this.#hooks.anchor();
    this.#hooks.onResize(resized(size, dx, dy, side, top));
  }

  #size(): Size | null {
    const box = this.#hooks.panel()?.getBoundingClientRect();
    return box ? { width: box.width, height: box.height } : null;
  }
}
