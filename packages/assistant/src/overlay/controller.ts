import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface OverlayHooks {
  panel(): HTMLElement | null;
  /** Escape was pressed inside the panel, and nothing in it wanted the key. */
  onEscape(): void;
}

/** Shows and hides the panel in the top layer, and gives the focus back to where it came from. */
export class OverlayController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: OverlayHooks;
  #returnTo: HTMLElement | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: OverlayHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.#onKeydown);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.#onKeydown);
  }

  /** Brings the panel in line with `open`. Opening a panel that is open does nothing. */
  sync(open: boolean): void {
    const panel = this.#hooks.panel();
    if (!panel?.isConnected || panel.matches(':popover-open') === open) return;
    if (open) {
      this.#returnTo = deepActiveElement();
      panel.showPopover();
      return;
    }
    const active = deepActiveElement();
    const inside = active !== null && containsDeep(panel, active);
    panel.hidePopover();
    // Somebody who has moved on to the page keeps the focus there.
    if (inside && this.#returnTo?.isConnected) this.#returnTo.focus({ preventScroll: true });
    this.#returnTo = null;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    this.#hooks.onEscape();
  };
}

/** The element that has the focus, inside whatever shadow roots it stands. */
function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active === document.body ? null : (active as HTMLElement | null);
}

function containsDeep(ancestor: Node, node: Node): boolean {
  for (let each: Node | null = node; each; each = each.parentNode ?? (each as Partial<ShadowRoot>).host ?? null) {
    if (each === ancestor) return true;
  }
  return false;
}
