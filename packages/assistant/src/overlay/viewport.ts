import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';

/** Narrower than this the panel fills the screen, and is not opened by itself on the next page. */
const NARROW = '(max-width: 640px)';

/** A keyboard is at least this high, in px; the bars of a browser are not. */
const KEYBOARD = 120;

/** Knows whether the window is narrow, and what of it can be seen while a keyboard stands on the screen. */
export class ViewportController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #panel: () => HTMLElement | null;
  #narrow: MediaQueryList | null = null;
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, panel: () => HTMLElement | null) {
    this.#host = host;
    this.#panel = panel;
    host.addController(this);
  }

  get narrow(): boolean {
    return (this.#narrow ?? matchMedia(NARROW)).matches;
  }

  hostConnected(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#narrow = matchMedia(NARROW);
    this.#narrow.addEventListener('change', () => this.#host.requestUpdate(), { signal });
    globalThis.visualViewport?.addEventListener('resize', this.#fit, { signal });
    globalThis.visualViewport?.addEventListener('scroll', this.#fit, { signal });
  }

  hostDisconnected(): void {
    this.#abort.abort();
  }

  hostUpdated(): void {
    this.#fit();
  }

  /** Engines leave `100dvh` as it is when the keyboard comes, and move what can be seen instead. */
  readonly #fit = (): void => {
    const panel = this.#panel();
    const view = globalThis.visualViewport;
    if (!panel || !view) return;
    // Of a page that somebody has magnified, only a part can be seen, and the panel is not to shrink into it.
    const keyboard = this.narrow && view.scale < 1.1 && innerHeight - view.height > KEYBOARD;
    const set = (name: string, value: string): void => {
      if (keyboard) panel.style.setProperty(name, value);
      else panel.style.removeProperty(name);
    };
    set('--_seen-top', `${view.offsetTop}px`);
    set('--_seen-height', `${view.height}px`);
    set('--_seen-safe-bottom', '0px');
  };
}
