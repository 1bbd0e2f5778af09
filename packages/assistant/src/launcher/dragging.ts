export interface DragHooks {
  enabled(): boolean;
  /** The launcher was let go with its middle at a point of the window. */
  onDrop(x: number, y: number): Promise<unknown>;
  /** An arrow key was pressed with Control; `null` where it leads nowhere. */
  onArrow(key: string): Promise<unknown> | null;
}

/** A click moves less than this, in px. */
const THRESHOLD = 6;

/**
 * Lets the launcher be dragged. Handlers are assigned, as all of the launcher's, so that there is one of each.
 * `endedDrag` says whether a click is but the end of a drag.
 */
export function makeDraggable(button: HTMLButtonElement, hooks: DragHooks): { endedDrag(): boolean } {
  let start: { x: number; y: number } | null = null;
  let dragged = false;

  const end = (): void => {
    start = null;
    button.style.removeProperty('translate');
    button.classList.remove('dragged');
  };

  button.onpointerdown = (event) => {
    dragged = false;
    if (event.button !== 0 || !hooks.enabled()) return;
    start = { x: event.clientX, y: event.clientY };
    // A quick hand is off the button before its first move is told.
    button.setPointerCapture(event.pointerId);
  };
  button.onpointermove = (event) => {
    if (!start) return;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (!dragged && Math.hypot(dx, dy) < THRESHOLD) return;
    dragged = true;
    button.classList.add('dragged');
    button.style.setProperty('translate', `${dx}px ${dy}px`);
  };
  button.onpointerup = () => {
    if (start && dragged) {
      const from = button.getBoundingClientRect();
      end();
      void hooks.onDrop(from.left + from.width / 2, from.top + from.height / 2).then(() => glide(button, from));
    }
    end();
  };
  button.onpointercancel = end;
  button.onkeydown = (event) => {
    if (!event.ctrlKey || !hooks.enabled()) return;
    const from = button.getBoundingClientRect();
    const moved = hooks.onArrow(event.key);
    if (!moved) return;
    event.preventDefault();
    void moved.then(() => glide(button, from));
  };
  return {
    endedDrag: () => {
      const ended = dragged;
      dragged = false;
      return ended;
    },
  };
}

/** From where it was to where it stands now. */
function glide(button: HTMLElement, from: DOMRect): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const to = button.getBoundingClientRect();
  const translate = `${from.left - to.left}px ${from.top - to.top}px`;
  button.animate([{ translate }, { translate: '0 0' }], { duration: 200, easing: 'cubic-bezier(.2,.8,.2,1)' });
}
