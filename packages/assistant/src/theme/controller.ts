import type { ColorScheme } from '@openai/chatkit';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ColorSchemeSetting } from '../config/types.ts';

/** Knows the colour scheme in force, and has the host drawn again when the system's changes. */
export class ThemeController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #system: MediaQueryList | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The scheme for a setting. */
  scheme(setting: ColorSchemeSetting): ColorScheme {
    if (setting !== 'auto') return setting;
    return this.#system?.matches ? 'dark' : 'light';
  }

  hostConnected(): void {
    this.#system = matchMedia('(prefers-color-scheme: dark)');
    this.#system.addEventListener('change', this.#onChange);
  }

  hostDisconnected(): void {
    this.#system?.removeEventListener('change', this.#onChange);
  }

  readonly #onChange = (): void => this.#host.requestUpdate();
}
