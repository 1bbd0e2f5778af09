import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { ariaShortcut, isShortcut, parseShortcut, type Shortcut } from '../shared/shortcut.ts';
import { containsDeep, deepActiveElement } from './active-element.ts';

export interface ShortcutHooks {
  /** As the page wrote it, such as `mod+k`; `null` for none. */
  shortcut(): string | null;
  onShortcut(): void;
  /** What the page wrote is no shortcut. */
  onWrong(shortcut: string): void;
}

/** Hears the keys that open and close the panel. Comes where a site wants any. */
export class ShortcutController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: ShortcutHooks;
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: ShortcutHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** As `aria-keyshortcuts` takes it; `null` where there is none. */
  get keys(): string | null {
    const shortcut = this.#shortcut;
    return shortcut && ariaShortcut(shortcut, this.#apple);
  }

  hostConnected(): void {
    this.#abort = new AbortController();
    document.addEventListener('keydown', this.#onKeydown, { signal: this.#abort.signal });
  }

  hostDisconnected(): void {
    this.#abort.abort();
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const shortcut = this.#shortcut;
    if (!shortcut || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (!isShortcut(shortcut, event, this.#apple) || this.#isWriting()) return;
    event.preventDefault();
    this.#hooks.onShortcut();
  };

  get #shortcut(): Shortcut | null {
    const text = this.#hooks.shortcut();
    const shortcut = text === null ? null : parseShortcut(text);
    if (!shortcut && text !== null) this.#hooks.onWrong(text);
    return shortcut;
  }

  /** Whether `mod` is the Command key here. */
  get #apple(): boolean {
    return /mac|iphone|ipad/i.test(navigator.platform || navigator.userAgent);
  }

  /** Somebody who writes in a field of the page means the page. */
  #isWriting(): boolean {
    const active = deepActiveElement();
    if (!active || containsDeep(this.#host, active)) return false;
    return active.isContentEditable || active.matches('input, textarea, select, [role=textbox]');
  }
}
