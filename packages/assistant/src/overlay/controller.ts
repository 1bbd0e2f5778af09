import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { containsDeep, deepActiveElement } from './active-element.ts';
import { lockPage } from './page-lock.ts';
import type { Presentation } from './placement.ts';

export interface OverlayHooks {
  panel(): HTMLDialogElement | null;
  /** Where the focus goes back to when nothing else had it. */
  launcher(): HTMLElement;
  /** Somebody wants the panel closed: by Escape, or the system's way back. */
  onDismiss(): void;
}

/**
 * Shows and hides the panel, and gives the focus back to where it came from. The panel is one `<dialog>` in every mode,
 * since a chat that is moved in the document dies: a popover where the page beside it can be used, modal where not.
 */
export class OverlayController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: OverlayHooks;
  #returnTo: HTMLElement | null = null;
  #shown: Presentation | null = null;
  #unlock: (() => void) | null = null;
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: OverlayHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** How the panel is shown now; `null` where it is not. */
  get shown(): Presentation | null {
    return this.#shown;
  }

  /** What the panel was opened from, and where the focus goes back to. */
  get openedFrom(): HTMLElement | null {
    return this.#returnTo;
  }

  hostConnected(): void {
    this.#abort = new AbortController();
    this.#host.addEventListener('keydown', this.#onKeydown, { signal: this.#abort.signal });
  }

  hostDisconnected(): void {
    this.#abort.abort();
    this.#unlock?.();
    this.#unlock = null;
    // Out of the document it stands in no top layer; whoever puts it back shows it anew.
    this.#shown = null;
  }

  /** Brings the panel in line. What is shown as it should be is left alone. `from` is what opened it. */
  sync(open: boolean, presentation: Presentation, from: HTMLElement | null = null): void {
    const panel = this.#hooks.panel();
    if (!panel?.isConnected) return;
    if (open && this.#shown === presentation && isShown(panel)) return;
    const active = deepActiveElement();
    const inside = active !== null && containsDeep(panel, active);
    if (!open) return this.#hide(panel, inside);
    if (this.#shown === null) this.#returnTo = inside ? null : (from ?? active);
    takeDown(panel);
    this.#putUp(panel, presentation);
    if (inside) active.focus({ preventScroll: true });
  }

  /** Puts the focus on the panel itself: screen readers say its name, and no keyboard comes up. */
  focusPanel(): void {
    this.#hooks.panel()?.focus({ preventScroll: true });
  }

  #putUp(panel: HTMLDialogElement, presentation: Presentation): void {
    panel.dataset['mode'] = presentation;
    panel.oncancel = this.#onCancel;
    panel.onclose = this.#onNativeClose;
    const modal = presentation === 'modal' || presentation === 'full';
    // Showing a dialog moves the focus into it, also for a page that opens it by itself. What is inert takes none.
    panel.inert = true;
    if (modal) panel.showModal();
    // Its method would move the focus, inert or not.
    else if (presentation === 'inline') panel.open = true;
    else panel.showPopover();
    panel.inert = false;
    this.#shown = presentation;
    this.#unlock?.();
    this.#unlock = modal ? lockPage() : null;
    // The page behind can take no key now.
    if (modal) this.focusPanel();
  }

  #hide(panel: HTMLDialogElement, inside: boolean): void {
    if (!isShown(panel)) return;
    const wasModal = panel.open && this.#unlock !== null;
    this.#shown = null;
    takeDown(panel);
    this.#unlock?.();
    this.#unlock = null;
    // Somebody who has moved on to the page keeps the focus there.
    if (inside || wasModal) {
      const to = this.#returnTo?.isConnected ? this.#returnTo : this.#hooks.launcher();
      to.focus({ preventScroll: true });
      // What has been hidden meanwhile takes no focus.
      if (deepActiveElement() !== to) this.#hooks.launcher().focus({ preventScroll: true });
    }
    this.#returnTo = null;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    if (this.#shown === null || this.#shown === 'inline') return;
    // The browser would close a modal dialog by itself, and ask nobody.
    event.preventDefault();
    this.#hooks.onDismiss();
  };

  /** The system's own way of closing: Escape while nothing has the focus, or the way back on a phone. */
  readonly #onCancel = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    this.#hooks.onDismiss();
  };

  /** Some engines close a dialog at the second request, whatever was said to the first. */
  readonly #onNativeClose = (event: Event): void => {
    const panel = event.currentTarget as HTMLDialogElement;
    if (event.target !== panel || this.#shown === null || isShown(panel)) return;
    this.#hooks.onDismiss();
    this.#host.requestUpdate();
  };
}

const isShown = (panel: HTMLDialogElement): boolean => panel.open || panel.matches(':popover-open');

function takeDown(panel: HTMLDialogElement): void {
  if (panel.matches(':popover-open')) panel.hidePopover();
  if (panel.open) panel.close();
}
