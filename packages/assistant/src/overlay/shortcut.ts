import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { isShortcut, type Shortcut } from '../shared/shortcut.ts';
import { containsDeep, deepActiveElement } from './active-element.ts';

export interface ShortcutHooks {
  shortcut(): Shortcut | null;
  onShortcut(): void;
}

/** Hears the keys that open and close the panel. */
export class ShortcutController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: ShortcutHooks;
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: ShortcutHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** Whether `mod` is the Command key here. */
  get apple(): boolean {
    return /mac|iphone|ipad/i.test(navigator.platform || navigator.userAgent);
  }

  hostConnected(): void {
    this.#abort = new AbortController();
    document.addEventListener('keydown', this.#onKeydown, { signal: this.#abort.signal });
  }

  hostDisconnected(): void {
    this.#abort.abort();
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const shortcut = this.#hooks.shortcut();
    if (!shortcut || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (!isShortcut(shortcut, event, this.apple) || this.#isWriting()) return;
    event.preventDefault();
    this.#hooks.onShortcut();
  };

  /** Somebody who writes in a field of the page means the page. */
  #isWriting(): boolean {
    const active = deepActiveElement();
    if (!active || containsDeep(this.#host, active)) return false;
    return active.isContentEditable || active.matches('input, textarea, select, [role=textbox]');
  }
}
